/** Everything that a role may be allowed to do; which role may is data, in the table permissions (G04). */
export const acts = [
  "see-my-school",
  "make-referral",
  "answer-for-school",
  "import-roll",
  "mend-rejected-row",
  "see-my-work",
  "see-visits",
  "see-case",
  "see-child",
  "find-child",
  "see-register",
  "open-case",
  "work-case",
  "do-step",
  "record-visit",
  "send-enquiry",
  "answer-enquiry",
  "answer-for-agency",
  "close-case",
  "add-note",
  "restrict-child",
  "read-audit",
  "read-whole-audit",
] as const;

export type Act = (typeof acts)[number];
