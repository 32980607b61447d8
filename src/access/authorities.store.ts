import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** An authority: its number, its name, the two letters of its references, and the procedure that it works by. */
export type Authority = { id: number; code: string; name: string; initials: string; procedure: string };

const columns = ["id", "code", "name", "initials", "procedure"] as const;

/** The authorities with these ids, by name; left out, every one. */
export function authoritiesKnown(database: Database, ids?: readonly number[]): Promise<Authority[]> {
  return database
    .selectFrom("authorities")
    .$if(ids !== undefined, (query) => query.where("id", "=", sql<number>`any (${ids}::int[])`))
    .select(columns)
    .orderBy("name")
    .execute();
}

/** The authority with this id. Fails where there is none. */
export function authorityKnown(database: Database, id: number): Promise<Authority> {
  return database.selectFrom("authorities").where("id", "=", id).select(columns).executeTakeFirstOrThrow();
}

/** The id of the authority of this code or name, in capitals or not. */
export async function authorityCalled(database: Database, called: string): Promise<number | undefined> {
  const found = await database
    .selectFrom("authorities")
    .select("id")
    .where((of) => of.or([of("code", "=", called), of(of.fn("lower", ["name"]), "=", called.toLowerCase())]))
    .executeTakeFirst();
  return found?.id;
}

/** The names of these schools, by name. */
export async function schoolNames(database: Database, schools: readonly number[]): Promise<string[]> {
  const rows = await database
    .selectFrom("schools")
    .where("id", "=", sql<number>`any (${schools}::int[])`)
    .select("name")
    .orderBy("name")
    .execute();
  return rows.map(({ name }) => name);
}
