import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import { type Feed, rhythms } from "./feed-rhythm.ts";
import type { FeedList } from "./list-definition.ts";

/** When the rows of one school last came in a list; null when they never did. */
export type SchoolFeed = {
  schoolId: number;
  school: string;
  laestab: string;
  authority: string;
  lastAt: Temporal.Instant | null;
};

/** How many schools of the viewer's are to send a list, and how many of them have stopped or never sent it. */
export type SchoolFeedCount = { list: FeedList; schools: number; late: number };

/** Where a page of schools goes on. */
export type SchoolFeedPlace = { lastAt: string; schoolId: number };

/** Keeps that rows of these schools came with an import, once an import and school. */
export async function keepSchoolFeeds(
  database: Database,
  importId: number,
  schools: readonly (number | null)[],
  at: Temporal.Instant,
): Promise<void> {
  const ids = [...new Set(schools.filter((id) => id !== null))];
  await sql`select keep_school_feeds(${importId}, ${ids}::int[], ${at})`.execute(database);
}

/** Schools that are open and of which rows are to come: an independent school sends no roll and no marks. */
const schoolsToSend = (feeds: readonly Feed[], today: Temporal.PlainDate) => sql`
  unnest(${feeds.map(({ authorityId }) => authorityId)}::int[], ${feeds.map(({ list }) => list)}::text[], ${feeds.map((feed) => lateBefore(feed, today))}::date[])
    as expected (authority_id, list, late_before)
  join schools on schools.authority_id = expected.authority_id and schools.phase <> 'independent'
    and coalesce(schools.opened_on, ${today}::date) <= ${today}::date and coalesce(schools.closed_on, ${today}::date) >= ${today}::date
  left join school_feeds came on came.school_id = schools.id and came.list = expected.list`;

const isLate = sql`(came.came_at is null or (came.came_at at time zone 'Europe/London')::date < expected.late_before)`;

/** What came before this day is late; of what is not expected nothing is. */
function lateBefore({ expected }: Feed, today: Temporal.PlainDate): string {
  const days = rhythms[expected].lateAfterDays;
  return Number.isFinite(days) ? today.subtract({ days }).toString() : "-infinity";
}

/** For each list, how many schools are to send it and how many are late. [A04] */
export async function schoolFeedCounts(
  database: Database,
  feeds: readonly Feed[],
  today: Temporal.PlainDate,
): Promise<SchoolFeedCount[]> {
  const expected = feeds.filter((feed) => feed.expected !== "not-expected");
  const { rows } = await sql<SchoolFeedCount>`
    select expected.list, count(*)::int as schools, (count(*) filter (where ${isLate}))::int as late
    from ${schoolsToSend(expected, today)} group by expected.list`.execute(database);
  return rows;
}

/** The schools whose rows have stopped coming or never came, those that never sent first, then the longest silent. [A04] */
export async function lateSchools(
  database: Database,
  feeds: readonly Feed[],
  today: Temporal.PlainDate,
  { count, after }: { count: number; after?: SchoolFeedPlace | undefined },
): Promise<SchoolFeed[]> {
  const expected = feeds.filter((feed) => feed.expected !== "not-expected");
  const { rows } = await sql<SchoolFeed>`
    select schools.id as "schoolId", schools.name as school, schools.laestab, authorities.name as authority, came.came_at as "lastAt"
    from ${schoolsToSend(expected, today)} join authorities on authorities.id = schools.authority_id
    where ${isLate} ${after ? sql`and (coalesce(came.came_at, '-infinity'), schools.id) > (${after.lastAt}::timestamptz, ${after.schoolId})` : sql``}
    order by coalesce(came.came_at, '-infinity'), schools.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}
