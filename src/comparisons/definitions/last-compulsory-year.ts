import type { Comparison } from "../comparison.ts";
import { dayTold, inParts } from "../evidence-words.ts";
import { openCasesOfLastYear } from "./last-compulsory-year.store.ts";

/** Children on the register in their last compulsory year: the 16+ service is to know of them before it ends. [B09] */
export const lastCompulsoryYear: Comparison = {
  word: "last-compulsory-year",
  title: "On the register in the last compulsory year",
  question: "Which children with an open case are in their last compulsory year?",
  findsMissing: false,
  sources: [],
  doubt: "A child whose birthday is not known is not here.",
  nextActions: ["Hand the child's details to the 16+ service, and say here that it is done"],
  inOneLine: ({ caseReference, missingSince, caseOwner }) =>
    inParts(
      `case ${caseReference}`,
      missingSince && `missing education since ${dayTold(missingSince)}`,
      `owned by ${caseOwner ?? "nobody yet"}`,
    ),
  find: openCasesOfLastYear,
};
