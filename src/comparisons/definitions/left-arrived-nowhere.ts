import type { Comparison, Evidence } from "../comparison.ts";
import { besides, inParts, leftInWords } from "../evidence-words.ts";
import { unplacedIn } from "../unplaced-findings.store.ts";

/** Leavers of whom nobody knows where they went, or who never came where they were said to go. [B02] [H08 partly] */
export const leftArrivedNowhere: Comparison = {
  word: "left-arrived-nowhere",
  title: "Left a school, arrived nowhere",
  question: "Which children left a school, and no school has shown them since?",
  findsMissing: true,
  sources: ["school-roll", "admissions-application", "home-education", "other-authority-notice"],
  doubt:
    "A child may be on the roll of a school whose roll does not come here. A school that was named and whose roll does not come here is set apart until somebody has confirmed it.",
  nextActions: [
    "Ask the school where the child went",
    "Open a case when it does not know or does not answer",
  ],
  inOneLine: (evidence) =>
    inParts(leftInWords(evidence), destinationOf(evidence), "no roll, no application", ...besides(evidence)),
  find: (compared) =>
    unplacedIn(["left", "named-elsewhere"], compared, { since: ["left_on"], school: "left_school_id" }),
};

function destinationOf({ destination, namedElsewhere }: Evidence): string {
  if (!destination) return "no destination recorded";
  return namedElsewhere
    ? `said to go to ${destination}, which nobody has confirmed`
    : `to go to ${destination}, which has not shown them`;
}
