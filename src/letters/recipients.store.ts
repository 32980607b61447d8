import { sql } from "kysely";
import type { Database } from "../database/index.ts";

export type CarerOnRecord = {
  id: number;
  name: string;
  relationship: string;
  livesWithChild: string;
  address: string | null;
  postcode: string | null;
};

export type ReferrerOnRecord = { id: number; name: string; address: string | null; postcode: string | null };

/** What the record of a case holds that a letter may say. */
export type CaseToWriteOf = {
  child: string;
  dateOfBirth: Temporal.PlainDate | null;
  school: string | null;
  /** The school of the last offer of a place. */
  placeOffered: string | null;
  authority: string;
  carers: CarerOnRecord[];
  /** Whoever referred the child, the latest first; of several referrals from one body, one. */
  referrers: ReferrerOnRecord[];
  /** The telephone number of the person who asks. */
  telephone: string | null;
};

/** The record of a case's child as a letter wants it, in one query; undefined where the viewer may know of none. */
export async function caseToWriteOf(
  database: Database,
  caseId: number,
  writerId: number,
): Promise<CaseToWriteOf | undefined> {
  const { rows } = await sql<CaseToWriteOf>`
    select children.forename || ' ' || children.surname as child, children.date_of_birth as "dateOfBirth",
      schools.name as school, authorities.name as authority,
      (select details ->> 'schoolName' from case_facts offer where offer.case_id = cases.id and kind = 'place-offered'
        and not exists (select from case_facts later where later.case_id = cases.id and later.replaces = offer.id)
        order by happened_at desc, id desc limit 1) as "placeOffered",
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'relationship', relationship,
          'livesWithChild', lives_with_child, 'address', address, 'postcode', postcode) order by id), '[]')
        from carers where child_id = children.id and name <> '' and not exists (
          select from carers as later where later.child_id = carers.child_id and later.replaces = carers.id)) as carers,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'address', address, 'postcode', postcode) order by id desc), '[]')
        from (select max(r.id) as id, coalesce(s.name, a.name, nullif(r.content -> 'sender' ->> 'name', ''), p.name) as name,
            s.address, s.postcode
          from referrals r join people p on p.id = r.made_by left join schools s on s.id = r.school_id left join agencies a on a.id = r.agency_id
          where r.case_id = cases.id group by 2, 3, 4) as referrer) as referrers,
      (select phone from people where id = ${writerId}) as telephone
    from cases join children on children.id = cases.child_id join authorities on authorities.id = cases.authority_id
      left join schools on schools.id = cases.school_id
    where cases.id = ${caseId}`.execute(database);
  return rows[0];
}
