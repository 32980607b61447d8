import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/index.ts";
import { groundsOf, narrowed, type OwedStep, type WorkAsked } from "./my-work.store.ts";

/** A step that is late in a case, of which one of the viewer's roles is told. */
export type LateStep = Omit<OwedStep, "mine" | "held" | "perhapsAt" | "latest">;

/** What others owe in cases that is late and of which the viewer's roles are told: the urgent ones first, then the longest late. */
export async function lateInCases(
  database: Database,
  { posts, now, filter, count }: WorkAsked,
): Promise<LateStep[]> {
  // One branch a role, for what is urgent and what is not: only then does the index give them in order.
  const urgency = [sql`o.urgent`, sql`not o.urgent`];
  const branches = groundsOf(posts).flatMap(({ column, id, roles }) =>
    roles.flatMap((role) =>
      urgency.map(
        (isOf): RawBuilder<unknown> => sql`(select o.* from obligations o
        where o.${sql.ref(column)} = ${id} and o.late_tell = ${role} and ${isOf} and o.due_at < ${now}
          and o.state in ('waiting', 'open', 'due-soon', 'overdue') and o.role <> all (${roles}::text[]) ${narrowed(filter)}
        order by o.due_at, o.case_id limit ${sql.lit(count)})`,
      ),
    ),
  );
  if (branches.length === 0) return [];
  const { rows } = await sql<LateStep>`
    with late as (select * from (${sql.join(branches, sql` union all `)}) as s order by urgent desc, due_at, case_id limit ${sql.lit(count)})
    select late.urgent, late.due_at as "dueAt", late.case_id as "caseId", late.obligation, late.started_by as "startedBy", late.act, late.asks,
      late.clause, roles.title as "owedBy", cases.reference, cases.child_id as "childId", children.forename, children.surname,
      cases.missing_since as "missingSince"
    from late join cases on cases.id = late.case_id join children on children.id = cases.child_id
      join roles on roles.role = late.role
    order by late.urgent desc, late.due_at, late.case_id`.execute(database);
  return rows;
}

/** What is owed for all children of an authority together and is late, of which one of these roles there is told. */
export async function lateStandingDuties(
  database: Database,
  told: readonly { authorityId: number; role: string }[],
  now: Temporal.Instant,
): Promise<
  {
    id: string;
    startedBy: number;
    asks: string;
    clause: string;
    owedBy: string;
    authority: string;
    dueAt: Temporal.Instant;
  }[]
> {
  const duties = await database
    .selectFrom("authority_obligations as o")
    .innerJoin("authorities", "authorities.id", "o.authority_id")
    .innerJoin("roles", "roles.role", "o.role")
    .where("o.state", "in", ["waiting", "open", "due-soon", "overdue"])
    .where("o.due_at", "<", now)
    .where(
      sql<boolean>`exists (select from json_to_recordset(${JSON.stringify(told)}::json) as told ("authorityId" int, role text)
        where told."authorityId" = o.authority_id and told.role = o.late_tell)`,
    )
    .where(
      sql<boolean>`not exists (select from json_to_recordset(${JSON.stringify(told)}::json) as own ("authorityId" int, role text)
        where own."authorityId" = o.authority_id and own.role = o.role)`,
    )
    .select(["o.obligation as id", "o.started_by as startedBy", "o.asks", "o.clause", "o.due_at as dueAt"])
    .select(["roles.title as owedBy", "authorities.name as authority"])
    .orderBy("o.due_at")
    .execute();
  return duties;
}
