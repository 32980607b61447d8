import type { Comparison } from "../comparison.ts";
import { besides, dayTold, inParts, leftInWords } from "../evidence-words.ts";
import { unplacedIn } from "../unplaced-findings.store.ts";

/** Children of school age on no roll and in no other provision that is known, those who reach admission age among them. [B01] [A04] */
export const onNoRoll: Comparison = {
  word: "on-no-roll",
  title: "On no roll, in no list of education",
  question: "Which children of school age does a list know, and no list of education?",
  findsMissing: true,
  sources: ["health", "school-roll", "home-education", "admissions-application", "other-authority-notice"],
  doubt:
    "A name or birthday written in another way can keep a child here who is on a roll. A child who has moved away stays on the health list for a time. A row without a birthday cannot be compared.",
  nextActions: ["Find the child by other spellings", "Open a case when the child is on no list of education"],
  inOneLine: (evidence) =>
    inParts(
      evidence.homeStatus && `home education from ${dayTold(evidence.homeOn)} was found unsuitable`,
      leftInWords(evidence),
      "no roll, no application",
      !evidence.homeStatus && "no home education",
      ...besides(evidence),
    ),
  find: (compared) =>
    unplacedIn(["no-roll", "unsuitable-home"], compared, {
      since: ["left_on", "notice_on", "home_on", "(health_first at time zone 'Europe/London')::date"],
      school: "left_school_id",
    }),
};
