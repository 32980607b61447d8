import type { Database } from "../database/index.ts";

export type Area = { id: number; name: string };

/** The areas of an authority, by name. */
export function areasOf(database: Database, authorityId: number): Promise<Area[]> {
  return database
    .selectFrom("areas")
    .where("authority_id", "=", authorityId)
    .select(["id", "name"])
    .orderBy("name")
    .execute();
}
