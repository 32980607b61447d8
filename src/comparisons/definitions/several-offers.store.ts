import { type RawBuilder, sql } from "kysely";
import type { Compared } from "../compared-rows.store.ts";

/** Who holds offers of places at more than one school for this school year or later, none of them declined. */
export function severalOffersHeld({ yearBegan }: Compared): RawBuilder<unknown> {
  return sql`
    select o.subject, max(o.child_id) as child_id, min(o.entry_id) as entry_id, null::bigint as case_id, min(o.school_id) as school_id,
      (array_agg(o.forename order by o.entry_id))[1] as forename, (array_agg(o.surname order by o.entry_id))[1] as surname,
      (array_agg(o.date_of_birth order by o.entry_id))[1] as date_of_birth, 3 as rank, min(o.first_seen_at at time zone 'Europe/London')::date as since,
      jsonb_build_object('offers', count(distinct o.school_id), 'offerSchool', string_agg(distinct schools.name, ' and ')) as evidence,
      decode(md5(string_agg(o.entry_id || encode(o.content_hash, 'hex'), ',' order by o.entry_id)), 'hex') as source_hash
    from compared_rows o join schools on schools.id = o.school_id
    where o.list = 'admissions-offer' and o.other ->> 'Response' is distinct from 'declined' and o.starts_on >= ${sql.lit(yearBegan.toString())}::date
    group by o.subject having count(distinct o.school_id) > 1`;
}
