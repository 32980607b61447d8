import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { ReturnContent, ReturnKind } from "./school-return.ts";

/** A return that a school owes, before it is known by when. */
export type ReturnToSend = {
  kind: ReturnKind;
  childId: number;
  schoolId: number;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  phase: string;
  aboutOn: Temporal.PlainDate;
  /** From which day its time runs. */
  since: Temporal.PlainDate;
  removalId: number | null;
  /** School days absent or sick, where it is about those. */
  days: number | null;
};

const pupil = sql`c.forename, c.surname, c.date_of_birth as "dateOfBirth", s.phase`;
const notSent = (kind: ReturnKind, about: string) => sql`not exists (select from school_returns sent
  where sent.school_id = s.id and sent.child_id = c.id and sent.kind = ${sql.lit(kind)} and sent.about_on = ${sql.raw(about)})`;

/** Removals of these schools whose deletion return has not gone, neither by itself nor with form CME1. */
export async function deletionsToReturn(
  database: Database,
  schools: readonly number[],
): Promise<ReturnToSend[]> {
  const { rows } = await sql<ReturnToSend>`
    select 'deletion' as kind, r.child_id as "childId", r.school_id as "schoolId", r.pupil ->> 'forename' as forename,
      r.pupil ->> 'surname' as surname, (r.pupil ->> 'dateOfBirth')::date as "dateOfBirth", s.phase, t.on_day as "aboutOn",
      (t.made_at at time zone 'Europe/London')::date as since, r.id as "removalId", null::int as days
    from removals r join removal_steps t on t.removal_id = r.id and t.step = 'removed' join schools s on s.id = r.school_id
    where r.school_id = any (${schools}::int[]) and not exists (select from school_returns sent where sent.removal_id = r.id)
      and not exists (select from referrals f where f.child_id = r.child_id and f.school_id = r.school_id and f.form = 'cme1'
        and f.received_at >= t.made_at)
    order by t.on_day, r.id`.execute(database);
  return rows;
}

/** In days: how long a start is looked for in any case, and how long before a school's first record here. */
const reach = 60;

/**
 * Pupils who came on the roll of these schools, of whom no return has gone: in the last 60 days, and in this school year, but not long before
 * the school's first record here, for such returns went another way.
 */
export async function arrivalsToReturn(
  database: Database,
  schools: readonly number[],
  { today, yearBegan }: { today: Temporal.PlainDate; yearBegan: Temporal.PlainDate },
): Promise<ReturnToSend[]> {
  const { rows } = await sql<ReturnToSend>`
    with school as (
      select s.*, least(${today}::date - ${sql.lit(reach)}, greatest(${yearBegan}::date,
        (select min(made_at)::date from provisions where school_id = s.id) - ${sql.lit(reach)})) as since
      from schools s where s.id = any (${schools}::int[]))
    select distinct on (c.id) 'new-pupil' as kind, c.id as "childId", s.id as "schoolId", ${pupil}, p.from_on as "aboutOn",
      p.from_on as since, null::bigint as "removalId", null::int as days
    from school s join children c on c.school_id = s.id
    join provisions p on p.child_id = c.id and p.school_id = s.id and p.kind = 'on-roll'
    where c.on_roll and p.from_on between s.since and ${today}::date
      and p.until_on is null
      and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)
      and ${notSent("new-pupil", "p.from_on")}
    order by c.id, p.from_on desc`.execute(database);
  return rows;
}

/** Pupils of these schools who are absent without permission for ten school days or more, of whom no return has gone. */
export async function absencesToReturn(
  database: Database,
  schools: readonly number[],
): Promise<ReturnToSend[]> {
  const { rows } = await sql<ReturnToSend>`
    select 'ten-days-absent' as kind, c.id as "childId", s.id as "schoolId", ${pupil}, a.since as "aboutOn", a.since,
      null::bigint as "removalId", a.days
    from continuous_absences a join children c on c.id = a.child_id join schools s on s.id = a.school_id
    where a.school_id = any (${schools}::int[]) and a.kind = 'unauthorised' and a.broken_on is null
      and c.school_id = s.id and c.on_roll and ${notSent("ten-days-absent", "a.since")}
    order by a.since, c.id`.execute(database);
  return rows;
}

/**
 * Pupils of these schools who have missed fifteen school days or more through sickness (code I) since a day, in a row or
 * not, of whom no return has gone; its time runs from the fifteenth.
 */
export async function sicknessToReturn(
  database: Database,
  schools: readonly number[],
  since: Temporal.PlainDate,
): Promise<ReturnToSend[]> {
  const { rows } = await sql<ReturnToSend>`
    select 'fifteen-days-sick' as kind, c.id as "childId", s.id as "schoolId", ${pupil}, sick.days[1] as "aboutOn",
      sick.days[15] as since, null::bigint as "removalId", cardinality(sick.days) as days
    from children c join schools s on s.id = c.school_id
    cross join lateral (
      select array_agg(w.week + place order by w.week, place) as days
      from attendance_weeks w cross join generate_series(0, 4) as place
      where w.child_id = c.id and w.school_id = s.id and w.week >= ${since}::date - 6
        and substr(w.marks, place * 2 + 1, 2) like '%I%' and w.week + place >= ${since}::date) sick
    where c.school_id = any (${schools}::int[]) and c.on_roll and cardinality(sick.days) >= 15
      and ${notSent("fifteen-days-sick", "sick.days[1]")}
    order by sick.days[15], c.id`.execute(database);
  return rows;
}

/** Keeps a return as it is sent. False where it had been sent already. */
export async function insertReturn(
  { database, viewer, now }: Context,
  sent: {
    kind: ReturnKind;
    childId: number;
    school: { id: number; authorityId: number; areaId: number | null };
    removalId: number | null;
    aboutOn: Temporal.PlainDate;
    dueOn: Temporal.PlainDate | undefined;
    content: ReturnContent;
    copyTo: number | undefined;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto("school_returns")
    .values({
      kind: sent.kind,
      child_id: sent.childId,
      authority_id: sent.school.authorityId,
      area_id: sent.school.areaId,
      school_id: sent.school.id,
      removal_id: sent.removalId,
      about_on: sent.aboutOn,
      due_on: sent.dueOn ?? null,
      content: JSON.stringify(sent.content),
      copy_to_authority_id: sent.copyTo ?? null,
      made_at: now,
      made_by: viewer.personId,
    })
    .onConflict((conflict) => conflict.columns(["school_id", "child_id", "kind", "about_on"]).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A return as it was sent. */
export type SchoolReturn = {
  id: number;
  kind: ReturnKind;
  childId: number;
  authorityId: number;
  schoolName: string;
  content: ReturnContent;
  aboutOn: Temporal.PlainDate;
  dueOn: Temporal.PlainDate | null;
  copyTo: string | null;
  copyToAuthorityId: number | null;
  sentAt: Temporal.Instant;
  sentBy: string;
};

/** The returns that the viewer may see, the latest first; of one kind, or before an id. */
export async function returnsSent(
  database: Database,
  { kind, before, count }: { kind?: ReturnKind | undefined; before?: number | undefined; count: number },
): Promise<SchoolReturn[]> {
  let query = database
    .selectFrom("school_returns as r")
    .innerJoin("schools as s", "s.id", "r.school_id")
    .innerJoin("people as p", "p.id", "r.made_by")
    .leftJoin("authorities as home", "home.id", "r.copy_to_authority_id")
    .select(["r.id", "r.child_id as childId", "r.authority_id as authorityId", "s.name as schoolName"])
    .select([sql<ReturnKind>`r.kind`.as("kind"), sql<ReturnContent>`r.content`.as("content")])
    .select(["r.about_on as aboutOn", "r.due_on as dueOn", "home.name as copyTo", "r.made_at as sentAt"])
    .select(["r.copy_to_authority_id as copyToAuthorityId", "p.name as sentBy"])
    .orderBy("r.id", "desc")
    .limit(sql.lit(count));
  if (kind) query = query.where("r.kind", "=", kind);
  if (before !== undefined) query = query.where("r.id", "<", before);
  return query.execute();
}

/** The return with this id, as the viewer may see it. */
export async function returnById(database: Database, id: number): Promise<SchoolReturn | undefined> {
  const [found] = await returnsSent(database, { before: id + 1, count: 1 });
  return found?.id === id ? found : undefined;
}
