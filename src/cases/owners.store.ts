import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/index.ts";

/** As SQL: the ids of those who may own cases of an authority today. Whoever owns one and is not among them has left. */
export function ownersToday(authorityId: number): RawBuilder<unknown> {
  return sql`select posts.person_id from posts join permissions using (role)
    where permissions.act = 'work-case' and posts.authority_id = ${authorityId} and not posts.of_system
      and current_date >= posts.from_on and (posts.until_on is null or current_date <= posts.until_on)`;
}

/** Who may own cases of an authority: the people who may work them all. */
export function ownersIn(database: Database, authorityId: number): Promise<{ id: number; name: string }[]> {
  return database
    .selectFrom("people")
    .where(sql<boolean>`people.id in (${ownersToday(authorityId)})`)
    .select(["people.id", "people.name"])
    .orderBy("people.name")
    .execute();
}

/** Writes who owns a case. */
export async function setOwner(database: Database, caseId: number, ownerId: number): Promise<void> {
  await database.updateTable("cases").set({ owner_id: ownerId }).where("id", "=", caseId).execute();
}
