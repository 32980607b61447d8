import { type RawBuilder, sql } from "kysely";
import type { Compared } from "../compared-rows.store.ts";

/** The open cases of children who are in the last school year of compulsory age. */
export function openCasesOfLastYear({ authorityId, born, yearBegan }: Compared): RawBuilder<unknown> {
  const firstBirthday = yearBegan.subtract({ years: 16 });
  return sql`
    select c.id as subject, c.id as child_id, null::bigint as entry_id, cases.id as case_id, cases.school_id, c.forename, c.surname, c.date_of_birth, 2 as rank,
      coalesce(cases.missing_since, (cases.opened_at at time zone 'Europe/London')::date) as since,
      jsonb_strip_nulls(jsonb_build_object('caseReference', cases.reference, 'missingSince', cases.missing_since, 'caseOwner', people.name)) as evidence,
      decode(md5(cases.reference), 'hex') as source_hash
    from cases join children c on c.id = cases.child_id left join people on people.id = cases.owner_id
    where cases.authority_id = ${sql.lit(authorityId)} and cases.open
      and c.date_of_birth >= ${sql.lit(born.from.toString())}::date
      and c.date_of_birth between ${sql.lit(firstBirthday.toString())}::date
        and ${sql.lit(firstBirthday.add({ years: 1 }).subtract({ days: 1 }).toString())}::date`;
}
