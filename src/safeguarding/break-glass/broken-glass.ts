/** One time that somebody opened a restricted record without leave. */
export type BrokenGlass = {
  id: number;
  /** The reference or UPN by which it was asked for; it names no child. */
  asked: string;
  childId: number;
  reason: string;
  personId: number;
  person: string;
  madeAt: Temporal.Instant;
  untilAt: Temporal.Instant;
  /** If the record still opens to them. */
  open: boolean;
  /** What somebody who answers for it said; nothing before anybody did. */
  review: { justified: boolean; words: string; by: string; at: Temporal.Instant } | null;
};

/** The fewest letters in which a reason can be given. */
export const shortestReason = 20;

/** What names a record: the reference of a case or referral, or a UPN. Never a name. */
export const recordNamed = /^([A-Z]{2}-[CR]-\d{6,}|[A-Z]\d{11}[\dA-Z])$/;

/** Where an asked record opens, once it does. */
export function addressOf(asked: string, childId: number): string {
  return asked.slice(2, 4) === "-C" ? `/cases/${asked}` : `/children/${childId}`;
}
