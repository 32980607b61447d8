import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { BrokenGlass } from "./broken-glass.ts";

/** Opens the restricted record that a reference or UPN names; undefined where nothing opens, whatever the cause. */
export async function openRecord(
  database: Database,
  asked: string,
  reason: string,
): Promise<{ breakId: number; childId: number; authorityId: number; untilAt: Temporal.Instant } | undefined> {
  const { rows } = await sql<{
    breakId: number;
    childId: number;
    authorityId: number;
    untilAt: Temporal.Instant;
  }>`
    select break_id as "breakId", child as "childId", authority as "authorityId", until_at as "untilAt"
    from break_glass(${asked}, ${reason})`.execute(database);
  return rows[0];
}

export type BrokenGlassAsked = {
  /** Of whom; left out, of everybody in the authorities for whom the viewer answers. */
  personId?: number | undefined;
  authorityIds: readonly number[];
  unreviewed: boolean;
  before?: number | undefined;
  count: number;
};

/** Each time that a record was opened without leave, the latest first: a page of them. */
export async function brokenGlass(database: Database, asked: BrokenGlassAsked): Promise<BrokenGlass[]> {
  const { personId, authorityIds, unreviewed, before, count } = asked;
  const { rows } = await sql<Omit<BrokenGlass, "review"> & { review: string | null }>`
    select g.id, g.asked, g.child_id as "childId", g.reason, g.person_id as "personId", people.name as person, g.made_at as "madeAt", g.until_at as "untilAt",
      g.until_at > now() as open, (
        select json_build_object('justified', r.justified, 'words', r.words, 'by', reviewer.name, 'at', r.made_at)::text
        from glass_reviews r join people reviewer on reviewer.id = r.made_by where r.break_id = g.id) as review
    from glass_breaks g join people on people.id = g.person_id
    where ${personId === undefined ? sql`g.authority_id = any (${[...authorityIds]}::int[])` : sql`g.person_id = ${personId} and g.until_at > now()`}
      and ${unreviewed ? sql`not exists (select from glass_reviews r where r.break_id = g.id)` : sql`true`}
      and ${before === undefined ? sql`true` : sql`g.id < ${before}`}
    order by g.id desc limit ${sql.lit(count)}`.execute(database);
  return rows.map(({ review, ...broken }) => ({ ...broken, review: reviewOf(review) }));
}

function reviewOf(text: string | null): BrokenGlass["review"] {
  if (text === null) return null;
  const { at, ...review } = JSON.parse(text) as { justified: boolean; words: string; by: string; at: string };
  return { ...review, at: Temporal.Instant.from(at) };
}

/** How often a record was opened in these authorities by others, and nobody has looked at it yet. */
export async function unreviewedCount(
  database: Database,
  authorityIds: readonly number[],
  notBy: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from glass_breaks g where g.authority_id = any (${[...authorityIds]}::int[])
      and g.person_id <> ${notBy} and not exists (select from glass_reviews r where r.break_id = g.id)`.execute(
    database,
  );
  return rows[0]?.count ?? 0;
}

/** One time that a record was opened, for those who answer for it. */
export async function brokenGlassWith(
  database: Database,
  id: number,
): Promise<{ personId: number; authorityId: number; childId: number; isReviewed: boolean } | undefined> {
  const { rows } = await sql<{ personId: number; authorityId: number; childId: number; isReviewed: boolean }>`
    select person_id as "personId", authority_id as "authorityId", child_id as "childId",
      exists (select from glass_reviews r where r.break_id = g.id) as "isReviewed"
    from glass_breaks g where id = ${id}`.execute(database);
  return rows[0];
}

/** Keeps what is said of it. */
export async function insertReview(
  { database, viewer, now }: Context,
  breakId: number,
  { justified, words }: { justified: boolean; words: string },
): Promise<void> {
  await database
    .insertInto("glass_reviews")
    .values({ break_id: breakId, justified, words, made_at: now, made_by: viewer.personId })
    .execute();
}
