import { sql } from "kysely";
import type { VulnerabilityGroup } from "../children/index.ts";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Standing } from "./said-before.ts";

/** Held by the trigger of second_records too: who says something of records sees what was said of them before. */
const oneAtATime = 728_114_059;

/** A record as far as saying whose it is needs it. */
export type RecordToTell = { id: number; authorityId: number; restricted: boolean };

/** Both records, where the viewer may see both. */
export async function twoRecords(
  database: Database,
  one: number,
  other: number,
): Promise<readonly [RecordToTell, RecordToTell] | undefined> {
  const found = await database
    .selectFrom("children")
    .where("id", "in", [one, other])
    .select(["id", "authority_id as authorityId", "restricted"])
    .execute();
  const [first, second] = [one, other].map((id) => found.find((each) => each.id === id));
  return first && second && one !== other ? [first, second] : undefined;
}

/** Nobody else says anything of the records of an authority until the transaction ends. */
export async function holdRecords(transaction: Database, authorityId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(oneAtATime)}, ${authorityId}::int)`.execute(transaction);
}

/** What stands of every pair in which one of these records is, or one that is of the same child. */
export async function standingOf(database: Database, records: readonly number[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    with touched as (select distinct record from unnest(${records}::bigint[]) as named (id) cross join lateral (select records_of_child(id) as record) r)
    select child_id as one, other_child_id as other, decision from (
      select distinct on (child_id, other_child_id) * from second_records
      where child_id in (select record from touched) or other_child_id in (select record from touched)
      order by child_id, other_child_id, id desc) last
    where decision <> 'undone'`.execute(database);
  return rows;
}

/** The last statement about two records: its number, and what it says. */
export async function lastSaid(
  database: Database,
  one: number,
  other: number,
): Promise<{ id: number; decision: "same" | "different" | "undone" } | undefined> {
  return database
    .selectFrom("second_records")
    .where("child_id", "=", Math.min(one, other))
    .where("other_child_id", "=", Math.max(one, other))
    .select(["id", "decision"])
    .$narrowType<{ decision: "same" | "different" | "undone" }>()
    .orderBy("id", "desc")
    .executeTakeFirst();
}

/** Everything that was said of two records, the latest first. */
export async function everythingSaid(
  database: Database,
  one: number,
  other: number,
): Promise<
  {
    id: number;
    decision: "same" | "different" | "undone";
    note: string;
    madeAt: Temporal.Instant;
    madeBy: string;
  }[]
> {
  return database
    .selectFrom("second_records as s")
    .innerJoin("people", "people.id", "s.made_by")
    .where("s.child_id", "=", Math.min(one, other))
    .where("s.other_child_id", "=", Math.max(one, other))
    .select(["s.id", "s.decision", "s.note", "s.made_at as madeAt", "people.name as madeBy"])
    .$narrowType<{ decision: "same" | "different" | "undone" }>()
    .orderBy("s.id", "desc")
    .execute();
}

/** Keeps what was said; the database itself makes it hold: see 0186-second-records.sql. */
export async function insertStatement(
  { database, viewer, now }: Context,
  authorityId: number,
  said: { one: number; other: number; decision: "same" | "different" | "undone"; note: string },
): Promise<void> {
  await database
    .insertInto("second_records")
    .values({
      ...{ authority_id: authorityId, decision: said.decision, note: said.note },
      ...{ child_id: Math.min(said.one, said.other), other_child_id: Math.max(said.one, said.other) },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** The flags that stand on another record of the same child, by the record that lacks them. */
export async function flagsLacking(
  database: Database,
  records: readonly number[],
): Promise<{ childId: number; flags: VulnerabilityGroup[] }[]> {
  const { rows } = await sql<{ childId: number; flags: VulnerabilityGroup[] }>`
    with standing as (
      select distinct child_id, flag from child_flags f where child_id = any (${records}) and raised
        and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id))
    select record as "childId", array_agg(flag order by flag) as flags
    from unnest(${records}::bigint[]) as record, (select distinct flag from standing) as every
    where not exists (select from standing where child_id = record and standing.flag = every.flag)
    group by record order by record`.execute(database);
  return rows;
}

/** Hides each address on these records that one of them hides, wherever another shows it. */
export async function hideAlike(
  { database, viewer, now }: Context,
  records: readonly number[],
  source: string,
): Promise<void> {
  await sql`
    with standing as (
      select * from child_addresses a where child_id = any (${records})
        and not exists (select from child_addresses later where later.child_id = a.child_id and later.replaces = a.id))
    insert into child_addresses (child_id, lines, postcode, from_on, until_on, certainty, hidden, source, made_at, made_by, replaces)
    select child_id, lines, postcode, from_on, until_on, certainty, true, ${source}, ${now}, ${viewer.personId}, id
    from standing shown where not hidden and exists (
      select from standing hiding where hiding.hidden and hiding.child_id <> shown.child_id
        and (hiding.postcode = shown.postcode or lower(hiding.lines) = lower(shown.lines)))`.execute(
    database,
  );
}

export type CaseOfRecord = { id: number; reference: string };

/** The cases of these records that were closed because the child is sought in another. */
export async function casesJoined(database: Database, records: readonly number[]): Promise<CaseOfRecord[]> {
  return database
    .selectFrom("cases")
    .where("child_id", "in", records)
    .where("open", "=", false)
    .where("outcome", "=", "same-child")
    .select(["id", "reference"])
    .execute();
}

/** Which of such cases have no other of the same child beside them any more: none that is open, none that ended since with an outcome. */
export async function casesLeftAlone(
  database: Database,
  joined: readonly CaseOfRecord[],
): Promise<CaseOfRecord[]> {
  const { rows } = await sql<CaseOfRecord>`
    select k.id, k.reference from cases k
    where k.id = any (${joined.map(({ id }) => id)}) and not exists (
      select from cases besides where besides.child_id = any (array(select records_of_child(k.child_id)))
        and besides.authority_id = k.authority_id and besides.outcome is distinct from 'same-child'
        -- What ended before says nothing of this search.
        and (besides.open or besides.closed_at >= k.closed_at))
    order by k.id`.execute(database);
  return rows;
}

/** The open cases of the records of one child, the oldest first, each with whose it is and under which record. */
export type OpenCase = {
  id: number;
  reference: string;
  childId: number;
  owner: string | null;
  openedAt: Temporal.Instant;
  lastFactId: number | null;
  nextAsks: string | null;
};
export async function openCases(database: Database, childId: number): Promise<OpenCase[]> {
  return database
    .selectFrom("cases")
    .leftJoin("people", "people.id", "cases.owner_id")
    .where("cases.child_id", "=", sql<number>`any (array(select records_of_child(${childId})))`)
    .where("cases.open", "=", true)
    .select(["cases.id", "cases.reference", "cases.child_id as childId", "people.name as owner"])
    .select([
      "cases.opened_at as openedAt",
      "cases.last_fact_id as lastFactId",
      "cases.next_asks as nextAsks",
    ])
    .orderBy("cases.opened_at")
    .execute();
}

/** The child of the case with this reference, if the viewer may know of it. */
export async function childOfCase(database: Database, reference: string): Promise<number | undefined> {
  const found = await database
    .selectFrom("cases")
    .where("reference", "=", reference)
    .select("child_id")
    .executeTakeFirst();
  return found?.child_id;
}
