import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Fault, SchoolStanding } from "./inspection.ts";

/** Whose schools are asked for. */
export type Where = { authorities: readonly number[]; areas: readonly number[] };
/** Where the list goes on: the last school of the page before, and when it was inspected ("" for never). */
export type After = { inspectedOn: string; schoolId: number };

const never = "-infinity";

/** The schools of these places with how their registers stand, the one not inspected for longest on top. [E13] */
export async function schoolStandings(
  database: Database,
  { authorities, areas }: Where,
  { after, atMost }: { after: After | undefined; atMost: number },
): Promise<SchoolStanding[]> {
  const { rows } = await sql<SchoolStanding>`
    with standing as (${standing} where s.authority_id = any (${authorities}::int[]) or s.area_id = any (${areas}::int[]))
    select * from standing
    where ${after ? sql`(coalesce("inspectedOn", ${never}), "schoolId") > (${after.inspectedOn || never}::date, ${after.schoolId})` : sql`true`}
    order by coalesce("inspectedOn", ${never}), "schoolId" limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

const standing = sql`
  select s.id as "schoolId", s.laestab as code, s.name as school, s.area_id as "areaId", areas.name as area,
    last.inspected_on as "inspectedOn", last.faults,
    (select min(i.mend_by) from register_inspections i where i.school_id = s.id and i.mend_by is not null
      and not exists (select from inspection_follow_ups f where f.inspection_id = i.id and f.settled)) as "mendBy",
    (select min(p.planned_on) from inspections_planned p where p.school_id = s.id
      and p.planned_on > coalesce(last.inspected_on, ${never})) as "plannedOn"
  from schools s left join areas on areas.id = s.area_id
  left join lateral (select inspected_on, faults from register_inspections i where i.school_id = s.id
    order by i.inspected_on desc, i.id desc limit 1) last on true`;

/** The school with this number, among those of these places. */
export async function standingOfSchool(
  database: Database,
  { authorities, areas }: Where,
  code: string,
): Promise<SchoolStanding | undefined> {
  const { rows } = await sql<SchoolStanding>`
    ${standing} where s.laestab = ${code} and (s.authority_id = any (${authorities}::int[]) or s.area_id = any (${areas}::int[]))`.execute(
    database,
  );
  return rows[0];
}

/** An inspection with what followed it. */
export type Inspection = {
  id: number;
  inspectedOn: Temporal.PlainDate;
  inspector: string;
  faults: Fault[];
  findings: string;
  mendBy: Temporal.PlainDate | null;
  settled: boolean;
  followUps: { followedOn: string; words: string; settled: boolean; by: string }[];
};

/** The inspections of a school, the last on top; no more than fifty. */
export async function inspectionsOf(database: Database, schoolId: number): Promise<Inspection[]> {
  const { rows } = await sql<Inspection>`
    select i.id, i.inspected_on as "inspectedOn", i.inspector, i.faults, i.findings, i.mend_by as "mendBy",
      exists (select from inspection_follow_ups f where f.inspection_id = i.id and f.settled) as settled,
      (select coalesce(json_agg(json_build_object('followedOn', f.followed_on, 'words', f.words, 'settled', f.settled, 'by', people.name) order by f.id), '[]')
        from inspection_follow_ups f join people on people.id = f.made_by where f.inspection_id = i.id) as "followUps"
    from register_inspections i where i.school_id = ${schoolId} order by i.inspected_on desc, i.id desc limit 50`.execute(
    database,
  );
  return rows;
}

/** Keeps the day for which an inspection is planned. */
export async function insertPlan(
  { database, viewer, now }: Context,
  schoolId: number,
  plannedOn: Temporal.PlainDate,
): Promise<void> {
  await database
    .insertInto("inspections_planned")
    .values({ school_id: schoolId, planned_on: plannedOn, made_at: now, made_by: viewer.personId })
    .execute();
}

/** Keeps what an inspection found. */
export async function insertInspection(
  { database, viewer, now }: Context,
  schoolId: number,
  found: Pick<Inspection, "inspectedOn" | "inspector" | "faults" | "findings" | "mendBy">,
): Promise<void> {
  await database
    .insertInto("register_inspections")
    .values({
      ...{ school_id: schoolId, inspected_on: found.inspectedOn, inspector: found.inspector },
      ...{ faults: [...found.faults], findings: found.findings, mend_by: found.mendBy },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** Keeps how an inspection was followed up. */
export async function insertFollowUp(
  { database, viewer, now }: Context,
  inspectionId: number,
  { followedOn, words, settled }: { followedOn: Temporal.PlainDate; words: string; settled: boolean },
): Promise<void> {
  await database
    .insertInto("inspection_follow_ups")
    .values({
      ...{ inspection_id: inspectionId, followed_on: followedOn, words, settled },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}
