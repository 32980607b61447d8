import type { Comparison } from "../comparison.ts";
import { besides, inParts, leftInWords } from "../evidence-words.ts";
import { unplacedIn } from "../unplaced-findings.store.ts";

/** Pupils whom a school excluded or moved by agreement, until new provision starts. [B07] [H05 partly] */
export const excluded: Comparison = {
  word: "excluded",
  title: "Excluded or moved by agreement, nowhere new",
  question: "Which children came off a roll by exclusion or a managed move, and nothing new has begun?",
  findsMissing: true,
  sources: ["school-roll", "admissions-offer", "home-education"],
  doubt:
    "A place at a pupil referral unit or with a tutor is known only when its roll comes here or it is recorded on the child.",
  nextActions: [
    "Ask the exclusions officer for the provision from the sixth day",
    "Open a case when none has begun",
  ],
  inOneLine: (evidence) =>
    inParts(
      leftInWords(evidence),
      "excluded or moved by agreement",
      "no provision since",
      ...besides(evidence),
    ),
  find: (compared) => unplacedIn(["excluded"], compared, { since: ["left_on"], school: "left_school_id" }),
};
