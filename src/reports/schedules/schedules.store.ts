import { sql } from "kysely";
import type { Post } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import { type Report, type Rhythm, reports, type Schedule } from "./schedule.ts";

function schedules(database: Database) {
  return database
    .selectFrom("report_schedules as s")
    .where("s.ended_at", "is", null)
    .orderBy("s.id")
    .select(["s.id", "s.authority_id as authorityId", "s.report", "s.every", "s.weekday"])
    .select(["s.person_id as personId", "s.role", "s.area_id as areaId", "s.made_at as madeAt"]);
}

/** Every schedule that stands, in all authorities. For the program. */
export function schedulesStanding(database: Database): Promise<Schedule[]> {
  return schedules(database).$castTo<Schedule>().execute();
}

/** A schedule with the words in which a page names whom it is for and who made it. */
export type ScheduleShown = Schedule & { roleTitle: string | null; area: string | null; madeBy: string };

function schedulesShown(database: Database) {
  return schedules(database)
    .innerJoin("people as maker", "maker.id", "s.made_by")
    .leftJoin("roles", "roles.role", "s.role")
    .leftJoin("areas", "areas.id", "s.area_id")
    .select(["maker.name as madeBy", "roles.title as roleTitle", "areas.name as area"])
    .$castTo<ScheduleShown>();
}

/** The schedules that a person gets links by, as their own or as that of a role they hold; and, for who keeps some, those of their places. */
export function schedulesOf(
  database: Database,
  personId: number,
  { held, kept }: { held: readonly Post[]; kept: readonly Post[] },
): Promise<ScheduleShown[]> {
  const places = (posts: readonly Post[]) =>
    JSON.stringify(posts.map(({ role, authorityId, areaId }) => ({ role, authorityId, areaId })));
  const post = sql`("role" text, "authorityId" int, "areaId" int)`;
  return schedulesShown(database)
    .where(sql<boolean>`(s.person_id = ${personId}
      or exists (select from json_to_recordset(${places(held)}::json) as p ${post}
        where p.role = s.role and p."authorityId" = s.authority_id and (s.area_id is null or s.area_id = p."areaId"))
      or (s.role is not null and exists (select from json_to_recordset(${places(kept)}::json) as p ${post}
        where p."authorityId" = s.authority_id and (p."areaId" is null or s.area_id = p."areaId"))))`)
    .execute();
}

/** The schedule of this number that stands, if the viewer may know of it. */
export function scheduleNumbered(database: Database, id: number): Promise<Schedule | undefined> {
  return schedules(database).where("s.id", "=", id).$castTo<Schedule>().executeTakeFirst();
}

/** What is asked for: to one person, or to a role of an authority or of one of its areas. */
export type ScheduleOrder = Pick<Schedule, "authorityId" | "report" | "personId" | "role" | "areaId"> & {
  rhythm: Rhythm;
};

/** Keeps a schedule; undefined where the same stands already. */
export async function insertSchedule(
  { database, viewer, now }: Context,
  { authorityId, report, rhythm, personId, role, areaId }: ScheduleOrder,
): Promise<number | undefined> {
  const made = await database
    .insertInto("report_schedules")
    .values({
      ...{ authority_id: authorityId, report, every: rhythm.every, weekday: rhythm.weekday },
      ...{ person_id: personId, role, area_id: areaId, made_at: now, made_by: viewer.personId },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .executeTakeFirst();
  return made?.id;
}

/** Ends a schedule that stands. */
export async function endOf({ database, viewer, now }: Context, id: number): Promise<void> {
  await database
    .updateTable("report_schedules")
    .set({ ended_at: now, ended_by: viewer.personId })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .execute();
}

export type RoleWithActs = { role: string; title: string; acts: string[] };

/** The roles of an authority that may open some report, with what each may open; those of areas alone for who answers for one. */
export async function rolesWithReports(
  database: Database,
  { ofAreas }: { ofAreas: boolean },
): Promise<RoleWithActs[]> {
  const opening = [...new Set(Object.values(reports).map(({ act }) => act))];
  return database
    .selectFrom("roles")
    .innerJoin("permissions", "permissions.role", "roles.role")
    .where("permissions.act", "in", opening)
    .where("roles.scope", "in", ofAreas ? ["area"] : ["area", "authority"])
    .groupBy(["roles.role", "roles.title"])
    .select(["roles.role", "roles.title", sql<string[]>`array_agg(permissions.act)`.as("acts")])
    .orderBy("roles.title")
    .execute();
}

/** Somebody who gets links today. The authority, in whose name it is written, is that of the first of them. */
export type Recipient = {
  personId: number;
  email: string;
  authorityId: number;
  council: string;
  reports: Report[];
  schedules: number[];
};

/** Who gets links by these schedules on a day: who then holds a post that opens the report in the schedule's authority. For the program. */
export async function recipientsOf(
  database: Database,
  due: readonly Schedule[],
  day: Temporal.PlainDate,
): Promise<Recipient[]> {
  const asked = due.map(({ id, report }) => ({ id, act: reports[report].act }));
  const inForce = sql`posts.from_on <= ${day} and (posts.until_on is null or posts.until_on >= ${day})`;
  const { rows } = await sql<Recipient>`
    with due as (
      select s.*, d.act from json_to_recordset(${JSON.stringify(asked)}::json) as d (id bigint, act text) join report_schedules s on s.id = d.id),
    told as (
      select due.person_id, due.id, due.authority_id, due.report, due.act from due where due.person_id is not null
      union all
      select posts.person_id, due.id, due.authority_id, due.report, due.act from due
        join posts on posts.authority_id = due.authority_id and posts.role = due.role and (due.area_id is null or posts.area_id = due.area_id)
      where ${inForce})
    select people.id as "personId", people.email, min(authorities.id) as "authorityId",
      (array_agg(authorities.name order by authorities.id))[1] as council,
      array_agg(distinct told.report) as reports, array_agg(distinct told.id) as schedules
    from told join people on people.id = told.person_id join authorities on authorities.id = told.authority_id
    where exists (select from posts join permissions on permissions.role = posts.role
      where posts.person_id = told.person_id and posts.authority_id = told.authority_id and permissions.act = told.act and ${inForce})
    group by people.id order by people.id`.execute(database);
  return rows;
}
