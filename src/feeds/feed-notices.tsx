import { mayDo, postsAllowing } from "../access/index.ts";
import type { Context } from "../context.ts";
import { GovukInsetText, londonDay, shortDay } from "../web/design/index.ts";
import { type Feed, hasStopped, rhythms } from "./feed-rhythm.ts";
import { feedsOf } from "./feeds.store.ts";

/** More would push the page's own work out of sight. */
const mostSaid = 3;

export type FeedNotice = { feeds: Feed[]; mayBring: boolean };

/** The lists that have stopped coming, for those who answer for the authority's picture of its children. [A04] */
export async function feedNotices({
  database,
  viewer,
  now,
}: Pick<Context, "database" | "viewer" | "now">): Promise<FeedNotice> {
  const answers = (["see-overview", "open-case", "see-held-and-urgent", "import-roll"] as const).some((act) =>
    postsAllowing(viewer, act).some(({ schoolId }) => schoolId === null),
  );
  const feeds = answers ? await feedsOf(database) : [];
  return {
    feeds: feeds.filter((feed) => hasStopped(feed, now)),
    mayBring: mayDo(viewer, "import-roll"),
  };
}

/** That a list has stopped coming, above the work of whom it misleads; nothing where all come. */
export function FeedNotices({ notice: { feeds, mayBring } }: { readonly notice: FeedNotice }) {
  if (feeds.length === 0) return null;
  const said = feeds
    .slice(0, mostSaid)
    .map(
      ({ title, lastAt, expected }) =>
        `${title}: last came on ${lastAt ? shortDay(londonDay(lastAt)) : ""}, expected ${rhythms[expected].words}.`,
    );
  const more = feeds.length - said.length;
  return (
    <GovukInsetText
      classes="govuk-!-margin-top-0 govuk-!-margin-bottom-4"
      html={
        <>
          {feeds.length === 1 ? "A list has" : "Lists have"} stopped coming, so what is shown may be out of
          date. {said.join(" ")} {more > 0 && `${more} more are late. `}
          {mayBring ? <a href="/imports">See when each list came</a> : "Tell the data officer."}
        </>
      }
    />
  );
}
