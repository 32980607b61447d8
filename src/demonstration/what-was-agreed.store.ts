import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** An authority with its trust's schools, and the two people of whom one asks and the other agrees. */
export type AuthorityWithTrust = {
  id: number;
  dataOfficer: number;
  namedOfficer: number;
  trust: string;
  trustUid: string;
  /** Those that have been in the trust for long. */
  schools: number[];
};

/** Puts four schools of each authority into an invented trust, one of them since last week. The first school stays as it is. */
export async function addTrusts(owner: Database, today: Temporal.PlainDate): Promise<void> {
  await sql`
    insert into school_trusts (school_id, trust_uid, trust, joined_on)
    select id, '90' || code, name || ' Learning Trust', case when nth = 5 then ${today.subtract({ days: 7 }).toString()}::date else '2022-09-01' end
    from (select schools.id, authorities.code, authorities.name,
        row_number() over (partition by authorities.id order by laestab) as nth
      from schools join authorities on authorities.id = authority_id where phase <> 'pru') school
    where nth between 2 and 5 on conflict do nothing`.execute(owner);
}

/** The authorities that no group gives a post yet and that have people to agree on one. */
export async function authoritiesWithoutAgreements(owner: Database): Promise<AuthorityWithTrust[]> {
  const holder = (
    role: string,
  ) => sql<number>`(select min(person_id) from posts join people on people.id = person_id
    where posts.authority_id = authorities.id and role = ${role} and area_id is null and people.issuer <> 'keepsight')`;
  const { rows } = await sql<AuthorityWithTrust>`
    select authorities.id, ${holder("data-officer")}::int as "dataOfficer", ${holder("named-officer")}::int as "namedOfficer",
      t.trust, t.trust_uid as "trustUid", array_agg(t.school_id order by t.school_id) as schools
    from authorities join schools on schools.authority_id = authorities.id join school_trusts t on t.school_id = schools.id
    where t.joined_on = '2022-09-01' and not exists (select from group_posts g where g.authority_id = authorities.id)
      and ${holder("data-officer")} is not null and ${holder("named-officer")} is not null
    group by authorities.id, t.trust, t.trust_uid order by authorities.id`.execute(owner);
  return rows;
}
