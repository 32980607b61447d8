import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** A child who lives or lived at the same address, shares a carer or is on record as the same child, and where that child is in life. */
export type ChildTogether = {
  id: number;
  forename: string;
  surname: string;
  /** As JSON has it. */
  dateOfBirth: string | null;
  upn: string | null;
  /** What a person said of the two records, or decided of a row that would join them. */
  linked: "same" | "different" | null;
  educated: string;
  schoolName: string | null;
  caseReference: string | null;
  livesThere: boolean;
  wasThere: boolean;
  /** The day until which both were at one address, as JSON has it. */
  untilOn: string | null;
  sharesCarer: boolean;
};

/** What stands around a case: the names of its owner, area and school, who else lives or lived with the child, and the referrals. */
export type CaseSurroundings = {
  owner: string | null;
  area: string | null;
  school: string | null;
  together: readonly ChildTogether[];
  /** The referrals on which the case rests, the oldest first. */
  referrals: readonly { reference: string; receivedAt: string; from: string }[];
  /** What each role is called. */
  roles: Readonly<Record<string, string>>;
};

/** The surroundings of a case, in one query. An address that is hidden leads to nobody. */
export async function caseSurroundings(
  database: Database,
  caseId: number,
): Promise<CaseSurroundings | undefined> {
  const { rows } = await sql<CaseSurroundings>`
    select owner.name as owner, areas.name as area, schools.name as school,
      (select json_object_agg(role, title) from roles) as roles,
      (select coalesce(json_agg(json_build_object('reference', r.reference, 'receivedAt', r.received_at,
        'from', coalesce(sender_school.name, agencies.name, sender.name)) order by r.id), '[]')
        from referrals r join people as sender on sender.id = r.made_by left join schools as sender_school on sender_school.id = r.school_id
        left join agencies on agencies.id = r.agency_id where r.case_id = cases.id) as referrals, (
      select coalesce(json_agg(json_build_object('id', other.id, 'forename', other.forename, 'surname', other.surname,
        'dateOfBirth', other.date_of_birth, 'upn', other.upn, 'linked', case when other.one_child_id = child.one_child_id then 'same' else coalesce((select nullif(s.decision, 'undone') from second_records s
          where s.child_id = least(child.id, other.id) and s.other_child_id = greatest(child.id, other.id) order by s.id desc limit 1), (select l.decided from list_links l join list_entries e on e.id = l.entry_id
          where (l.child_id, e.child_id) in ((child.id, other.id), (other.id, child.id)) and l.decided in ('same', 'different') order by l.decision_id desc limit 1)) end,
        'educated', other.educated, 'schoolName', s.name, 'caseReference', k.reference, 'livesThere', t.lives_there, 'wasThere', t.was_there, 'untilOn', t.until_on,
        'sharesCarer', t.shares_carer)
        order by other.date_of_birth, other.id), '[]')
      from (select distinct on (id) * from (
            select * from children_together(child.id)
            union all select record, false, false, null, false from (
              select records_of_child(child.id) as record union select namesakes_of(child.id)) as records where record <> child.id) as every
          order by id, lives_there desc, was_there desc, shares_carer desc) as t
        join children as other on other.id = t.id
        left join schools s on s.id = other.school_id and other.on_roll
        left join cases k on k.child_id = other.id and k.open and k.authority_id = cases.authority_id
      ) as together
    from cases join children as child on child.id = cases.child_id
      left join people as owner on owner.id = cases.owner_id left join areas on areas.id = cases.area_id
      left join schools on schools.id = cases.school_id
    where cases.id = ${caseId}`.execute(database);
  return rows[0];
}
