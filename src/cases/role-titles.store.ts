import type { Database } from "../database/index.ts";

/** What each role is called. */
export async function roleTitles(database: Database): Promise<Map<string, string>> {
  const rows = await database.selectFrom("roles").select(["role", "title"]).execute();
  return new Map(rows.map(({ role, title }) => [role, title]));
}
