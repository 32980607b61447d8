import { type RawBuilder, sql } from "kysely";
import type { Compared } from "../compared-rows.store.ts";

/** Who is on the police list and still missing, or came back while their case is open, with the case if there is one. */
export function policeListBesideRegister({ authorityId, interviewRole }: Compared): RawBuilder<unknown> {
  return sql`
    select distinct on (p.subject) p.subject, p.child_id, p.entry_id, cases.id as case_id, roll.school_id, p.forename, p.surname, p.date_of_birth,
      case when p.ends_on is null and cases.id is null then 1 else 2 end as rank, coalesce(p.starts_on, p.first_seen_at::date) as since,
      jsonb_strip_nulls(jsonb_build_object('policeOn', p.starts_on, 'returnedOn', p.ends_on, 'caseReference', cases.reference, 'caseOwner', people.name,
        'interviewRole', ${sql.lit(interviewRole)}::text, 'rollSchool', schools.name)) as evidence,
      decode(md5(p.entry_id || encode(p.content_hash, 'hex') || coalesce(cases.reference, '')), 'hex') as source_hash
    from compared_rows p
    left join cases on cases.child_id = any (array(select records_of_child(p.child_id))) and cases.open and cases.authority_id = ${sql.lit(authorityId)}
    left join people on people.id = cases.owner_id
    left join lateral (select school_id from compared_rows r where r.subject = p.subject and r.on_roll limit 1) roll on true
    left join schools on schools.id = roll.school_id
    where p.list = 'police-missing' and (p.ends_on is null or p.ends_on >= (cases.opened_at at time zone 'Europe/London')::date)
    order by p.subject, p.ends_on is not null, p.starts_on desc nulls last, p.entry_id desc`;
}
