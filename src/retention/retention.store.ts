import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Deletion, KeptBecause, RetentionRule, RuleOfChild } from "./retention.ts";

/** A record that has reached its day, with what decides and what may still keep it. */
export type DueRecord = {
  id: number;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  called: string;
  countsFrom: RetentionRule["countsFrom"];
  years: number;
  dueOn: Temporal.PlainDate;
  kept: KeptBecause;
  proposed: string | null;
};
export type AfterDue = { born: string; id: number };

/** The records of an authority that have reached their day, the oldest child first. */
export async function recordsDue(
  database: Database,
  authorityId: number,
  { today, after, count }: { today: Temporal.PlainDate; after?: AfterDue | undefined; count: number },
): Promise<DueRecord[]> {
  const { rows } = await sql<DueRecord>`
    with years as (select min(years) as least from retention_rules where counts_from <> 'last-entry' and (authority_id is null or authority_id = ${authorityId}))
    select c.id, c.forename, c.surname, c.date_of_birth as "dateOfBirth", r.called, r.counts_from as "countsFrom", r.years, r.due_on as "dueOn", r.kept,
      (select d.reference from deletions d where d.child_id = c.id and not exists (select from deletion_refusals no where no.deletion_id = d.id)
        order by d.id desc limit 1) as proposed
    from years, children c cross join lateral (select * from retention_standing(c.id) order by due_on desc limit 1) r
    where c.authority_id = ${authorityId} and (coalesce(c.date_of_birth, 'infinity'), c.id) > (${after?.born ?? "-infinity"}::date, ${after?.id ?? 0})
      and (c.date_of_birth <= (${today}::date - make_interval(years => years.least))::date
        or c.date_of_birth is null and c.made_at <= ${today}::date - make_interval(years => years.least))
      and r.kept is distinct from 'not-due'
    order by coalesce(c.date_of_birth, 'infinity'), c.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** How long the record of a child is kept: each rule that applies, and what keeps it today. */
export async function standingOfRecord(
  database: Database,
  childId: number,
): Promise<{ rules: RuleOfChild[]; kept: KeptBecause }> {
  const { rows } = await sql<RuleOfChild & { kept: KeptBecause }>`
    select rule, called, counts_from as "countsFrom", years, source, reading, from_on as "fromOn", due_on as "dueOn", kept
    from retention_standing(${childId})`.execute(database);
  return { rules: rows, kept: rows[0] ? rows[0].kept : "not-due" };
}

/** What would go, as rows of each part, in words; the largest first. */
export async function partsThatWouldGo(database: Database, childId: number): Promise<Record<string, number>> {
  const { rows } = await sql<{
    parts: Record<string, number>;
  }>`select erasure_preview(${childId}) as parts`.execute(database);
  return rows[0]?.parts ?? {};
}

/** What each part of a record is called. */
export async function partsCalled(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database.selectFrom("record_parts").select(["part", "called"]).execute();
  return new Map(rows.map(({ part, called }) => [part, called]));
}

/** The rules of an authority: its own where it has one. */
export async function rulesOf(database: Database, authorityId: number): Promise<RetentionRule[]> {
  const { rows } = await sql<RetentionRule>`
    select distinct on (rule) rule, called, counts_from as "countsFrom", years, source, reading from retention_rules
    where authority_id is null or authority_id = ${authorityId} order by rule, authority_id nulls last, id desc`.execute(
    database,
  );
  return rows;
}

/** Keeps an authority's own years and reading of a rule. */
export async function insertRule(
  { database, viewer, now }: Context,
  authorityId: number,
  { rule, called, countsFrom, years, source, reading }: RetentionRule,
): Promise<void> {
  await database
    .insertInto("retention_rules")
    .values({
      ...{ authority_id: authorityId, rule, called, counts_from: countsFrom, years, source, reading },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}

export type HoldOnRecord = {
  id: number;
  reason: string;
  by: string;
  at: Temporal.Instant;
  ended: string | null;
};

/** Every hold on a child's record, the latest first. */
export async function holdsOn(database: Database, childId: number): Promise<HoldOnRecord[]> {
  const { rows } = await sql<HoldOnRecord>`
    select h.id, h.reason, people.name as by, h.made_at as at, e.reason as ended
    from retention_holds h join people on people.id = h.made_by left join retention_hold_ends e on e.hold_id = h.id
    where h.child_id = ${childId} order by h.id desc`.execute(database);
  return rows;
}

export async function insertHold(
  { database, viewer, now }: Context,
  childId: number,
  reason: string,
): Promise<void> {
  await database
    .insertInto("retention_holds")
    .values({ child_id: childId, reason, made_at: now, made_by: viewer.personId })
    .execute();
}

export async function insertHoldEnd(
  { database, viewer, now }: Context,
  holdId: number,
  reason: string,
): Promise<void> {
  await database
    .insertInto("retention_hold_ends")
    .values({ hold_id: holdId, reason, made_at: now, made_by: viewer.personId })
    .execute();
}

const deletion = sql`d.id, d.reference, d.authority_id as "authorityId", d.child_id as "childId", d.rule_words as "ruleWords", d.due_on as "dueOn",
  d.made_at as "proposedAt", d.made_by as "proposedById", proposer.name as "proposedBy", refuser.name as "refusedBy", no.made_at as "refusedAt", no.reason as "refusedReason",
  approver.name as "doneBy", c.made_at as "doneAt", c.parts as "doneParts"`;
const deletionTables = sql`deletions d join people proposer on proposer.id = d.made_by
  left join deletion_refusals no on no.deletion_id = d.id left join people refuser on refuser.id = no.made_by
  left join deletion_certificates c on c.deletion_id = d.id left join people approver on approver.id = c.made_by`;
type DeletionRow = Omit<Deletion, "refused" | "done"> & {
  refusedBy: string | null;
  refusedAt: Temporal.Instant;
  refusedReason: string;
  doneBy: string | null;
  doneAt: Temporal.Instant;
  doneParts: Record<string, number>;
};

function deletionOf({
  refusedBy,
  refusedAt,
  refusedReason,
  doneBy,
  doneAt,
  doneParts,
  ...row
}: DeletionRow): Deletion {
  return {
    ...row,
    refused: refusedBy === null ? null : { by: refusedBy, at: refusedAt, reason: refusedReason },
    done: doneBy === null ? null : { by: doneBy, at: doneAt, parts: doneParts },
  };
}

/** Proposals and certificates of authorities, the latest first. */
export async function deletionsOf(
  database: Database,
  authorityIds: readonly number[],
  { before, count }: { before?: number | undefined; count: number },
): Promise<Deletion[]> {
  const { rows } = await sql<DeletionRow>`select ${deletion} from ${deletionTables}
    where d.authority_id = any (${[...authorityIds]}::int[]) and ${before === undefined ? sql`true` : sql`d.id < ${before}`}
    order by d.id desc limit ${sql.lit(count)}`.execute(database);
  return rows.map(deletionOf);
}

/** One of them by its reference; undefined when the viewer may not know of it. */
export async function deletionCalled(database: Database, reference: string): Promise<Deletion | undefined> {
  const { rows } =
    await sql<DeletionRow>`select ${deletion} from ${deletionTables} where d.reference = ${reference}`.execute(
      database,
    );
  return rows[0] && deletionOf(rows[0]);
}

/** The proposal that waits for another person, where there is one. */
export async function waitingDeletionOf(database: Database, childId: number): Promise<string | undefined> {
  const { rows } = await sql<{
    reference: string;
  }>`select d.reference from deletions d where d.child_id = ${childId}
    and not exists (select from deletion_refusals no where no.deletion_id = d.id) limit 1`.execute(database);
  return rows[0]?.reference;
}

/** One proposal or deletion of a child at a time, until the transaction ends. */
export async function oneAtATime(database: Database, childId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(728114007, ${childId}::int)`.execute(database);
}

export async function insertDeletion(
  { database, viewer, now }: Context,
  child: { id: number; authorityId: number },
  { rule, ruleWords, dueOn }: { rule: string; ruleWords: string; dueOn: Temporal.PlainDate },
): Promise<{ id: number; reference: string }> {
  return database
    .insertInto("deletions")
    .values({
      reference: sql<string>`next_reference(${child.authorityId}, 'D')`,
      ...{ authority_id: child.authorityId, child_id: child.id, rule, rule_words: ruleWords, due_on: dueOn },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .returning(["id", "reference"])
    .executeTakeFirstOrThrow();
}

export async function insertRefusal(
  { database, viewer, now }: Context,
  deletionId: number,
  reason: string,
): Promise<void> {
  await database
    .insertInto("deletion_refusals")
    .values({ deletion_id: deletionId, reason, made_at: now, made_by: viewer.personId })
    .execute();
}

/** What lines of a file would show a child by: asked before the record goes. */
export async function wordsThatName(database: Database, childId: number): Promise<string[][]> {
  const { rows } = await sql<{ words: string[] }>`
    select array[upn] as words from children where id = ${childId} and upn is not null
    union select array[forename, surname] from children where id = ${childId} and forename <> '' and surname <> ''
    union select array[forename, surname] from child_names where child_id = ${childId} and forename <> '' and surname <> ''`.execute(
    database,
  );
  return rows.map(({ words }) => words);
}

/** Deletes the record, in every table; answers how many rows of each part went. Throws what the database refuses. */
export async function eraseRecord(database: Database, deletionId: number): Promise<Record<string, number>> {
  const { rows } = await sql<{
    parts: Record<string, number>;
  }>`select erase_child(${deletionId}) as parts`.execute(database);
  return rows[0]?.parts ?? {};
}
