/** Why a file is in the store. */
export const ways = {
  left: "The pupil left, and nobody knows where to",
  rejected: "The school that it was sent to refused it",
  s2s: "Brought from School to School",
  exchange: "Sent by another authority's system",
} as const;
export type Way = keyof typeof ways;

/** How a file stands: derived from its ledger. */
export type Standing = "waiting" | "found" | "handed-over" | "withdrawn";

export const standingWords: Record<Standing, { text: string; classes: string }> = {
  waiting: { text: "Waiting", classes: "govuk-tag--grey" },
  found: { text: "Perhaps found", classes: "govuk-tag--yellow" },
  "handed-over": { text: "Handed over", classes: "govuk-tag--green" },
  withdrawn: { text: "Withdrawn", classes: "govuk-tag--grey" },
};

/** The steps of a file's ledger after it came in. */
export type Step =
  | "taken"
  | "handed-over"
  | "withdrawn"
  | "waits-again"
  | "not-the-child"
  | "deleted"
  | "exchanged";

/** How a file stands by the last step that moved it, and if a match of it is open. */
export function standingOfFile(moved: string | null, openMatches: number): Standing {
  if (moved === "handed-over" || moved === "withdrawn") return moved;
  return openMatches > 0 ? "found" : "waiting";
}
