import type { Database } from "../database/index.ts";

/** The schools of an authority with their seven-digit numbers. */
export function schoolsNumbered(
  database: Database,
  authorityId: number,
): Promise<{ id: number; name: string; laestab: string }[]> {
  return database
    .selectFrom("schools")
    .select(["id", "name", "laestab"])
    .where("authority_id", "=", authorityId)
    .execute();
}
