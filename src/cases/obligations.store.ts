import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Obligation, ObligationState, Reading } from "../procedures/index.ts";

/** The row that an obligation is copied to. */
export function obligationRow(each: Obligation) {
  return {
    procedure: each.procedure,
    version: each.version,
    obligation: each.id,
    started_by: each.startedBy,
    clause: each.clause,
    asks: each.asks,
    role: each.role,
    act: each.act,
    state: each.state,
    started_at: each.startedAt.toString(),
    due_at: each.dueAt.toString(),
    not_until: each.notUntil?.toString() ?? null,
    met_at: each.metAt?.toString() ?? null,
    met_by: each.metBy ?? null,
    why: each.why,
    reading: each.reading ?? null,
    late_tell: each.lateTell ?? "",
    urgent: each.urgent,
  };
}

/** The columns of `obligationRow` with their types: what names one obligation of a case first. */
const naming = { procedure: "text", obligation: "text", started_by: "bigint" };
const copied = {
  ...{ version: "text", clause: "text", asks: "text", role: "text", act: "text", state: "text" },
  ...{ started_at: "timestamptz", due_at: "timestamptz", not_until: "timestamptz" },
  ...{ met_at: "timestamptz", met_by: "bigint", why: "text", reading: "jsonb", late_tell: "text" },
  urgent: "boolean",
};
const listed = (each: (column: string) => string) => Object.keys(copied).map(each).join(", ");

/** The shape of `obligationRow` for json_to_recordset. */
export const obligationShape = sql.raw(
  Object.entries({ ...naming, ...copied })
    .map((column) => column.join(" "))
    .join(", "),
);

export const obligationColumns = sql.raw(Object.keys({ ...naming, ...copied }).join(", "));

/** What an insert that meets the row of the same obligation (`o`) does: takes over what differs, if anything does. */
export const obligationTakesOver =
  sql.raw(`do update set ${listed((column) => `${column} = excluded.${column}`)}
  where (${listed((column) => `o.${column}`)}) is distinct from (${listed((column) => `excluded.${column}`)})`);

/** Makes the stored obligations of a case equal to the engine's answer, touching only those that differ. */
export async function replaceObligations(
  database: Database,
  caseId: number,
  obligations: readonly Obligation[],
): Promise<void> {
  await sql`
    with wanted as (select * from json_to_recordset(${JSON.stringify(obligations.map(obligationRow))}::json) as w (${obligationShape})),
    gone as (delete from obligations as o where o.case_id = ${caseId} and not exists (
      select from wanted as w
      where (w.procedure, w.obligation, w.started_by) = (o.procedure, o.obligation, o.started_by)))
    insert into obligations as o (case_id, authority_id, area_id, restricted, ${obligationColumns})
    select kase.*, ${obligationColumns}
    from wanted, (select id, authority_id, area_id, restricted from cases where id = ${caseId}) as kase
    on conflict (case_id, procedure, obligation, started_by) ${obligationTakesOver}`.execute(database);
}

/** A stored obligation. Its state is as of the last fact: time alone can have made it late since. */
export type KeptObligation = {
  obligation: string;
  startedBy: number;
  clause: string;
  asks: string;
  role: string;
  act: string;
  state: ObligationState;
  startedAt: Temporal.Instant;
  dueAt: Temporal.Instant | null;
  metAt: Temporal.Instant | null;
  metBy: number | null;
  why: string;
  reading: Reading | null;
};

/** The stored obligations of a case, in the order in which they began. */
export async function obligationsOfCase(database: Database, caseId: number): Promise<KeptObligation[]> {
  const rows = await database
    .selectFrom("obligations")
    .where("case_id", "=", caseId)
    .select(["obligation", "clause", "asks", "role", "act", "state", "why", "reading"])
    .select(["started_by as startedBy", "started_at as startedAt", "due_at as dueAt"])
    .select(["met_at as metAt", "met_by as metBy"])
    .orderBy("started_at")
    .orderBy("started_by")
    .execute();
  return rows.map((row) => ({
    ...row,
    state: row.state as ObligationState,
    reading: row.reading as Reading | null,
  }));
}

/**
 * The cases in which something waits that time alone has opened, or made late, since it was worked out, and those worked out
 * before it was kept who is told of lateness.
 */
export async function casesWaitingTooLong(database: Database, now: Temporal.Instant): Promise<number[]> {
  const rows = await database
    .selectFrom("obligations")
    .where("state", "=", "waiting")
    .where((waits) => waits.or([waits("due_at", "<", now), waits("not_until", "<", now)]))
    .select("case_id")
    .union(database.selectFrom("obligations").where("late_tell", "is", null).select("case_id"))
    .orderBy("case_id")
    .execute();
  return rows.map(({ case_id }) => case_id);
}
