import type { FactKind } from "./fact-kinds.ts";

/**
 * The closed list of what a procedure may ask somebody to do: the verb that a work list shows, and the fact that is
 * recorded when it is done.
 */
export const acts = {
  "make-referral": { verb: "Refer the child", makes: "referral-received" },
  "open-case": { verb: "Decide on the referral", makes: "case-opened" },
  "check-database": { verb: "Record the database check", makes: "database-checked" },
  "request-visit": { verb: "Send the visit request", makes: "visit-requested" },
  "write-to-family": { verb: "Write to the family", makes: "letter-sent" },
  "assess-visit-risk": { verb: "Assess the risks of the visit", makes: "visit-risk-assessed" },
  "visit-family": { verb: "Visit the family", makes: "visit-made" },
  "send-enquiry": { verb: "Send enquiries", makes: "enquiry-sent" },
  "answer-enquiry": { verb: "Answer the enquiry", makes: "enquiry-answered" },
  "post-message": { verb: "Post the message to every authority", makes: "message-posted" },
  "offer-place": { verb: "Offer a school place", makes: "place-offered" },
  "confirm-roll": { verb: "Confirm with the school", makes: "roll-confirmed" },
  "confirm-left-area": { verb: "Confirm that the child has left the area", makes: "left-area-confirmed" },
  "start-attendance-order": { verb: "Start attendance order proceedings", makes: "attendance-order-started" },
  "advise-removal": { verb: "Tell the school when to remove the child", makes: "removal-advised" },
  "close-case": { verb: "Close the case", makes: "case-closed" },
  "tell-referrer": { verb: "Tell the referrer the outcome", makes: "referrer-told" },
} as const satisfies Record<string, { verb: string; makes: FactKind }>;

/** Something that a procedure may ask somebody to do. */
export type ProcedureAct = keyof typeof acts;
