import type { Database } from "../../database/index.ts";

/** The councils that this system serves, by name. */
export async function councilsServed(
  database: Database,
): Promise<{ id: number; code: string; name: string }[]> {
  return database.selectFrom("authorities").select(["id", "code", "name"]).orderBy("name").execute();
}
