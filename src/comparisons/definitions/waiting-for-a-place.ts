import type { Comparison } from "../comparison.ts";
import { besides, dayTold, inParts, leftInWords } from "../evidence-words.ts";
import { unplacedIn } from "../unplaced-findings.store.ts";

/** Children who wait for a place, or for its first day, and are on no roll: they miss education while they wait. [B04] [C22 partly] */
export const waitingForAPlace: Comparison = {
  word: "waiting-for-a-place",
  title: "Waiting for a place, on no roll",
  question: "Which children wait for a school place and are on no roll meanwhile?",
  findsMissing: true,
  sources: ["admissions-application", "admissions-offer", "school-roll", "home-education"],
  doubt: "An application that the family no longer wants stays here until admissions closes it.",
  nextActions: [
    "Ask admissions what stands in the way",
    "Open a case: a child who waits is missing education",
  ],
  inOneLine: (evidence) =>
    inParts(
      evidence.offerStartsOn
        ? `is to start at ${evidence.offerSchool ?? "a school"} on ${dayTold(evidence.offerStartsOn)}`
        : `asked for a place on ${dayTold(evidence.appliedOn)}: ${evidence.applicationStatus ?? "no outcome yet"}`,
      "on no roll",
      leftInWords(evidence),
      ...besides(evidence),
    ),
  find: (compared) =>
    unplacedIn(["waiting", "to-begin"], compared, {
      since: ["left_on", "applied_on", "notice_on"],
      school: "left_school_id",
    }),
};
