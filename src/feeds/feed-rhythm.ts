import { dayOf } from "../calendar/index.ts";
import type { FeedList } from "./list-definition.ts";

/** How often a list is expected, and after how many days without it something is wrong: a few more than it takes. */
export const rhythms = {
  weekly: { words: "every week", lateAfterDays: 10 },
  monthly: { words: "every month", lateAfterDays: 38 },
  // Over the summer a term and its holidays take four months and a half.
  termly: { words: "every term", lateAfterDays: 140 },
  yearly: { words: "every year", lateAfterDays: 380 },
  "not-expected": { words: "only when it comes", lateAfterDays: Number.POSITIVE_INFINITY },
} as const;

export type Rhythm = keyof typeof rhythms;

/** A list of one authority: when it last came, and how often it is expected. */
export type Feed = {
  authorityId: number;
  authority: string;
  list: FeedList;
  title: string;
  /** What a person types for it. */
  word: string;
  expected: Rhythm;
  lastAt: Temporal.Instant | null;
};

/**
 * If a feed that has come before has stopped coming, by the days since (London). One that never came is not late: an
 * authority need not have every list. [A04]
 */
export function hasStopped(
  { expected, lastAt }: Pick<Feed, "expected" | "lastAt">,
  now: Temporal.Instant,
): boolean {
  if (lastAt === null) return false;
  return dayOf(lastAt).until(dayOf(now), { largestUnit: "days" }).days > rhythms[expected].lateAfterDays;
}

/** If what stands on a feed cannot be trusted: it has stopped, or it is expected and never came. [A04] [B01] */
export function isLate(feed: Pick<Feed, "expected" | "lastAt">, now: Temporal.Instant): boolean {
  return feed.lastAt === null ? feed.expected !== "not-expected" : hasStopped(feed, now);
}
