import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** What other records say of the facts of a case: who told them, whom they name, and the words that belong to them. */
export type CaseSources = {
  referrals: readonly { receivedAt: Temporal.Instant; sender: string; body: string | null }[];
  asked: readonly { enquiryId: number; reference: string; name: string }[];
  answers: readonly { madeAt: Temporal.Instant; answeredBy: string }[];
  /** A place that is hidden now comes without its lines and postcode, for everybody. */
  visits: readonly { factId: number; place: string; movedTo: string | null; neighbours: string }[];
  told: readonly { madeAt: Temporal.Instant; words: string }[];
  /** The letters that left a fact, or what took its place. */
  letters: readonly { factId: number; reference: string; title: string }[];
  /** The facts that a record of its own left: these are put right there. */
  elsewhere: readonly { factId: number; by: "order" | "protection" | "safeguarding" | "message" | "area" }[];
};

/** Everything that the chronology of a case adds to its facts, in one query. */
export async function sourcesOfCase(database: Database, caseId: number): Promise<CaseSources> {
  const { rows } = await sql<{ sources: string }>`
    select json_build_object(
      'referrals', (select coalesce(json_agg(json_build_object('receivedAt', r.received_at,
          'sender', coalesce(nullif(r.content -> 'sender' ->> 'name', ''), people.name), 'body', coalesce(schools.name, agencies.name)) order by r.id), '[]')
        from referrals r join people on people.id = r.made_by left join schools on schools.id = r.school_id
          left join agencies on agencies.id = r.agency_id where r.case_id = ${caseId}),
      'asked', (select coalesce(json_agg(json_build_object('enquiryId', e.id, 'reference', e.reference,
          'name', coalesce(authorities.name, schools.name, agencies.name)) order by e.id), '[]')
        from enquiries e left join authorities on authorities.id = e.to_authority_id
          left join schools on schools.id = e.to_school_id left join agencies on agencies.id = e.to_agency_id
        where e.case_id = ${caseId}),
      'answers', (select coalesce(json_agg(json_build_object('madeAt', a.made_at, 'answeredBy', a.answered_by) order by a.id), '[]')
        from enquiry_answers a join enquiries e on e.id = a.enquiry_id where e.case_id = ${caseId}),
      'visits', (select coalesce(json_agg(json_build_object('factId', v.fact_id,
          'place', case when exists (select from child_addresses hiding where hiding.child_id = cases.child_id and hiding.hidden
              and (lower(hiding.lines) = lower(v.new_address) or hiding.postcode = v.new_postcode)) then ''
            else concat_ws(', ', nullif(v.new_address, ''), v.new_postcode) end,
          'movedTo', authorities.name, 'neighbours', v.neighbours) order by v.id), '[]')
        from visits v join cases on cases.id = v.case_id left join authorities on authorities.id = v.moved_to_authority_id
        where v.case_id = ${caseId}),
      'letters', (select coalesce(json_agg(json_build_object('factId', of.fact_id, 'reference', l.reference,
          'title', l.title) order by l.id), '[]')
        from letters l cross join lateral (select l.fact_id
            union select fact_id from letter_services where letter_id = l.id
            union select fact_id from letter_corrections where letter_id = l.id) as of
        where l.case_id = ${caseId} and of.fact_id is not null),
      'elsewhere', (select coalesce(json_agg(json_build_object('factId', fact_id, 'by', by)), '[]') from (
        select fact_id, 'order' as by from order_steps where case_id = ${caseId} and fact_id is not null
        union all select fact_id, 'protection' from protection_steps where case_id = ${caseId} and fact_id is not null
        union all select fact_id, 'safeguarding' from safeguarding_decisions where case_id = ${caseId} and fact_id is not null
        union all select fact_id, 'safeguarding' from vulnerability_assessments where case_id = ${caseId}
        union all select f.id, 'message' from messages m join case_facts f on f.case_id = m.case_id and f.made_at = m.made_at and f.kind = 'message-posted'
          where m.case_id = ${caseId}
        union all select fact_id, 'area' from area_register_news where case_id = ${caseId} and fact_id is not null) as left_there),
      'told', (select coalesce(json_agg(distinct jsonb_build_object('madeAt', p.made_at, 'words', p.words)), '[]')
        from referral_progress p join referrals r on r.id = p.referral_id where r.case_id = ${caseId}))::text as sources`.execute(
    database,
  );
  return JSON.parse(rows[0]?.sources ?? "{}", (key, value) =>
    key.endsWith("At") ? Temporal.Instant.from(value) : value,
  ) as CaseSources;
}
