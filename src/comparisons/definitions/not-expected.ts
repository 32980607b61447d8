import type { Comparison } from "../comparison.ts";
import { dayTold, inParts } from "../evidence-words.ts";
import { joinersNobodyExpected } from "./not-expected.store.ts";

/** Joiners nobody expected: where did they come from, and is another record still looked for? [B03] */
export const notExpected: Comparison = {
  word: "not-expected",
  title: "Joined a school, and nobody expected them",
  question:
    "Which children joined a school in the middle of the year without an application, an offer or a school that sent them?",
  findsMissing: false,
  sources: ["school-roll", "admissions-application", "admissions-offer"],
  doubt:
    "The application may be written under another name. The child may be one whom another list here, or another authority, is looking for.",
  nextActions: [
    "Ask the school where the child came from",
    "Compare with the children who left a school and arrived nowhere",
  ],
  inOneLine: ({ rollSchool, joinedOn }) =>
    inParts(
      `joined ${rollSchool ?? "a school"} on ${dayTold(joinedOn)}`,
      "no application, no offer, and no school said that they would come",
    ),
  find: joinersNobodyExpected,
};
