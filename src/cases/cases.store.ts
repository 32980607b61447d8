import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Kase } from "./case.ts";
import type { Standing } from "./standing.ts";

const columns = [
  "cases.id",
  "cases.reference",
  "cases.child_id as childId",
  "cases.authority_id as authorityId",
  "cases.area_id as areaId",
  "cases.school_id as schoolId",
  "cases.reason",
  "cases.missing_since as missingSince",
  "cases.procedure",
  "cases.procedure_version as procedureVersion",
  "cases.opened_at as openedAt",
  "cases.owner_id as ownerId",
  "cases.open",
  "cases.outcome",
  "cases.closed_at as closedAt",
  "cases.last_fact_id as lastFactId",
] as const;

/** The case with this reference, if there is one that the viewer may know of. */
export function caseReferenced(database: Database, reference: string): Promise<Kase | undefined> {
  return database.selectFrom("cases").where("reference", "=", reference).select(columns).executeTakeFirst();
}

/** The cases with these references, open ones first. */
export async function casesCalled(database: Database, references: readonly string[]): Promise<number[]> {
  const rows = await database
    .selectFrom("cases")
    .where("reference", "=", sql<string>`any (${references}::text[])`)
    .select("id")
    .orderBy("open", "desc")
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** The case, held until the transaction ends so that its facts are recorded one after another. */
export function caseHeld(database: Database, caseId: number): Promise<Kase | undefined> {
  return database.selectFrom("cases").where("id", "=", caseId).select(columns).forUpdate().executeTakeFirst();
}

/** The reference of the open case of a child in an authority, if there is one: under this record, or under another of the same child. */
export async function openCaseOf(
  database: Database,
  child: { childId: number; authorityId: number },
): Promise<string | undefined> {
  const found = await database
    .selectFrom("cases")
    .where("child_id", "=", sql<number>`any (array(select records_of_child(${child.childId})))`)
    .where("authority_id", "=", child.authorityId)
    .where("open", "=", sql.lit(true))
    .select("reference")
    .orderBy(sql`child_id <> ${child.childId}`)
    .executeTakeFirst();
  return found?.reference;
}

export type CaseToOpen = Pick<
  Kase,
  | "childId"
  | "authorityId"
  | "areaId"
  | "schoolId"
  | "reason"
  | "missingSince"
  | "procedure"
  | "procedureVersion"
  | "openedAt"
> & { openedBy: number };

/**
 * Inserts the case of a child whom the viewer may see; undefined when there is no such child, or when a case was opened
 * in the same moment by somebody else.
 */
export async function insertCase(
  database: Database,
  kase: CaseToOpen,
): Promise<{ id: number; reference: string } | undefined> {
  const inserted = await sql<{ id: number; reference: string }>`
    insert into cases (reference, authority_id, area_id, child_id, school_id, reason, missing_since, procedure,
      procedure_version, opened_at, opened_by, owner_id, restricted)
    select next_reference(${kase.authorityId}, 'C'), ${kase.authorityId}, ${kase.areaId}, children.id, ${kase.schoolId},
      ${kase.reason}, ${kase.missingSince}, ${kase.procedure}, ${kase.procedureVersion}, ${kase.openedAt},
      ${kase.openedBy}, ${kase.openedBy}, children.restricted
    from children where children.id = ${kase.childId}
    on conflict (authority_id, child_id) where open do nothing
    returning id, reference`.execute(database);
  return inserted.rows[0];
}

/** Writes what the facts make of a case onto its row, for lists. */
export async function copyStanding(
  database: Database,
  caseId: number,
  lastFactId: number,
  { open, outcome, closedAt, nextStep }: Standing,
): Promise<void> {
  await database
    .updateTable("cases")
    .set({
      open,
      outcome,
      closed_at: closedAt,
      last_fact_id: lastFactId,
      next_obligation: nextStep?.id ?? null,
      next_asks: nextStep?.asks ?? null,
      next_clause: nextStep?.clause ?? null,
      next_role: nextStep?.role ?? null,
      next_act: nextStep?.act ?? null,
      next_due_at: nextStep?.dueAt ?? null,
    })
    .where("id", "=", caseId)
    .execute();
}

/** Keeps why a case was opened and since when its child is missing, as its opening says now. */
export async function copyOpening(
  database: Database,
  caseId: number,
  { reason, missingSince }: Pick<Kase, "reason" | "missingSince">,
): Promise<void> {
  await database
    .updateTable("cases")
    .set({ reason, missing_since: missingSince })
    .where("id", "=", caseId)
    .execute();
}
