import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** A child at the same address, and where that child is in life. */
type ChildAtAddress = {
  id: number;
  forename: string;
  surname: string;
  educated: string;
  schoolName: string | null;
  caseReference: string | null;
};

/** What stands around a case: the names of its owner, area and school, and who else lives at the child's address. */
export type CaseSurroundings = {
  owner: string | null;
  area: string | null;
  school: string | null;
  together: readonly ChildAtAddress[];
  /** What each role is called. */
  roles: Readonly<Record<string, string>>;
};

/** The surroundings of a case, in one query. An address that is hidden or left leads to nobody. */
export async function caseSurroundings(
  database: Database,
  caseId: number,
): Promise<CaseSurroundings | undefined> {
  const { rows } = await sql<CaseSurroundings>`
    select owner.name as owner, areas.name as area, schools.name as school,
      (select json_object_agg(role, title) from roles) as roles, (
      select coalesce(json_agg(json_build_object('id', other.id, 'forename', other.forename, 'surname', other.surname,
        'educated', other.educated, 'schoolName', s.name, 'caseReference', k.reference)
        order by other.date_of_birth, other.id), '[]')
      from children as other left join schools s on s.id = other.school_id and other.on_roll
        left join cases k on k.child_id = other.id and k.open and k.authority_id = cases.authority_id
      where other.postcode = child.postcode and other.id <> child.id and child.postcode not like 'ZZ99%'
        and exists (select from child_addresses mine, child_addresses theirs
          where mine.child_id = child.id and theirs.child_id = other.id and lower(mine.lines) = lower(theirs.lines)
            and mine.postcode = theirs.postcode and not mine.hidden and not theirs.hidden
            and mine.certainty <> 'left' and theirs.certainty <> 'left'
            and not exists (select from child_addresses later where later.child_id = child.id and later.replaces = mine.id)
            and not exists (select from child_addresses later where later.child_id = other.id and later.replaces = theirs.id))
      ) as together
    from cases join children as child on child.id = cases.child_id
      left join people as owner on owner.id = cases.owner_id left join areas on areas.id = cases.area_id
      left join schools on schools.id = cases.school_id
    where cases.id = ${caseId}`.execute(database);
  return rows[0];
}
