import type { ComparisonWord } from "./comparison.ts";
import type { CountyState } from "./county-picture.store.ts";

/** Where a child of a state stands on the way from all children to unknown. */
export type Group = "in-education" | "gone" | "apart" | "missing";

/** Each state in words, where it belongs, and the list of those who stand in it. */
export const countyStates: Readonly<
  Record<CountyState["state"], { words: string; group: Group; list?: ComparisonWord }>
> = {
  "on-roll": { words: "On a school's roll", group: "in-education" },
  "at-home": { words: "Educated at home", group: "in-education" },
  elsewhere: { words: "Other education on record", group: "in-education" },
  "moved-away": { words: "Moved away, and where is known", group: "gone" },
  "named-elsewhere": { words: "A school elsewhere is named, to confirm", group: "apart" },
  "not-yet": { words: "Below compulsory age, and applied for", group: "apart" },
  probable: { words: "Probably in education, to confirm", group: "apart" },
  waiting: { words: "Waiting for a place", group: "missing", list: "waiting-for-a-place" },
  "to-begin": { words: "Waiting for the start day", group: "missing", list: "waiting-for-a-place" },
  "did-not-start": { words: "Did not start", group: "missing", list: "did-not-start" },
  excluded: { words: "Excluded, nowhere new", group: "missing", list: "excluded" },
  left: { words: "Left, arrived nowhere", group: "missing", list: "left-arrived-nowhere" },
  "unsuitable-home": { words: "Home education unsuitable", group: "missing", list: "on-no-roll" },
  "no-roll": { words: "On no list of education", group: "missing", list: "on-no-roll" },
};

export const groupWords: Readonly<Record<Group, string>> = {
  "in-education": "In education",
  gone: "Moved away",
  apart: "Set apart",
  missing: "In no education that a list shows",
};
