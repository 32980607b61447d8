import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Disclosure } from "./disclosure.ts";

export type AfterDisclosure = { at: string; key: string };

/**
 * What left of a child, newest first, from what each act keeps: questions and messages, letters, answers to reporters, services
 * that were told, lists and files. The viewer sees what they may see of each. [G01]
 */
export async function disclosuresOf(
  database: Database,
  childId: number,
  { after, count }: { after?: AfterDisclosure | undefined; count: number },
): Promise<Disclosure[]> {
  const { rows } = await sql<Disclosure>`
    with its_cases as materialized (select id, reference from cases where child_id = ${childId}),
      its_referrals as materialized (select id, reference, form from referrals where child_id = ${childId}
        union select r.id, r.reference, r.form from referrals r join its_cases on its_cases.id = r.case_id),
      asked as materialized (select e.id from enquiries e join its_cases c on c.id = e.case_id
        union select e.id from comparison_findings f join enquiries e on e.finding_id = f.id where f.child_id = ${childId}),
      told (at, way, "to", told, fields, basis, by_id, by_name, reference, key) as (
        select e.asked_at, 'question', coalesce(a.name, s.name, g.name), e.to_kind, array(select jsonb_object_keys(e.disclosed)),
          e.lawful_basis, e.made_by, null, e.reference, 'q' || e.id
        from enquiries e left join authorities a on a.id = e.to_authority_id left join schools s on s.id = e.to_school_id
          left join agencies g on g.id = e.to_agency_id
        where e.message_id is null and (e.id in (select id from asked) or e.parent_id in (select id from asked))
        union all
        select m.made_at, 'councils', null, (select count(*) from enquiries e where e.message_id = m.id)::text,
          array(select jsonb_object_keys(one.disclosed)), one.lawful_basis, m.made_by, null, m.reference, 'm' || m.id
        from messages m join its_cases c on c.id = m.case_id
          join lateral (select disclosed, lawful_basis from enquiries e where e.message_id = m.id limit 1) one on true
        union all
        select l.made_at, 'letter', l.addressee, l.title, '{}', null, l.made_by, null, l.reference, 'l' || l.id
        from letters l join its_cases c on c.id = l.case_id
        where coalesce((select was from letter_corrections where letter_id = l.id order by id desc limit 1), 'otherwise') <> 'not'
        union all
        select p.made_at, 'outcome', sender.name, p.words, '{}', null, p.made_by, null, r.reference, 'p' || p.id
        from referral_progress p join its_referrals r on r.id = p.referral_id join referrals whole on whole.id = r.id
          left join people sender on sender.id = whole.made_by
        union all
        select f.made_at, 'told', null,
          case f.kind when 'reported-missing' then 'police' else f.details ->> 'agency' end, '{}', null, f.made_by, null, c.reference, 'f' || f.id
        from case_facts f join its_cases c on c.id = f.case_id
        where f.kind = 'reported-missing' or f.kind = 'agency-told' and f.details ->> 'agency' in ('attendance-officer', 'social-care',
          'police', 'forced-marriage-unit', 'youth-offending', 'post-16', 'school', 'other-authority', 'government')
        union all
        select d.made_at, 'worry', nullif(d.spoken_to, ''), d.decided, '{}', null, d.made_by, null, c.reference, 's' || d.id
        from safeguarding_decisions d join its_cases c on c.id = d.case_id where d.told_on is not null
        union all
        select f.made_at, 'passed-on', null, f.details ->> 'to', '{}', null, f.made_by, null, r.reference, 'r' || f.id
        from referral_facts f join its_referrals r on r.id = f.referral_id where f.kind = 'referral-redirected'
        union all
        select t.made_at, 'return', a.name, t.kind, '{}', null, t.made_by, null, null, 't' || t.id
        from school_returns t join authorities a on a.id = t.copy_to_authority_id where t.child_id = ${childId}
        union all
        select h.made_at, 'transfer-file', coalesce(s.name, nullif(h.words, '')), null, '{}', null, h.made_by, null, f.reference, 'h' || h.id
        from lost_pupils f join lost_pupil_steps h on h.lost_pupil_id = f.id left join schools s on s.id = h.to_school_id
        where f.child_id = ${childId} and h.step = 'handed-over'
        union all
        select x.made_at, 'exchange', p.name, null, '{}', p.basis, x.made_by, null, f.reference, 'x' || x.id
        from lost_pupils f join exchange_parcels x on x.lost_pupil_id = f.id and x.way = 'out' and x.kind = 'file'
          join exchange_partners p on p.id = x.partner_id
        where f.child_id = ${childId} and x.state in ('sent', 'carried', 'received', 'unreadable', 'declined', 'taken-in', 'handed-over')
        union all
        select distinct sh.made_at, 'sweep', null, sh.audience, '{}'::text[], sh.lawful_basis, sh.made_by, null, sw.reference, 'w' || sh.id
        from its_referrals r join sweep_referrals sr on sr.referral_id = r.id join sweep_meetings met on met.id = sr.meeting_id
          join sweeps sw on sw.id = met.sweep_id join sweep_shares sh on sh.sweep_id = sw.id
            and sh.children @> jsonb_build_array(jsonb_build_object('forename', met.forename, 'surname', met.surname))
        union all
        select n.at, case when n.act = 'disclosed order bundle' then 'court' when n.act = 'disclosed own record' then 'own-record'
            when n.act like 'disclosed %' then 'list' else 'file' end,
          null, coalesce(n.partner, n.act), '{}', null, null, n.by, null, 'a' || n.id
        from files_naming_child(${childId}) n)
    select told.at, told.way, told."to", told.told, told.fields, told.basis, coalesce(told.by_name, people.name) as by, told.reference, told.key
    from told left join people on people.id = told.by_id
    where ${after ? sql`(told.at, told.key) < (${after.at}::timestamptz, ${after.key})` : sql`true`}
    order by told.at desc, told.key desc limit ${sql.lit(count)}`.execute(database);
  return rows;
}
