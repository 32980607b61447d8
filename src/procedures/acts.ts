import type { FactKind } from "./fact-kinds.ts";

/**
 * The closed list of what a procedure may ask somebody to do: the verb that a work list shows, and the fact that is
 * recorded when it is done.
 */
export const acts = {
  "mark-register": { verb: "Mark the register", makes: "register-marked" },
  "report-absence": { verb: "Report the absence", makes: "absence-reported" },
  "explain-absence": { verb: "Find out the reason for the absence", makes: "absence-explained" },
  "contact-family": { verb: "Contact the family", makes: "family-contact-tried" },
  "tell-agency": { verb: "Tell an agency", makes: "agency-told" },
  "decide-action": { verb: "Decide what to do", makes: "action-decided" },
  "ask-admissions": { verb: "Ask admissions", makes: "admissions-asked" },
  "refer-to-hub": { verb: "Refer the pupil to the hub", makes: "hub-referred" },
  "allocate-hub-worker": { verb: "Allocate a hub worker", makes: "hub-worker-allocated" },
  "refer-to-attendance": { verb: "Refer the pupil to area attendance", makes: "attendance-referral-made" },
  "remove-from-roll": { verb: "Decide on the roll", makes: "removed-from-roll" },
  "arrange-provision": { verb: "Arrange education for the exclusion", makes: "provision-arranged" },
  "send-records": { verb: "Send the child's records", makes: "records-sent" },
  "send-protection-file": { verb: "Send the child protection file", makes: "protection-file-sent" },
  "send-return": { verb: "Send the return", makes: "return-sent" },
  "make-referral": { verb: "Refer the child", makes: "referral-received" },
  "open-case": { verb: "Decide on the referral", makes: "case-opened" },
  "check-database": { verb: "Record the database check", makes: "database-checked" },
  "request-visit": { verb: "Send the visit request", makes: "visit-requested" },
  "write-to-family": { verb: "Write to the family", makes: "letter-sent" },
  "assess-visit-risk": { verb: "Assess the risks of the visit", makes: "visit-risk-assessed" },
  "visit-family": { verb: "Visit the family", makes: "visit-made" },
  "send-enquiry": { verb: "Send enquiries", makes: "enquiry-sent" },
  "answer-enquiry": { verb: "Answer the enquiry", makes: "enquiry-answered" },
  "seek-whereabouts": { verb: "Record what the search found", makes: "whereabouts-sought" },
  "take-part-in-protection": {
    verb: "Take part, and record what came of it",
    makes: "protection-step-ended",
  },
  "settle-concern": { verb: "Settle the concern", makes: "concern-settled" },
  "hold-return-interview": { verb: "Hold the return interview", makes: "return-interview-held" },
  "post-message": { verb: "Post the message to every authority", makes: "message-posted" },
  "offer-place": { verb: "Offer a school place", makes: "place-offered" },
  "confirm-roll": { verb: "Confirm with the school", makes: "roll-confirmed" },
  "confirm-left-area": { verb: "Confirm that the child has left the area", makes: "left-area-confirmed" },
  "register-home-education": {
    verb: "Register as home educated",
    makes: "home-education-registered",
  },
  "offer-home-education-support": {
    verb: "Offer support with home education",
    makes: "home-education-support-offered",
  },
  "review-home-education": { verb: "Review the home education", makes: "home-education-reviewed" },
  "serve-order-notice": { verb: "Serve the notice", makes: "order-notice-served" },
  "show-suitable-education": { verb: "Weigh the parent's proof", makes: "education-shown-suitable" },
  "make-attendance-order": { verb: "Make the school attendance order", makes: "attendance-order-made" },
  "weigh-order-breach": { verb: "Weigh the breach of the order", makes: "order-breach-weighed" },
  "begin-order-proceedings": { verb: "Begin proceedings in court", makes: "order-proceedings-begun" },
  "start-attendance-order": { verb: "Start attendance order proceedings", makes: "attendance-order-started" },
  "advise-removal": { verb: "Tell the school when to remove the child", makes: "removal-advised" },
  "close-case": { verb: "Close the case", makes: "case-closed" },
  "do-standing-duty": { verb: "Do the standing duty", makes: "duty-done" },
  "tell-referrer": { verb: "Tell the referrer the outcome", makes: "referrer-told" },
} as const satisfies Record<string, { verb: string; makes: FactKind }>;

/** Something that a procedure may ask somebody to do. */
export type ProcedureAct = keyof typeof acts;
