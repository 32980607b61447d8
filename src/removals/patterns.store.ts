import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** From which day to which, both included. */
export type Span = { from: Temporal.PlainDate; until: Temporal.PlainDate };

/** How many left a school on one ground, by the letters that rolls and removals give; "" where none was given. */
export type LeaversByGround = { schoolId: number; school: string; letter: string; leavers: number };

/** The leavers of the viewer's schools in a stretch of time, counted by school and ground. [H09] */
export async function leaversByGround(database: Database, { from, until }: Span): Promise<LeaversByGround[]> {
  const { rows } = await sql<LeaversByGround>`
    select s.id as "schoolId", s.name as school, upper(coalesce(p.leaving_reason, '')) as letter, count(*)::int as leavers
    from schools s join provisions p on p.school_id = s.id
    where s.authority_id = any (viewer_speaks_for('see-removals')) and p.kind = 'on-roll'
      and p.until_on between ${from}::date and ${until}::date
      and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)
    group by s.id, upper(coalesce(p.leaving_reason, '')) order by s.name, letter`.execute(database);
  return rows;
}

/** A school with a number of leavers, and the number of which they are a part. */
export type LeaversCounted = { schoolId: number; school: string; leavers: number; of: number };

/** Home-education leavers by school, and of them those with a session coded E (suspended or excluded) in the 90 days before. [H09] */
export async function homeEducationAfterExclusion(
  database: Database,
  { from, until }: Span,
): Promise<LeaversCounted[]> {
  const { rows } = await sql<LeaversCounted>`
    select s.id as "schoolId", s.name as school, count(*)::int as of,
      (count(*) filter (where exists (select from attendance_weeks w where w.child_id = p.child_id and w.school_id = s.id
        and w.week between p.until_on - 90 and p.until_on and w.marks like '%E%')))::int as leavers
    from schools s join provisions p on p.school_id = s.id
    where s.authority_id = any (viewer_speaks_for('see-removals')) and p.kind = 'on-roll' and upper(p.leaving_reason) = 'F'
      and p.until_on between ${from}::date and ${until}::date
      and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)
    group by s.id order by leavers desc, s.name`.execute(database);
  return rows;
}

/** Leavers by school in a stretch of time who were born in another, and all leavers of the school in that time. [H09] */
export async function leaversBorn(
  database: Database,
  { from, until }: Span,
  born: Span,
): Promise<LeaversCounted[]> {
  const { rows } = await sql<LeaversCounted>`
    select s.id as "schoolId", s.name as school, count(*)::int as of,
      (count(*) filter (where c.date_of_birth between ${born.from}::date and ${born.until}::date))::int as leavers
    from schools s join provisions p on p.school_id = s.id join children c on c.id = p.child_id
    where s.authority_id = any (viewer_speaks_for('see-removals')) and p.kind = 'on-roll'
      and p.until_on between ${from}::date and ${until}::date
      and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)
    group by s.id order by leavers desc, s.name`.execute(database);
  return rows;
}

/** A school whose leavers have no destination on record: how many, and since when the first of them. */
export type SchoolWithLeavers = {
  schoolId: number;
  school: string;
  leavers: number;
  firstLeftOn: Temporal.PlainDate;
};

/** The leavers without a destination since a day whom no roll has taken up, counted by school, most first. [H08] [B02] */
export async function leaversWithoutDestinationBySchool(
  database: Database,
  { from, until }: Span,
): Promise<SchoolWithLeavers[]> {
  const { rows } = await sql<SchoolWithLeavers>`
    select s.id as "schoolId", s.name as school, count(*)::int as leavers, min(p.until_on) as "firstLeftOn"
    from schools s join provisions p on p.school_id = s.id join children c on c.id = p.child_id
    where s.authority_id = any (viewer_speaks_for('see-removals')) and p.kind = 'on-roll'
      and p.until_on between ${from}::date and ${until}::date and coalesce(p.destination, '') = ''
      and upper(coalesce(p.leaving_reason, '')) not in ('F', 'K', 'L') and c.school_id = s.id and not c.on_roll
      and c.educated = 'unknown'
      and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)
    group by s.id order by leavers desc, s.name`.execute(database);
  return rows;
}
