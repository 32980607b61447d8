import { counted, DenseTable, GovukTag, londonDay, shortDay } from "../web/design/index.ts";
import { type Feed, hasStopped, rhythms } from "./feed-rhythm.ts";
import type { ListDefinition } from "./list-definition.ts";
import type { SchoolFeedCount } from "./school-feeds.store.ts";

/** When each list last came and how often it is expected, for who looks after an authority's lists. */
export function FeedsTable({
  feeds,
  schools,
  now,
}: {
  readonly feeds: readonly Feed[];
  readonly schools: readonly SchoolFeedCount[];
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
        <>
          <FeedState feed={feed} now={now} /> <LateSchools feed={feed} schools={schools} />
        </>,
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

/** How many schools do not send it, where each school is to. */
function LateSchools({
  feed,
  schools,
}: {
  readonly feed: Feed;
  readonly schools: readonly SchoolFeedCount[];
}) {
  const counts = schools.find(({ list }) => list === feed.list);
  // Of a list that nobody sends yet it says nothing more.
  if (!counts || counts.late === 0 || feed.lastAt === null) return null;
  return (
    <a href={`/imports/schools/${feed.word}`}>
      {counted(counts.late, "school")} {counts.late === 1 ? "does" : "do"} not send
    </a>
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
