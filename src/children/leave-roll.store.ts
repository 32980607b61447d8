import { sql } from "kysely";
import type { Context } from "../context.ts";

/**
 * Records that a child came off a school's roll on a day, for a reason and to a destination (a school by its seven-digit
 * number): the time on that roll ends, and the child is on no roll until one says so. [A03] [F03]
 */
export async function recordOffRoll(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  childId: number,
  told: { schoolId: number; on: Temporal.PlainDate; ground: string; destination: string; source: string },
): Promise<void> {
  const { schoolId, on, ground, destination, source } = told;
  await sql`
    insert into provisions (child_id, kind, school_id, place, hours_a_week, from_on, until_on, leaving_reason, destination,
      source, made_at, made_by, replaces)
    select child_id, kind, school_id, place, hours_a_week, from_on, ${on}::date, ${ground}, ${destination}, ${source},
      ${now}, ${viewer.personId}, id
    from provisions known
    where child_id = ${childId} and school_id = ${schoolId} and kind in ('on-roll', 'dual-registered')
      and not exists (select from provisions later where later.child_id = known.child_id and later.replaces = known.id)
    order by id desc limit 1`.execute(database);
  await database
    .updateTable("children")
    .set({
      on_roll: false,
      educated: sql<string>`case when educated = 'on-roll' then 'unknown' else educated end`,
    })
    .where("id", "=", childId)
    .where("school_id", "=", schoolId)
    .execute();
}
