import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { Outline } from "./map.ts";

/** A case as it is asked whether somebody may be sent there. */
export type CaseToPlan = {
  caseId: number;
  childId: number;
  reference: string;
  authorityId: number;
  areaId: number | null;
  open: boolean;
  /** If nobody may go now. */
  held: boolean;
  /** If a visit is owed in it. */
  owed: boolean;
};

/** The cases of these references that the viewer may see, locked, so that none is held between the question and the plan. */
export async function casesToPlan(database: Database, references: readonly string[]): Promise<CaseToPlan[]> {
  const { rows } = await sql<CaseToPlan>`
    select cases.id as "caseId", child_id as "childId", reference, authority_id as "authorityId", area_id as "areaId", open,
      is_approach_barred(child_id) or exists (select from obligations
        where case_id = cases.id and act = 'visit-family' and state = 'suspended') as held,
      exists (select from obligations where case_id = cases.id and act in ('write-to-family', 'assess-visit-risk', 'visit-family')
        and state in ('waiting', 'open', 'due-soon', 'overdue')) as owed
    from cases where reference = any (${references}::text[]) order by cases.id for update`.execute(database);
  return rows;
}

/** Plans who goes on which day for each of the cases; or, without, takes them off the plan. */
export async function insertPlans(
  { database, now, viewer }: Pick<Context, "database" | "now" | "viewer">,
  caseIds: readonly number[],
  going: { personId: number; on: Temporal.PlainDate } | undefined,
): Promise<void> {
  const rows = caseIds.map((caseId) => ({
    case_id: caseId,
    person_id: going?.personId ?? null,
    on_day: going?.on ?? null,
    made_at: now,
    made_by: viewer.personId,
  }));
  await database.insertInto("visit_plans").values(rows).execute();
}

/** Somebody who may visit: in the whole authority, or where areaIds names their areas alone. */
export type Visitor = { id: number; name: string; areaIds: number[] | null };

/** Who may visit families in an authority today, by name. */
export async function visitorsIn(database: Database, authorityId: number): Promise<Visitor[]> {
  const { rows } = await sql<Visitor>`
    select people.id, people.name,
      case when bool_or(posts.area_id is null) then null else array_agg(distinct posts.area_id) end as "areaIds"
    from posts join permissions on permissions.role = posts.role and permissions.act = 'record-visit'
    join people on people.id = posts.person_id
    where posts.authority_id = ${authorityId} and posts.from_on <= current_date and coalesce(posts.until_on >= current_date, true)
    group by people.id order by people.name, people.id`.execute(database);
  return rows;
}

/** The areas of an authority, by name; of those areas alone where they are named. */
export async function areasToPlan(
  database: Database,
  authorityId: number,
  areaIds?: readonly number[],
): Promise<{ id: number; name: string }[]> {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from areas where authority_id = ${authorityId}
      and ${areaIds ? sql`id = any (${areaIds}::int[])` : sql`true`} order by name`.execute(database);
  return rows;
}

/** Where the schools of each area lie, from which the map draws its outline. */
export async function schoolsAround(database: Database, areaIds: readonly number[]): Promise<Outline[]> {
  const { rows } = await sql<Outline>`
    select areas.name, json_agg(json_build_object('longitude', longitude, 'latitude', latitude)) as points
    from areas join schools on schools.area_id = areas.id join postcode_positions as place on place.postcode = schools.postcode
    where areas.id = any (${areaIds}::int[]) group by areas.id order by areas.id`.execute(database);
  return rows;
}

/** How many visits are planned for somebody on a day and not made yet. */
export async function plannedFor(
  database: Database,
  personId: number,
  on: Temporal.PlainDate,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from visit_plans as plan where person_id = ${personId} and on_day = ${on.toString()}::date
      and not exists (select from visit_plans as later where later.case_id = plan.case_id and later.id > plan.id)
      and not exists (select from visits where visits.case_id = plan.case_id and visits.made_at > plan.made_at)`.execute(
    database,
  );
  return rows[0]?.count ?? 0;
}
