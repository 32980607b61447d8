import { drawn, type Truth } from "../lives/index.ts";
import { type CountyPlaces, rowsOf } from "./county-places.ts";
import { drawsOf } from "./draws.ts";
import { rowsInOrder } from "./rows-in-order.ts";

/** How it begins that somebody must look for a child. */
type Begins = "left-school" | "absent" | "not-arrived" | "moved-in" | "taught-at-home";

/** A child of the county whom somebody looks for, since when, and what is true of it. */
export type MissingInCounty = {
  childId: number;
  authority: string;
  begins: Begins;
  on: Temporal.PlainDate;
  ground: string | null;
  /** The school that the child left or does not come to, by its number; empty where there is none. */
  school: string;
  truth: Truth;
};

type Cell = (column: string) => string;

/**
 * The children of the county who were looked for or had to be, in the order of the lists, read side by side as streams.
 * A child who left a school with its destination written down is not among them. `count` is told each child read.
 */
export async function* missingInCounty(
  places: CountyPlaces,
  seed: string,
  count: () => void,
): AsyncGenerator<MissingInCounty> {
  const [returns, rolls, offers] = ["joiners-and-leavers", "rolls", "admissions-offers"].map((list) =>
    rowsInOrder(places.folder, list),
  ) as [RowsOf, RowsOf, RowsOf];
  for await (const child of rowsOf(places.folder, "truth")) {
    count();
    const isMissing = child("MissingEducation") === "yes";
    const left = child("Rows").includes("joiners-and-leavers.csv") ? await returns(child("Rows")) : [];
    const isAbsent = child("AbsentSince") !== "";
    const isOffered = child("Why") === "offered place not taken up";
    const found =
      (isAbsent && absent(child, await rolls(child("Rows")), places)) ||
      (isMissing && missing(child, left, isOffered ? await offers(child("Rows")) : [], seed)) ||
      leaver(child, left);
    if (found) yield { childId: Number(child("ChildId")), ...found };
  }
}

type RowsOf = ReturnType<typeof rowsInOrder>;
type Found = Omit<MissingInCounty, "childId">;

/** On a roll and not seen there: at another school by now, or at home. */
function absent(child: Cell, rolls: readonly Cell[], { schools }: CountyPlaces): Found | undefined {
  const at = child("AtLAESTAB");
  const present = rolls.filter((row) => row("LeavingDate") === "");
  const old = present.find((row) => row("LAESTAB") !== at) ?? present[0];
  const other = present.find((row) => row("LAESTAB") === at);
  if (!old) return undefined;
  const school = old("LAESTAB");
  const authority = school.slice(0, 3);
  const base = { authority, begins: "absent" as const, on: day(child("AbsentSince")), ground: null, school };
  if (school === at || !other)
    return { ...base, truth: { home: "known-address", roll: undefined, taughtAtHome: false } };
  const roll = { schoolName: schools.get(at)?.name ?? "another school", since: day(other("StartDate")) };
  return {
    ...base,
    truth: { home: homeBeside(authority, at, "elsewhere-inside"), roll, taughtAtHome: false },
  };
}

/** Truly missing education, for one of the reasons that authorities report. */
function missing(child: Cell, returns: readonly Cell[], offers: readonly Cell[], seed: string): Found {
  const why = child("Why");
  const left = leaving(returns);
  const school = left?.("LAESTAB") ?? offers[0]?.("LAESTAB") ?? "";
  const draw = drawsOf(seed, Number(child("ChildId")))("home");
  const begins = left ? "left-school" : why === "offered place not taken up" ? "not-arrived" : "moved-in";
  const homes: Partial<Record<string, Truth["home"]>> = {
    "believed to be in another authority": "another-authority",
    "believed to be abroad": "abroad",
    "left without a destination": drawn(whereLeaversAre, draw),
  };
  return {
    ...{ authority: school.slice(0, 3) || child("LACode"), begins, school, on: day(child("Since")) },
    ground: left?.("Reason") || null,
    truth: {
      home: homes[why] ?? "known-address",
      roll: undefined,
      taughtAtHome: why === "home educated without notice",
    },
  };
}

/** No list says where they went; the county does not either, so chance decides. */
const whereLeaversAre = {
  "known-address": 25,
  "elsewhere-inside": 30,
  "another-authority": 30,
  abroad: 15,
} as const satisfies Record<Truth["home"], number>;

/** At another school, out of the area or taught at home, though the old school wrote down no destination. */
function leaver(child: Cell, returns: readonly Cell[]): Found | undefined {
  const left = leaving(returns);
  if (!left) return undefined;
  const school = left("LAESTAB");
  const authority = school.slice(0, 3);
  const [on, ground, at] = [day(left("On")), left("Reason") || null, child("AtLAESTAB")];
  const base = { authority, on, ground, school, begins: "left-school" as const };
  switch (child("State")) {
    case "educated at home":
      return {
        ...base,
        begins: "taught-at-home",
        truth: { home: "known-address", roll: undefined, taughtAtHome: true },
      };
    case "left the area": {
      const home = child("Why") === "moved abroad" ? "abroad" : "another-authority";
      return { ...base, truth: { home, roll: undefined, taughtAtHome: false } };
    }
    case "at school": {
      const joined = returns.find((row) => row("Event") === "joined" && row("LAESTAB") === at);
      const since = joined ? day(joined("On")) : on.add({ weeks: 1 });
      const near = ground === "A" ? "known-address" : "elsewhere-inside";
      const roll = { schoolName: "the new school", since };
      return { ...base, truth: { home: homeBeside(authority, at, near), roll, taughtAtHome: false } };
    }
    default:
      return undefined;
  }
}

/** The return on the school that the child left last with no destination written down. */
function leaving(returns: readonly Cell[]): Cell | undefined {
  return returns.findLast((row) => row("Event") === "left" && row("DestinationLAESTAB") === "");
}

function homeBeside(authority: string, school: string, near: Truth["home"]): Truth["home"] {
  return school.startsWith(authority) ? near : "another-authority";
}

function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}
