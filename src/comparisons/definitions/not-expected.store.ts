import { type RawBuilder, sql } from "kysely";
import type { Compared } from "../compared-rows.store.ts";

/**
 * Who joined a mainstream school since the school year began, on another day than most who joined it, without an offer or
 * application for it and without a school that said they would go there.
 */
export function joinersNobodyExpected({ yearBegan, born }: Compared): RawBuilder<unknown> {
  return sql`
    with joined as materialized (
      select r.*, schools.laestab, schools.name as school_name
      from compared_rows r join schools on schools.id = r.school_id and schools.phase in ('primary', 'secondary')
      where r.on_roll and r.starts_on >= ${sql.lit(yearBegan.toString())}::date
        and r.date_of_birth between ${sql.lit(born.from.toString())}::date and ${sql.lit(born.until.toString())}::date),
    intakes as (select school_id, mode() within group (order by starts_on) as on_day from joined group by school_id)
    select distinct on (j.subject) j.subject, j.child_id, j.entry_id, null::bigint as case_id, j.school_id, j.forename, j.surname, j.date_of_birth,
      3 as rank, j.starts_on as since, jsonb_build_object('rollSchool', j.school_name, 'joinedOn', j.starts_on) as evidence,
      decode(md5(j.entry_id || encode(j.content_hash, 'hex')), 'hex') as source_hash
    from joined j join intakes on intakes.school_id = j.school_id and intakes.on_day <> j.starts_on
    where not exists (
        select from compared_rows asked where asked.subject = j.subject and (asked.list = 'admissions-offer' and asked.school_id = j.school_id
          or asked.list = 'admissions-application' and j.laestab in (asked.other ->> 'Preference1', asked.other ->> 'Preference2', asked.other ->> 'Preference3')))
      and not exists (
        select from provisions p where p.child_id = j.child_id and p.destination = j.laestab)
    order by j.subject, j.starts_on desc`;
}
