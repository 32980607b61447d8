import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { MissingPupil } from "../lives/index.ts";

/** A missing pupil, the procedure of their authority, and who may own the case. */
export type PupilFound = Omit<MissingPupil, "enquiryId" | "owner" | "left"> & {
  procedure: string;
  owners: readonly number[];
  leftOn: Temporal.PlainDate | null;
  ground: string | null;
  nth: number;
};

/**
 * Children of compulsory school age who left a school of ours and are on no roll now, with the people who would deal
 * with them; at most so many in each authority. The first school of each authority is left to whoever tries the program.
 */
export async function missingPupils(owner: Database, most: number): Promise<PupilFound[]> {
  const found = await sql<PupilFound>`
    with leaver as (
      select children.id, children.authority_id, children.area_id, children.school_id, schools.name as school, schools.phase,
        row_number() over (partition by children.authority_id order by children.id) as place
      from children join schools on schools.id = children.school_id
      where not children.on_roll and children.date_of_birth between '2010-09-01' and '2021-08-31'
        and schools.laestab not in (select min(laestab) from schools group by authority_id))
    select leaver.id as "childId", leaver.authority_id as "authorityId", leaver.area_id as "areaId", leaver.school_id as "schoolId",
      leaver.place as nth, leaver.school as "schoolName", coalesce(other.name, leaver.school) as "newSchoolName",
      authorities.procedure, roll.until_on as "leftOn", roll.leaving_reason as ground, working.posts, owners.ids as owners
    from leaver join authorities on authorities.id = leaver.authority_id
    left join lateral (select name from schools where authority_id = leaver.authority_id and id <> leaver.school_id
      order by phase <> leaver.phase, (id * 31 + leaver.id) % 7, id limit 1) other on true
    left join lateral (select until_on, leaving_reason from provisions where child_id = leaver.id and until_on is not null
      order by until_on desc limit 1) roll on true
    cross join lateral (select json_object_agg(role, person_id) as posts from (
      select distinct on (role) role, person_id from posts where authority_id = leaver.authority_id
      order by role, area_id is not distinct from leaver.area_id desc, school_id is not distinct from leaver.school_id desc, id) p) working
    cross join lateral (select array_agg(person_id order by id) as ids from posts
      where authority_id = leaver.authority_id and role = 'cme-officer') owners
    where place <= ${most}
    order by leaver.id`.execute(owner);
  return found.rows;
}
