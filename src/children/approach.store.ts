import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/**
 * If nobody may approach the family of a child now: for its own sake, or for that of another child who lives or lived with it or
 * shares a carer, also one whose record the viewer may not see; or because the child has died. [E04]
 */
export type Approach = "barred" | "barred-for-another" | "died" | "free";

/** How a child's family may be approached now, by the children's own flags and by whether the child lives. One query. */
export async function approachTo(database: Database, childId: number): Promise<Approach> {
  const { rows } = await sql<{ approach: Approach }>`
    select case when is_approach_barred(${childId}) then 'barred' when has_died(${childId}) then 'died'
      when is_family_barred(${childId}) then 'barred-for-another' else 'free' end as approach`.execute(
    database,
  );
  return rows[0]?.approach ?? "free";
}
