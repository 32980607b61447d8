import { sql } from "kysely";
import { obligationColumns, obligationRow, obligationShape, obligationTakesOver } from "../cases/index.ts";
import type { Database } from "../database/index.ts";
import type { Obligation, ObligationState, Reading } from "../procedures/index.ts";
import type { DayToRecord } from "./days-that-begin-duties.ts";
import type { AuthorityFact, StandingTask } from "./standing-duty.ts";

/** Lets one at a time record facts of an authority, until the transaction ends. */
export async function holdDutiesOf(database: Database, authorityId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('standing duties'), ${authorityId}::int)`.execute(database);
}

/** Every fact of an authority in the order of recording, corrected ones too. */
export async function factsOfAuthority(database: Database, authorityId: number): Promise<AuthorityFact[]> {
  const rows = await database
    .selectFrom("authority_facts")
    .innerJoin("people", "people.id", "authority_facts.made_by")
    .where("authority_id", "=", authorityId)
    .select(["authority_facts.id", "kind", "happened_at as happenedAt", "details", "note", "replaces"])
    .select(["authority_facts.made_at as madeAt", "people.name as madeByName"])
    .orderBy("authority_facts.id")
    .execute();
  // Only this file writes the table, and its facts are typed by kind.
  return rows.map(({ replaces, ...row }) => ({ ...row, replaces: replaces ?? undefined })) as AuthorityFact[];
}

/** A fact as somebody records it. */
export type NewAuthorityFact = {
  kind: "duty-done" | "note-made";
  details: { task: StandingTask } | { note: string };
  happenedAt: Temporal.Instant;
  note: string;
  replaces?: number | undefined;
};

/** Appends a fact and answers its id. */
export async function insertAuthorityFact(
  database: Database,
  authorityId: number,
  { kind, details, happenedAt, note, replaces = undefined }: NewAuthorityFact,
  made: { at: Temporal.Instant; by: number },
): Promise<number> {
  const { id } = await database
    .insertInto("authority_facts")
    .values({
      ...{ authority_id: authorityId, kind, note, happened_at: happenedAt },
      ...{ details: sql`${JSON.stringify(details)}::jsonb`, replaces: replaces ?? null },
      ...{ made_at: made.at, made_by: made.by },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Records days that have come in the program's own name, each once however often this is asked. */
export async function insertDays(
  database: Database,
  authorityId: number,
  days: readonly DayToRecord[],
  at: Temporal.Instant,
): Promise<void> {
  const rows = days.map(({ kind, happenedAt }) => ({ kind, happened_at: happenedAt.toString() }));
  await sql`
    insert into authority_facts (authority_id, kind, happened_at, made_at, made_by)
    select ${authorityId}, kind, happened_at, ${at}, people.id
    from json_to_recordset(${JSON.stringify(rows)}::json) as day (kind text, happened_at timestamptz), people
    where people.issuer = 'keepsight' and people.subject = 'keepsight'
    on conflict (authority_id, kind, happened_at) where kind in ('duties-began', 'census-day') do nothing`.execute(
    database,
  );
}

/** Makes the stored duties of an authority equal to the engine's answer, touching only those that differ. */
export async function replaceDuties(
  database: Database,
  authorityId: number,
  duties: readonly Obligation[],
): Promise<void> {
  await sql`
    with wanted as (select * from json_to_recordset(${JSON.stringify(duties.map(obligationRow))}::json) as w (${obligationShape})),
    gone as (delete from authority_obligations as o where o.authority_id = ${authorityId} and not exists (
      select from wanted as w
      where (w.procedure, w.obligation, w.started_by) = (o.procedure, o.obligation, o.started_by)))
    insert into authority_obligations as o (authority_id, ${obligationColumns})
    select ${authorityId}, ${obligationColumns} from wanted
    on conflict (authority_id, procedure, obligation, started_by) ${obligationTakesOver}`.execute(database);
}

/** A stored duty. Its state is as of when it was last worked out: time alone can have made it late since. */
export type KeptDuty = Omit<Awaited<ReturnType<typeof rowsOfDuties>>[number], "state" | "reading"> & {
  state: ObligationState;
  reading: Reading | null;
};

/** The stored duties of an authority, the soonest due first. */
export async function dutiesKept(database: Database, authorityId: number): Promise<KeptDuty[]> {
  return (await rowsOfDuties(database, authorityId)) as KeptDuty[];
}

function rowsOfDuties(database: Database, authorityId: number) {
  return database
    .selectFrom("authority_obligations")
    .where("authority_id", "=", authorityId)
    .select(["procedure", "version", "obligation as id", "started_by as startedBy", "clause", "asks", "role"])
    .select(["act", "state", "started_at as startedAt", "due_at as dueAt", "met_at as metAt"])
    .select(["met_by as metBy", "why", "reading", "not_until as notUntil", "late_tell as lateTell", "urgent"])
    .orderBy("due_at")
    .orderBy("obligation")
    .orderBy("started_by")
    .execute();
}

/** What is owed by a role in an authority. */
export type RoleOwing = { authorityId: number; role: string };

/** What these roles owe by a moment and have not done, the soonest due first. */
export async function dutiesOfRoles(
  database: Database,
  roles: readonly RoleOwing[],
  by: Temporal.Instant,
): Promise<Pick<KeptDuty, "id" | "asks" | "dueAt">[]> {
  const { rows } = await sql<Pick<KeptDuty, "id" | "asks" | "dueAt">>`
    select distinct due_at as "dueAt", obligation as id, asks from authority_obligations
    join json_to_recordset(${JSON.stringify(roles)}::json) as owing ("authorityId" int, role text)
      on owing."authorityId" = authority_id and owing.role = authority_obligations.role
    where state in ('open', 'due-soon', 'overdue') and due_at <= ${by}
    order by due_at, obligation`.execute(database);
  return rows;
}
