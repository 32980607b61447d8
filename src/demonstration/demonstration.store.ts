import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { MissingPupil } from "./missing-pupil.ts";

/** Whether the demonstration has been loaded to its end. */
export async function isLoaded(owner: Database): Promise<boolean> {
  const found = await sql<{ there: boolean }>`select exists (select from cases) as there`.execute(owner);
  return found.rows[0]?.there ?? false;
}

/** Police, housing, health and social care for each authority: invented, to be asked about a family. */
export async function addAgencies(owner: Database): Promise<void> {
  await sql`
    insert into agencies (authority_id, kind, name)
    select authorities.id, kind, authorities.name || ' ' || called from authorities, (values
      ('police', 'Police'), ('housing', 'Housing'), ('health', 'Community Health'), ('social-care', 'Children''s Social Care'),
      ('youth-offending', 'Youth Justice Service'),
      ('admissions', 'Admissions Team')) as agency (kind, called)
    on conflict (authority_id, kind, name) do nothing`.execute(owner);
}

/** A missing pupil, the procedure of their authority, and who may own the case. */
export type PupilFound = Omit<MissingPupil, "enquiryId" | "owner" | "left"> & {
  procedure: string;
  owners: readonly number[];
  leftOn: Temporal.PlainDate | null;
  ground: string | null;
  nth: number;
};

/**
 * Children of compulsory school age who left a school of ours and are on no roll now, with the people who would deal
 * with them; at most so many in each authority. The first school of each authority is left to whoever tries the program.
 */
export async function missingPupils(owner: Database, most: number): Promise<PupilFound[]> {
  const found = await sql<PupilFound>`
    with leaver as (
      select children.id, children.authority_id, children.area_id, children.school_id, schools.name as school, schools.phase,
        row_number() over (partition by children.authority_id order by children.id) as place
      from children join schools on schools.id = children.school_id
      where not children.on_roll and children.date_of_birth between '2010-09-01' and '2021-08-31'
        and schools.laestab not in (select min(laestab) from schools group by authority_id))
    select leaver.id as "childId", leaver.authority_id as "authorityId", leaver.area_id as "areaId", leaver.school_id as "schoolId",
      leaver.place as nth, leaver.school as "schoolName", coalesce(other.name, leaver.school) as "newSchoolName",
      authorities.procedure, roll.until_on as "leftOn", roll.leaving_reason as ground, working.posts, owners.ids as owners
    from leaver join authorities on authorities.id = leaver.authority_id
    left join lateral (select name from schools where authority_id = leaver.authority_id and id <> leaver.school_id
      order by phase <> leaver.phase, (id * 31 + leaver.id) % 7, id limit 1) other on true
    left join lateral (select until_on, leaving_reason from provisions where child_id = leaver.id and until_on is not null
      order by until_on desc limit 1) roll on true
    cross join lateral (select json_object_agg(role, person_id) as posts from (
      select distinct on (role) role, person_id from posts where authority_id = leaver.authority_id
      order by role, area_id is not distinct from leaver.area_id desc, school_id is not distinct from leaver.school_id desc, id) p) working
    cross join lateral (select array_agg(person_id order by id) as ids from posts
      where authority_id = leaver.authority_id and role = 'cme-officer') owners
    where place <= ${most}
    order by leaver.id`.execute(owner);
  return found.rows;
}

/** Takes so many numbers for enquiries that will be kept. */
export async function enquiryNumbers(owner: Database, count: number): Promise<number[]> {
  const taken = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('enquiries', 'id')) as id from generate_series(1, ${count})`.execute(
    owner,
  );
  return taken.rows.map(({ id }) => id);
}

/**
 * Keeps the enquiries and answers that the facts of the cases speak of, under the numbers that they were given. Their
 * references are taken in one piece for each authority: thousands taken one by one in one statement take minutes.
 */
export async function keepEnquiries(owner: Database): Promise<void> {
  await sql`
    with asked as materialized (
      select facts.*, cases.authority_id, cases.area_id, cases.child_id,
        row_number() over (partition by cases.authority_id order by facts.id desc) as place
      from case_facts facts join cases on cases.id = facts.case_id where facts.kind = 'enquiry-sent'),
    answered as materialized (
      select case_id, details->>'enquiryId' as enquiry_id, min(happened_at) as happened_at
      from case_facts where kind = 'enquiry-answered' group by 1, 2),
    taken as (
      insert into reference_counters as c (authority_id, noun, last_number)
      select authority_id, 'E', count(*) from asked group by authority_id
      on conflict (authority_id, noun) do update set last_number = c.last_number + excluded.last_number
      returning authority_id, last_number)
    insert into enquiries (id, reference, case_id, authority_id, area_id, to_kind, to_agency_id, to_authority_id, question,
      disclosed, lawful_basis, asked_at, made_by, due_at, answered_at)
    overriding system value
    select (asked.details->>'enquiryId')::bigint,
      own.initials || '-E-' || lpad((taken.last_number + 1 - asked.place)::text, 6, '0'), asked.case_id,
      asked.authority_id, asked.area_id, asked.details->>'to', agencies.id, other.id,
      'Do you know where this family lives now, or which school the child is at?',
      jsonb_build_object('forename', children.forename, 'surname', children.surname, 'dateOfBirth', children.date_of_birth),
      'Education Act 1996, section 436A: to find out which children are missing education',
      asked.happened_at, asked.made_by, asked.happened_at + interval '10 days', answered.happened_at
    from asked
    join taken on taken.authority_id = asked.authority_id
    join authorities own on own.id = asked.authority_id
    join children on children.id = asked.child_id
    left join agencies on agencies.authority_id = asked.authority_id and agencies.kind = asked.details->>'to'
    left join authorities other on asked.details->>'to' = 'other-authority' and other.id <> asked.authority_id
    left join answered on answered.case_id = asked.case_id and answered.enquiry_id = asked.details->>'enquiryId'
    order by asked.id`.execute(owner);
  await sql`
    insert into enquiry_answers (enquiry_id, answer, answered_by, made_at, made_by)
    select (details->>'enquiryId')::bigint, details->>'answer', details->>'answeredBy', made_at, made_by
    from case_facts where kind = 'enquiry-answered' order by id`.execute(owner);
}
