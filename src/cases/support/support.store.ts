import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { Support } from "./support.ts";

/**
 * Who helps a child or helped, the latest first, of what nothing replaces; with `knownAt`, as it was known then. Empty for whom
 * it is none of their business: the database shows them none. [G05]
 */
export async function supportsOf(
  database: Database,
  childId: number,
  knownAt?: Temporal.Instant,
): Promise<Support[]> {
  const then = (made: string) => (knownAt ? sql`and ${sql.ref(made)} <= ${knownAt}` : sql``);
  const { rows } = await sql<Support>`
    select s.id, s.support, s.name, s.organisation, s.reached_by as "reachedBy", s.from_on as "fromOn", s.until_on as "untilOn",
      s.note, s.source, s.made_at as "madeAt", people.name as "madeBy"
    from child_supports s join people on people.id = s.made_by
    where s.child_id = ${childId} ${then("s.made_at")} and not exists (
      select from child_supports later where later.child_id = s.child_id and later.replaces = s.id ${then("later.made_at")})
    order by s.until_on is not null, s.id desc`.execute(database);
  return rows;
}

export type NewSupport = Omit<Support, "id" | "madeAt" | "madeBy">;

/** Appends who helps a child; `replaces` is the row that this one corrects or ends. */
export async function insertSupport(
  { database, viewer, now }: Context,
  childId: number,
  { support, name, organisation, reachedBy, fromOn, untilOn, note, source }: NewSupport,
  replaces: number | null = null,
): Promise<void> {
  await database
    .insertInto("child_supports")
    .values({
      child_id: childId,
      ...{ support, name, organisation, note, source, replaces },
      reached_by: reachedBy,
      from_on: fromOn,
      until_on: untilOn,
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
}
