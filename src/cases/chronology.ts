import type { FactKind } from "../procedures/index.ts";

/** The kinds of entry by which a chronology is narrowed. */
export const chronologyParts = {
  decisions: "Decisions",
  visits: "Visits and letters",
  enquiries: "Enquiries and messages",
  education: "Education",
  notes: "Notes",
} as const;

export type ChronologyPart = keyof typeof chronologyParts;

const parts: Record<FactKind, ChronologyPart> = {
  "duties-began": "notes",
  "duty-done": "notes",
  "lesson-began": "education",
  "register-marked": "education",
  "absence-began": "education",
  "absence-reported": "education",
  "absence-explained": "education",
  "persistent-absence-found": "education",
  "pupil-returned": "education",
  "starter-not-arrived": "education",
  "starter-arrived": "education",
  "pupil-admitted": "education",
  "excluded-permanently": "education",
  "home-education-notified": "education",
  "records-sent": "education",
  "return-sent": "education",
  "attendance-referral-made": "decisions",
  "admissions-asked": "enquiries",
  "hub-referred": "decisions",
  "hub-worker-allocated": "decisions",
  "concern-raised": "decisions",
  "agency-told": "enquiries",
  "action-decided": "decisions",
  "concern-settled": "decisions",
  "reported-missing": "decisions",
  "missing-child-returned": "decisions",
  "return-interview-held": "visits",
  "family-contact-tried": "visits",
  "whereabouts-sought": "enquiries",
  "order-notice-served": "decisions",
  "education-shown-suitable": "education",
  "attendance-order-made": "decisions",
  "child-left-school": "education",
  "removed-from-roll": "education",
  "referral-received": "decisions",
  "referral-redirected": "decisions",
  "case-opened": "decisions",
  "case-reopened": "decisions",
  "database-checked": "enquiries",
  "visit-requested": "visits",
  "letter-sent": "visits",
  "visit-risk-assessed": "visits",
  "visit-made": "visits",
  "family-made-contact": "visits",
  "enquiry-sent": "enquiries",
  "enquiry-answered": "enquiries",
  "message-posted": "enquiries",
  "place-offered": "education",
  "place-not-taken-up": "education",
  "attendance-order-started": "decisions",
  "roll-confirmed": "education",
  "provision-confirmed": "education",
  "home-education-registered": "education",
  "left-area-confirmed": "education",
  "removal-advised": "decisions",
  "case-closed": "decisions",
  "referrer-told": "decisions",
  "note-made": "notes",
};

/** The part of a chronology in which a kind of fact stands. */
export function partOf(kind: FactKind): ChronologyPart {
  return parts[kind];
}
