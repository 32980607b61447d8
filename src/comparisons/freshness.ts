import type { List } from "../children/index.ts";
import { type Feed, isLate } from "../feeds/index.ts";
import { londonDay } from "../web/design/words.ts";

/** How fresh one list of an authority is. */
export type Freshness = { list: List; title: string; on: Temporal.PlainDate | undefined; late: boolean };

/**
 * How fresh the lists are that a comparison stands on: late is a list that has stopped coming by the authority's own rhythm,
 * or that is expected and never came. [A04] [B01]
 */
export function freshnessOf(
  sources: readonly List[],
  feeds: readonly Feed[],
  now: Temporal.Instant,
): Freshness[] {
  return sources.flatMap((list) => {
    const feed = feeds.find((one) => one.list === list);
    if (!feed) return [];
    const on = feed.lastAt ? londonDay(feed.lastAt) : undefined;
    return [{ list, title: feed.title, on, late: isLate(feed, now) }];
  });
}
