import type { Database } from "../../database/index.ts";

/** What an agency is called. */
export async function agencyName(database: Database, id: number): Promise<string> {
  const { name } = await database
    .selectFrom("agencies")
    .where("id", "=", id)
    .select("name")
    .executeTakeFirstOrThrow();
  return name;
}
