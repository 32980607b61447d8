import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { ProcedureAct } from "../procedures/index.ts";

/** A step that a school owes for one of its pupils. */
export type OwedBySchool = {
  childId: number;
  /** The case, or the referral that was passed on: what to name to the officer, where the school may not see whose it is. */
  reference: string;
  act: ProcedureAct;
  asks: string;
  clause: string;
  dueAt: Temporal.Instant;
  /** Null where the school may not see the record any more: the pupil is on another roll. */
  name: string | null;
  /** The school of the record. */
  school: string | null;
};

/**
 * What these schools owe for their pupils, in cases and on referrals that were passed on: the fifty soonest due first,
 * without the acts that are held of a child with one of the flags.
 */
export async function owedBySchools(
  database: Database,
  schools: readonly number[],
  { actsHeld, holdingFlags }: { actsHeld: readonly string[]; holdingFlags: readonly string[] },
): Promise<OwedBySchool[]> {
  const { rows } = await sql<OwedBySchool>`
    select o.child_id as "childId", o.reference, o.act, o.asks, o.clause, o.due_at as "dueAt",
      c.forename || ' ' || c.surname as name, s.name as school
    from owed_by_schools(${schools}::int[], ${actsHeld}::text[], ${holdingFlags}::text[]) o
      left join children c on c.id = o.child_id left join schools s on s.id = c.school_id
    order by o.due_at, o.child_id`.execute(database);
  return rows;
}
