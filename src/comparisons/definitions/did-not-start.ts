import type { Comparison } from "../comparison.ts";
import { besides, dayTold, inParts, leftInWords } from "../evidence-words.ts";
import { unplacedIn } from "../unplaced-findings.store.ts";

const rounds: Record<string, string> = {
  accepted: "the family accepted",
  declined: "the family declined it",
};

/** Children offered a place who are on no roll after the day on which they should have started. [B03] [C10 partly] [C11 partly] */
export const didNotStart: Comparison = {
  word: "did-not-start",
  title: "Offered a place, did not start",
  question: "Which children should have started at a school by now, and are on no roll?",
  findsMissing: true,
  sources: ["admissions-offer", "school-roll", "home-education"],
  doubt:
    "A school that puts starters on its roll late makes this list long in September. A child who started elsewhere is not here.",
  nextActions: [
    "Ask the school whether the child has started",
    "Ask admissions whether the place is still held",
    "Open a case when the child has not started anywhere",
  ],
  inOneLine: (evidence) =>
    inParts(
      `offered a place at ${evidence.offerSchool ?? "a school"} from ${dayTold(evidence.offerStartsOn)}`,
      rounds[evidence.offerResponse ?? ""] ?? "no answer from the family",
      "on no roll",
      leftInWords(evidence),
      ...besides(evidence),
    ),
  find: (compared) =>
    unplacedIn(["did-not-start"], compared, { since: ["offer_starts_on"], school: "offer_school_id" }),
};
