import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import { obligationColumns, obligationShape } from "./obligations.store.ts";

/** Takes this many unused ids of a table. Only the owner of the tables may. */
export async function idsTaken(
  database: Database,
  table: "cases" | "case_facts",
  count: number,
): Promise<number[]> {
  const taken = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count}::int)`.execute(
    database,
  );
  return taken.rows.map(({ id }) => id);
}

/** The procedure of every authority, by its id. */
export async function proceduresByAuthority(database: Database): Promise<Map<number, string>> {
  const rows = await database.selectFrom("authorities").select(["id", "procedure"]).execute();
  return new Map(rows.map(({ id, procedure }) => [id, procedure]));
}

/** Inserts whole rows of cases, each with a reference of its authority, and answers the references by case id. */
export async function insertWholeCases(
  database: Database,
  rows: readonly object[],
): Promise<Map<number, string>> {
  const inserted = await sql<{ id: number; reference: string }>`
    insert into cases (id, reference, authority_id, area_id, child_id, school_id, reason, missing_since, procedure,
      procedure_version, opened_at, opened_by, owner_id, restricted, open, outcome, closed_at, last_fact_id,
      next_obligation, next_asks, next_clause, next_role, next_act, next_due_at)
    overriding system value
    select c.id, next_reference(c.authority_id, 'C'), c.authority_id, c.area_id, c.child_id, c.school_id, c.reason,
      c.missing_since, c.procedure, c.procedure_version, c.opened_at, c.opened_by, c.owner_id, children.restricted,
      c.open, c.outcome, c.closed_at, c.last_fact_id, c.next_obligation, c.next_asks, c.next_clause, c.next_role,
      c.next_act, c.next_due_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as c (id bigint, authority_id int, area_id int,
      child_id bigint, school_id int, reason text, missing_since date, procedure text, procedure_version text,
      opened_at timestamptz, opened_by bigint, owner_id bigint, open boolean, outcome text, closed_at timestamptz,
      last_fact_id bigint, next_obligation text, next_asks text, next_clause text, next_role text, next_act text,
      next_due_at timestamptz) join children on children.id = c.child_id
    order by c.id returning id, reference`.execute(database);
  return new Map(inserted.rows.map(({ id, reference }) => [id, reference]));
}

/** Inserts whole rows of facts. */
export async function insertWholeFacts(database: Database, rows: readonly object[]): Promise<void> {
  await sql`
    insert into case_facts (id, case_id, kind, happened_at, details, made_at, made_by, replaces)
    overriding system value
    select id, case_id, kind, happened_at, details, made_at, made_by, replaces
    from json_to_recordset(${JSON.stringify(rows)}::json) as f (id bigint, case_id bigint, kind text,
      happened_at timestamptz, details jsonb, made_at timestamptz, made_by bigint, replaces bigint)`.execute(
    database,
  );
}

/** Inserts the obligations of new cases. */
export async function insertObligations(database: Database, rows: readonly object[]): Promise<void> {
  await sql`
    insert into obligations (case_id, authority_id, area_id, restricted, ${obligationColumns})
    select kase.*, ${obligationColumns}
    from json_to_recordset(${JSON.stringify(rows)}::json) as wanted (case_id bigint, ${obligationShape})
    join (select id, authority_id, area_id, restricted from cases) as kase on kase.id = case_id`.execute(
    database,
  );
}

/** Joins referrals to the cases that they led to, and writes what their senders were told. */
export async function joinReferrals(
  database: Database,
  links: readonly { referral_id: number; case_id: number; child_id: number }[],
  told: readonly { referral_id: number; words: string; made_at: string; made_by: number }[],
): Promise<void> {
  await sql`
    update referrals set case_id = l.case_id, child_id = l.child_id
    from json_to_recordset(${JSON.stringify(links)}::json) as l (referral_id bigint, case_id bigint, child_id bigint)
    where referrals.id = l.referral_id`.execute(database);
  await sql`
    insert into referral_progress (referral_id, words, made_at, made_by) select referral_id, words, made_at, made_by
    from json_to_recordset(${JSON.stringify(told)}::json) as t (referral_id bigint, words text, made_at timestamptz,
      made_by bigint)`.execute(database);
}
