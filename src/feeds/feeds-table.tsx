import { DenseTable, GovukTag, londonDay, shortDay } from "../web/design/index.ts";
import { type Feed, hasStopped, rhythms } from "./feed-rhythm.ts";
import type { ListDefinition } from "./list-definition.ts";

/** When each list last came and how often it is expected, for who looks after an authority's lists. */
export function FeedsTable({
  feeds,
  now,
}: {
  readonly feeds: readonly Feed[];
  readonly now: Temporal.Instant;
}) {
  const several = new Set(feeds.map(({ authorityId }) => authorityId)).size > 1;
  return (
    <DenseTable
      caption="When each list last came"
      columns={[
        { text: "List" },
        ...(several ? [{ text: "Authority" }] : []),
        { text: "Last came", unbroken: true },
        { text: "Expected" },
        { text: "State" },
      ]}
      rows={feeds.map((feed) => [
        <a href={`/imports/layouts/${feed.word}`}>{feed.title}</a>,
        ...(several ? [feed.authority] : []),
        feed.lastAt ? shortDay(londonDay(feed.lastAt)) : "",
        rhythms[feed.expected].words,
        <FeedState feed={feed} now={now} />,
      ])}
    />
  );
}

function FeedState({ feed, now }: { readonly feed: Feed; readonly now: Temporal.Instant }) {
  if (feed.lastAt === null) return <GovukTag text="Never came" classes="govuk-tag--grey" />;
  return hasStopped(feed, now) ? (
    <GovukTag text="Has stopped" classes="govuk-tag--red" />
  ) : (
    <GovukTag text="Comes" classes="govuk-tag--green" />
  );
}

/** How the files of each list are laid out, for a school. */
export function LayoutLinks({ lists }: { readonly lists: readonly ListDefinition[] }) {
  return (
    <p>
      How files are laid out, with an empty one to fill in:{" "}
      {lists.flatMap(({ word, title }, nth) => [
        nth > 0 ? ", " : "",
        <a href={`/imports/layouts/${word}`}>{title.toLowerCase()}</a>,
      ])}
      .
    </p>
  );
}
