import type { Level } from "./linkage/index.ts";
import type { LinkedField } from "./linked-fields.ts";

/** What two records of a child are compared by. What a record does not say is null or "", and counts neither way. */
export type Identity = {
  forename: string;
  middleNames: string;
  surname: string;
  otherForename: string;
  otherSurname: string;
  dateOfBirth: Temporal.PlainDate | null;
  sex: string | null;
  upn: string | null;
  formerUpn: string | null;
  postcode: string | null;
};

/** How one field compares: in words, and in bits, of which each one doubles (or when negative halves) the odds that it is the same child. */
export type Evidence = { field: LinkedField; level: Level; words: string; bits: number };

const born = "Date of birth";
const words: Record<LinkedField, Partial<Record<Level, string>>> = {
  forename: {
    missing: "Forename missing",
    differs: "Forename differs",
    resembles: "Forename somewhat alike",
    alike: "Forename spelt nearly the same",
    "part-of": "One forename is part of the other",
    "other-name": "Also called by this forename",
    swapped: "Forename and surname exchanged",
    same: "Forename the same",
  },
  surname: {
    missing: "Surname missing",
    differs: "Surname differs",
    resembles: "Surname somewhat alike",
    alike: "Surname spelt nearly the same",
    "part-of": "One surname is part of the other",
    "other-name": "Former or other surname the same",
    swapped: "Surname and forename exchanged",
    same: "Surname the same",
  },
  born: {
    missing: `${born} missing`,
    differs: `${born} differs`,
    "two-parts": "Two of day, month and year of birth the same",
    "one-slip": `${born} differs by one slip`,
    swapped: "Day and month of birth exchanged",
    same: "Born the same day",
  },
  postcode: {
    missing: "Postcode missing",
    differs: "Postcode differs",
    "same-district": "Postcode in the same district",
    "one-slip": "Postcode differs by one slip",
    former: "Former postcode the same",
    same: "Postcode the same",
  },
  sex: { missing: "Sex missing", differs: "Sex differs", same: "Sex the same" },
  upn: {
    missing: "UPN missing",
    differs: "UPN differs",
    "one-slip": "UPN differs by one slip",
    former: "Former UPN the same",
    same: "UPN the same",
  },
};

/** How a field compares, in a sentence of its own. [A11] */
export function evidenceWords(field: LinkedField, level: Level): string {
  return words[field][level] ?? words[field].missing ?? "";
}
