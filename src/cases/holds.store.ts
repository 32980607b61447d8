import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { RoutedFlag } from "./hold.ts";

/** A case of a child, and whether its facts say that this is feared. */
export type CaseOfFlagged = { id: number; reference: string; open: boolean; suspects: boolean };

/** The cases of a child that the viewer may know of, the latest first, and what they say of one fear. */
export async function casesOfFlagged(
  database: Database,
  childId: number,
  fear: RoutedFlag,
): Promise<CaseOfFlagged[]> {
  const { rows } = await sql<CaseOfFlagged>`
    select id, reference, open, is_feared(id, ${fear}) as suspects from cases
    where child_id = ${childId} order by id desc`.execute(database);
  return rows;
}

/** The people who may lift a hold in an authority today. */
export async function holdersOfRelease(database: Database, authorityId: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct people.name from posts join permissions using (role) join people on people.id = posts.person_id
    where permissions.act = 'lift-hold' and not posts.of_system and posts.authority_id = ${authorityId} and posts.from_on <= current_date
      and (posts.until_on is null or posts.until_on >= current_date) order by people.name`.execute(database);
  return rows.map(({ name }) => name);
}
