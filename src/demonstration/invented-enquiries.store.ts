import { sql } from "kysely";
import type { Database } from "../database/index.ts";

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
      select facts.*, cases.authority_id, cases.area_id, cases.child_id, cases.school_id,
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
    insert into enquiries (id, reference, case_id, authority_id, area_id, to_kind, to_agency_id, to_authority_id, to_school_id, question,
      disclosed, lawful_basis, asked_at, made_by, due_at, answered_at)
    overriding system value
    select (asked.details->>'enquiryId')::bigint,
      own.initials || '-E-' || lpad((taken.last_number + 1 - asked.place)::text, 6, '0'), asked.case_id,
      asked.authority_id, asked.area_id, asked.details->>'to', agencies.id, other.id, case asked.details->>'to' when 'school' then asked.school_id end,
      'Do you know where this family lives now, or which school the child is at?',
      jsonb_build_object('forename', children.forename, 'surname', children.surname, 'dateOfBirth', children.date_of_birth),
      'Education Act 1996, section 436A: to find out which children are missing education',
      asked.happened_at, asked.made_by, coalesce(owed.due_at, asked.happened_at + interval '10 days'), answered.happened_at
    from asked
    join taken on taken.authority_id = asked.authority_id
    join authorities own on own.id = asked.authority_id
    join children on children.id = asked.child_id
    left join agencies on agencies.id = (select min(one.id) from agencies one
      where one.authority_id = asked.authority_id and one.kind = asked.details->>'to')
    left join authorities other on asked.details->>'to' = 'other-authority' and other.id <> asked.authority_id
    left join obligations owed on owed.case_id = asked.case_id and owed.started_by = asked.id and owed.act = 'answer-enquiry'
    left join answered on answered.case_id = asked.case_id and answered.enquiry_id = asked.details->>'enquiryId'
    order by asked.id`.execute(owner);
  // The cases have closed already: nobody needs an answer that has not come.
  await sql`
    update enquiries set needless_since = cases.closed_at from cases where cases.id = enquiries.case_id and not cases.open`.execute(
    owner,
  );
  await sql`
    insert into enquiry_answers (enquiry_id, answer, answered_by, made_at, made_by)
    select (details->>'enquiryId')::bigint, details->>'answer', details->>'answeredBy', made_at, made_by
    from case_facts where kind = 'enquiry-answered' order by id`.execute(owner);
}
