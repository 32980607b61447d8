import type { Basic } from "../children/index.ts";
import { dayInWords, londonDay } from "../web/design/words.ts";
import type { Answers, Section } from "./form-definition.ts";

/** What a referral holds, kept as it was sent for ever. */
export type ReferralContent = {
  /** The child as the record stood when the referral was sent. */
  child: {
    forename: string;
    surname: string;
    otherSurname: string;
    dateOfBirth: string | null;
    sex: string | null;
    upn: string | null;
    formerUpn: string | null;
    postcode: string | null;
    address: string;
  };
  /** Basics that neither the record nor the sender could give. [A01] */
  missing: readonly Basic[];
  answers: Answers;
  /** Question and answer as the sender saw them. */
  sections: readonly Section[];
  urgent: boolean;
  concern: boolean;
  sender: {
    name: string;
    position: string;
    phone: string;
    schoolName: string;
    /** The agency or authority of a sender who is no school. */
    organisation?: string | undefined;
    /** How it came, where an officer entered it: "phone", "letter" ... */
    came?: string | undefined;
  };
};

/** The words for each form that a referral can come by. */
export const formWords: Record<string, string> = {
  cme1: "CME1: leaver",
  cme2: "CME2: agency",
  cme3: "CME3: area team",
  "school-referral": "School referral",
  "hub-referral": "Hub referral",
  "attendance-referral": "Pupil does not come",
  memo: "Memo",
  concern: "Concern",
  notice: "Notice from elsewhere",
  comparison: "Comparison of lists",
  team: "From a team of the council",
  "police-missing": "Police: missing",
  "police-return": "Police: back",
};

/** How a referral stands, from what was recorded about it. */
export type ReferralState = "waiting" | "case-open" | "passed-on";

/** The state of a referral in the words of its sender's page. */
export const stateWords: Record<ReferralState, { text: string; classes: string }> = {
  waiting: { text: "Waiting for a decision", classes: "govuk-tag--yellow" },
  "case-open": { text: "Accepted", classes: "govuk-tag--green" },
  "passed-on": { text: "Passed on", classes: "govuk-tag--blue" },
};

/** What a sender was told, with its day; words that name the day already are not given it twice. */
export function toldOn(at: Temporal.Instant, words: string): string {
  const day = dayInWords(londonDay(at));
  return words.includes(day) ? words : `${day}: ${words}`;
}

/** A referral that opened a case has one; any other that was decided was passed on. */
export function stateOf({
  caseId,
  decision,
}: {
  caseId: number | null;
  decision: string | null;
}): ReferralState {
  if (caseId !== null) return "case-open";
  return decision === null ? "waiting" : "passed-on";
}

/** Where a referral can be passed on without a case, and why: what its sender is told begins with it. [A06] [G02] */
export const routesOnward = {
  "attendance-procedure": {
    text: "On a roll but not attending: the attendance procedure",
    passed: "Passed to the attendance procedure",
    because: "the child is on a school's roll, so this is absence and not a child missing education",
  },
  "ehe-officer": {
    text: "Home educated: the elective home education officer",
    passed: "Passed to the elective home education officer",
    because: "the child is educated at home",
  },
  "other-authority": {
    text: "Lives in another authority: that authority",
    passed: "For the authority where the child lives",
    because: "the child lives in another authority, which is the one to act",
  },
  "not-missing": {
    text: "Not missing education: no further step",
    passed: "No case was opened",
    because: "the child is not missing education",
  },
} as const;

export type RouteOnward = keyof typeof routesOnward;

/** The content of a referral with nothing left out: a short form says little, and then the child's record speaks. */
export function wholeContent(
  sent: Partial<ReferralContent>,
  recorded: Partial<ReferralContent["child"]>,
): ReferralContent {
  return {
    missing: [],
    answers: {},
    sections: [],
    urgent: false,
    concern: false,
    ...sent,
    sender: { name: "", position: "", phone: "", schoolName: "", ...sent.sender },
    child: {
      ...{ forename: "", surname: "", otherSurname: "", address: "" },
      ...{ dateOfBirth: null, sex: null, upn: null, formerUpn: null, postcode: null },
      ...recorded,
      ...sent.child,
    },
  };
}
