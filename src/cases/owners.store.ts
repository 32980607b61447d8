import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** Who may own cases of an authority: the people who may work them all. */
export function ownersIn(database: Database, authorityId: number): Promise<{ id: number; name: string }[]> {
  return database
    .selectFrom("posts")
    .innerJoin("permissions", "permissions.role", "posts.role")
    .innerJoin("people", "people.id", "posts.person_id")
    .where("permissions.act", "=", "work-case")
    .where("posts.authority_id", "=", authorityId)
    .where("posts.of_system", "=", sql.lit(false))
    .where("posts.from_on", "<=", sql<Temporal.PlainDate>`current_date`)
    .where((post) =>
      post.or([
        post("posts.until_on", "is", null),
        post("posts.until_on", ">=", sql<Temporal.PlainDate>`current_date`),
      ]),
    )
    .select(["people.id", "people.name"])
    .distinct()
    .orderBy("people.name")
    .execute();
}

/** Writes who owns a case. */
export async function setOwner(database: Database, caseId: number, ownerId: number): Promise<void> {
  await database.updateTable("cases").set({ owner_id: ownerId }).where("id", "=", caseId).execute();
}
