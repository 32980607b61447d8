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
