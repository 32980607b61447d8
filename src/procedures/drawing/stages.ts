import type { ProcedureAct } from "../acts.ts";
import type { Rule } from "../procedure.ts";

/** The parts of the work on a child, in the order in which they usually come. A drawing has a chart for each. */
export const stages = {
  school: "At the school",
  safety: "Concern for the child's safety",
  referral: "The referral",
  search: "Looking for the child",
  visit: "Visiting the family",
  education: "Finding education",
  closing: "Closing the case",
  standing: "Duties that stand all year",
} as const;

export type Stage = keyof typeof stages;

/** Where each act belongs. An act without a stage does not compile: every duty is drawn. */
const stageOfAct: Readonly<Record<ProcedureAct, Stage>> = {
  "mark-register": "school",
  "report-absence": "school",
  "explain-absence": "school",
  "refer-to-hub": "school",
  "allocate-hub-worker": "school",
  "refer-to-attendance": "school",
  "ask-admissions": "school",
  "remove-from-roll": "school",
  "arrange-provision": "school",
  "send-records": "school",
  "send-protection-file": "school",
  "send-return": "school",
  "decide-action": "safety",
  "tell-agency": "safety",
  "settle-concern": "safety",
  "hold-return-interview": "safety",
  "make-referral": "referral",
  "open-case": "referral",
  "check-database": "search",
  "send-enquiry": "search",
  "answer-enquiry": "search",
  "seek-whereabouts": "search",
  "post-message": "search",
  "request-visit": "visit",
  "write-to-family": "visit",
  "contact-family": "visit",
  "assess-visit-risk": "visit",
  "visit-family": "visit",
  "offer-place": "education",
  "confirm-roll": "education",
  "confirm-left-area": "education",
  "register-home-education": "education",
  "serve-order-notice": "education",
  "show-suitable-education": "education",
  "make-attendance-order": "education",
  "start-attendance-order": "education",
  "advise-removal": "closing",
  "close-case": "closing",
  "tell-referrer": "closing",
  "do-standing-duty": "standing",
};

/** The part in which a duty is drawn. What an authority owes for all children together is no part of the work on one. */
export function stageOf({ act, about }: Rule): Stage {
  return about === "authority" ? "standing" : stageOfAct[act];
}
