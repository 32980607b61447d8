import type { List } from "../children/index.ts";
import type { ColumnMap } from "./linkage/index.ts";

/** What children and rows of lists are compared by; the same for every list, so that one list's model serves another. */
export const fieldNames = {
  forename: "Forename",
  surname: "Surname",
  born: "Date of birth",
  postcode: "Postcode",
  sex: "Sex",
  upn: "UPN",
} as const;
export type LinkedField = keyof typeof fieldNames;

type Headings = Record<LinkedField, readonly string[]>;

/** The headings of the children's file: present names first, then others that they have or had. */
const ofChildren: Headings = {
  forename: ["forename", "other_forename", "middle_names"],
  surname: ["surname", "other_surname", "former_surname"],
  born: ["born"],
  postcode: ["postcode", "former_postcode"],
  sex: ["sex"],
  upn: ["upn", "former_upn"],
};
const ofRows: Headings = {
  ...ofChildren,
  surname: ["surname", "other_surname"],
  postcode: ["postcode"],
};

const kinds = {
  forename: { type: "name", part: "given" },
  surname: { type: "name", part: "family" },
  born: { type: "date", part: undefined },
  postcode: { type: "place", part: undefined },
  sex: { type: "category", part: undefined },
  upn: { type: "identifier", part: undefined, check: "upn" },
} as const;

function mapOf(left: Headings, right: Headings, childrenOnce: boolean): ColumnMap {
  return {
    id: { left: "id", right: "id" },
    once: { left: childrenOnce, right: false },
    columns: (Object.keys(fieldNames) as LinkedField[]).map((name) => ({
      ...{ name, ...kinds[name] },
      ...{ left: left[name], right: right[name] },
    })),
  };
}

/** Children on the left, each there once, so that a row means one child; a list may have several rows of a child. */
export const childrenAgainstList = mapOf(ofChildren, ofRows, true);
/** Rows that mean no child on record, compared with each other. */
export const rowsAmongThemselves = mapOf(ofRows, ofRows, false);

/** The lists whose rows are linked: on a roll a row makes its child, and needs none. */
export const linkedLists = [
  "health",
  "admissions-application",
  "admissions-offer",
  "home-education",
  "police-missing",
  "other-authority-notice",
] as const satisfies readonly List[];
export type LinkedList = (typeof linkedLists)[number];
