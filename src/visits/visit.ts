import type { DetailsOf } from "../procedures/index.ts";

export type Found = DetailsOf<"visit-made">["found"];

/** What can be found at the door: how the visitor says it, and what that means for the search. [E02] */
export const findings: Record<Found, { says: string; means: string }> = {
  "child-seen": { says: "I saw the child", means: "The child lives here" },
  "no-answer": { says: "Nobody answered", means: "Leave a card, and ask the neighbours if it is safe to" },
  "family-moved": { says: "The family has moved", means: "Somebody says that they left" },
  "not-known-there": {
    says: "They are not known there",
    means: "Those who live there do not know the family",
  },
  refused: { says: "Somebody was in and would not talk", means: "Leave if you are asked to" },
};

/** Where the family lives now, as far as the visitor learned it; seen from the authority that holds the case. */
type NewAddress = {
  where: DetailsOf<"visit-made">["newAddress"];
  lines: string;
  postcode: string | null;
  /** The other authority, when it is known. */
  authorityId: number | null;
};

/** What a visitor reports. */
export type VisitReport = {
  found: Found;
  visitedAt: Temporal.Instant;
  cardLeft: boolean;
  /** What the neighbours said; empty when they were not asked or said nothing. */
  neighbours: string;
  newAddress: NewAddress;
  note: string;
};

/** If the child no longer lives where the visitor was. */
export function isGone({ found }: Pick<VisitReport, "found">): boolean {
  return found === "family-moved" || found === "not-known-there";
}

/** The fact that a visit makes in its case. */
export function factOfVisit(report: VisitReport): DetailsOf<"visit-made"> {
  const neighbours = report.neighbours && `Neighbours: ${report.neighbours}`;
  return {
    found: report.found,
    newAddress: report.found === "family-moved" ? report.newAddress.where : "unknown",
    cardLeft: report.cardLeft,
    note: [report.note, neighbours].filter(Boolean).join("\n") || null,
  };
}
