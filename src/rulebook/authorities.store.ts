import type { Database } from "../database/index.ts";

/** The two letters of an authority, by which its own versions are named too. */
export async function initialsOf(database: Database, authorityId: number): Promise<string> {
  const { initials } = await database
    .selectFrom("authorities")
    .where("id", "=", authorityId)
    .select("initials")
    .executeTakeFirstOrThrow();
  return initials;
}

/** The names of authorities and the procedures that they work by. */
export function authoritiesNamed(database: Database, ids: readonly number[]) {
  return database
    .selectFrom("authorities")
    .where("id", "in", ids.length > 0 ? [...ids] : [0])
    .select(["id", "name", "procedure"])
    .orderBy("name")
    .execute();
}

/** The name of the procedure by which an authority works. */
export async function procedureOfAuthority(database: Database, authorityId: number): Promise<string> {
  const { procedure } = await database
    .selectFrom("authorities")
    .where("id", "=", authorityId)
    .select("procedure")
    .executeTakeFirstOrThrow();
  return procedure;
}
