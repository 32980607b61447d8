/** An invented authority. Its code, its postcode area and its towns exist nowhere. */
export type InventedAuthority = {
  laCode: string;
  name: string;
  /** The published procedure that it works to. */
  procedure: "norfolk" | "oxfordshire";
  /** Letters that no real postcode area has and that still have a postcode's shape. */
  postcodeArea: string;
  areas: readonly string[];
  towns: readonly string[];
};

/** The two authorities, side by side, so that a child can move from one to the other. */
export const authorities: readonly [InventedAuthority, InventedAuthority] = [
  {
    laCode: "997",
    name: "Eastmere",
    procedure: "norfolk",
    postcodeArea: "EA",
    areas: ["North", "South", "Coast", "City"],
    towns: [
      "Quillhithe",
      "Fenwold",
      "Harnmere",
      "Tolsey Staithe",
      "Marlness",
      "Oskham",
      "Wendmarsh",
      "Eastmere",
    ],
  },
  {
    laCode: "998",
    name: "Westholme",
    procedure: "oxfordshire",
    postcodeArea: "WE",
    areas: ["North", "Central", "South"],
    towns: ["Thrupstow", "Brackcombe", "Pellwick", "Cherholme", "Vennford", "Wychmoor", "Westholme"],
  },
];

/** Stands for every other authority in the destinations of leavers. */
export const elsewhere = { laCode: "996", name: "Farshire" } as const;

/** The first schools of each authority. Children with a story that a demonstration can follow are on their rolls. */
export const storySchools = {
  eastmere: { primary: "9972001", secondary: "9974001" },
  westholme: { primary: "9982001", secondary: "9984001" },
} as const;
