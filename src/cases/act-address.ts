import type { ProcedureAct } from "../procedures/index.ts";

const ofCase: Record<ProcedureAct, string> = {
  "mark-register": "",
  "report-absence": "/facts/absence-reported",
  "explain-absence": "/facts/absence-explained",
  "contact-family": "/facts/family-contact-tried",
  "tell-agency": "/facts/agency-told",
  "decide-action": "/facts/action-decided",
  "ask-admissions": "/facts/admissions-asked",
  "refer-to-hub": "/facts/hub-referred",
  "allocate-hub-worker": "/facts/hub-worker-allocated",
  "refer-to-attendance": "/facts/attendance-referral-made",
  "remove-from-roll": "/facts/removed-from-roll",
  "arrange-provision": "/facts/provision-arranged",
  "send-records": "/facts/records-sent",
  "send-protection-file": "/facts/protection-file-sent",
  "send-return": "/facts/return-sent",
  "seek-whereabouts": "/facts/whereabouts-sought",
  "take-part-in-protection": "/safeguarding/social-care",
  "settle-concern": "/facts/concern-settled",
  "hold-return-interview": "/facts/return-interview-held",
  "register-home-education": "/facts/home-education-registered",
  // Owed on the register of home education, not in a case.
  "offer-home-education-support": "",
  "review-home-education": "",
  "serve-order-notice": "/order",
  "show-suitable-education": "/order/shown-suitable",
  "make-attendance-order": "/order/order-made",
  "do-standing-duty": "",
  "make-referral": "",
  "open-case": "",
  "check-database": "/database-checks",
  "request-visit": "/visit-requests",
  "write-to-family": "/visits",
  "assess-visit-risk": "/visits/risk-assessment",
  "visit-family": "/visits",
  "send-enquiry": "/enquiries",
  "answer-enquiry": "/enquiries",
  "post-message": "/messages",
  "offer-place": "/facts/place-offered",
  "confirm-roll": "/facts/roll-confirmed",
  "confirm-left-area": "/facts/left-area-confirmed",
  "start-attendance-order": "/order/started",
  "advise-removal": "/removal-advice",
  "close-case": "/closure",
  "tell-referrer": "/words-to-referrer",
};

/** The page on which somebody does a step of a case: where the button of the next step leads. */
export function actAddress(act: ProcedureAct, reference: string): string {
  return `/cases/${reference}${ofCase[act]}`;
}
