import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** Where the family of each case is last known to live. */
const lastAddress = sql`left join lateral (select lines, postcode from child_addresses
  where child_id = cases.child_id order by (certainty = 'left'), id desc limit 1) address on true`;

/**
 * Keeps the risk assessments and the visits that the facts of the cases speak of. Each visit stands on the last
 * assessment before it; no two visits of an invented past stand on the same.
 */
export async function keepVisits(owner: Database): Promise<void> {
  await sql`
    insert into visit_risk_assessments (case_id, child_id, fact_id, address, postcode, risks, overall, made_at, made_by)
    select facts.case_id, cases.child_id, facts.id, coalesce(address.lines, 'Not known'), address.postcode,
      case facts.details->>'risk' when 'high' then '{"history-of-aggression": "high"}'::jsonb
        when 'medium' then '{"threatening-environment": "medium"}' else '{}' end,
      facts.details->>'risk', facts.made_at, facts.made_by
    from case_facts facts join cases on cases.id = facts.case_id ${lastAddress}
    where facts.kind = 'visit-risk-assessed' order by facts.id`.execute(owner);
  await sql`
    insert into visits (case_id, fact_id, assessment_id, visited_at, found, card_left, note, made_at, made_by)
    select facts.case_id, facts.id, assessment.id, facts.happened_at, facts.details->>'found',
      (facts.details->>'cardLeft')::boolean, coalesce(facts.details->>'note', ''), facts.made_at, facts.made_by
    from case_facts facts cross join lateral (select id from visit_risk_assessments
      where case_id = facts.case_id and fact_id < facts.id order by fact_id desc limit 1) assessment
    where facts.kind = 'visit-made' order by facts.id`.execute(owner);
}

/** Keeps the visit requests (CME4) that the facts of the cases speak of, with their references taken in one piece. */
export async function keepVisitRequests(owner: Database): Promise<void> {
  await sql`
    with asked as materialized (
      select facts.*, cases.authority_id, cases.child_id, coalesce(cases.area_id, schools.area_id) as area_id, cases.opened_at,
        row_number() over (partition by cases.authority_id order by facts.id desc) as place, schools.name as school,
        address.lines, address.postcode
      from case_facts facts join cases on cases.id = facts.case_id left join schools on schools.id = cases.school_id
      ${lastAddress} where facts.kind = 'visit-requested'),
    taken as (
      insert into reference_counters as c (authority_id, noun, last_number)
      select authority_id, 'V', count(*) from asked group by authority_id
      on conflict (authority_id, noun) do update set last_number = c.last_number + excluded.last_number
      returning authority_id, last_number)
    insert into visit_requests (reference, case_id, fact_id, area_id, urgent, content, made_at, made_by)
    select own.initials || '-V-' || lpad((taken.last_number + 1 - asked.place)::text, 6, '0'), asked.case_id, asked.id,
      asked.area_id, (asked.details->>'urgent')::boolean,
      jsonb_build_object('name', children.forename || ' ' || children.surname,
        'dateOfBirth', to_char(children.date_of_birth, 'FMDD FMMonth YYYY'),
        'dateOfReferral', to_char(asked.opened_at, 'FMDD FMMonth YYYY'),
        'address', concat_ws(', ', asked.lines, asked.postcode), 'ethnicity', '', 'firstLanguage', '', 'phones', '', 'carers', '',
        'reason', 'The child is on no school''s roll and nobody has seen the family.', 'referredBy', coalesce(asked.school, ''),
        'previousInvolvement', '', 'concerns', '', 'socialWorker', '', 'other', ''),
      asked.made_at, asked.made_by
    from asked join taken on taken.authority_id = asked.authority_id join authorities own on own.id = asked.authority_id
    join children on children.id = asked.child_id where asked.area_id is not null order by asked.id`.execute(
    owner,
  );
}

/** Raises the flag of every child whose family nobody may approach, as the facts of their case say. */
export async function raiseFlags(owner: Database): Promise<void> {
  await sql`
    insert into child_flags (child_id, flag, source, made_at, made_by)
    select cases.child_id, 'forced-marriage', 'safeguarding lead', facts.made_at, facts.made_by
    from case_facts facts join cases on cases.id = facts.case_id
    where facts.kind = 'concern-raised' and facts.details->>'about' = 'forced-marriage'
      and not exists (select from case_facts later where later.case_id = facts.case_id and later.id > facts.id
        and later.kind = 'concern-settled' and later.details->>'about' = 'forced-marriage')`.execute(owner);
}
