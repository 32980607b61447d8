import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";

/** When the viewer's link was made, if one stands. */
export async function linkStanding(
  database: Database,
  personId: number,
): Promise<Temporal.Instant | undefined> {
  const found = await database
    .selectFrom("calendar_links")
    .select("made_at")
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return found?.made_at;
}

/** Ends the viewer's link, if one stands. */
export async function endLink({ database, viewer, now }: Context): Promise<void> {
  await database
    .updateTable("calendar_links")
    .set({ ended_at: now })
    .where("person_id", "=", viewer.personId)
    .where("ended_at", "is", null)
    .execute();
}

/** Keeps a new link of the viewer's. */
export async function insertLink({ database, viewer, now }: Context, tokenHash: Buffer): Promise<void> {
  await database
    .insertInto("calendar_links")
    .values({ person_id: viewer.personId, token_hash: tokenHash, made_at: now })
    .execute();
}

/** The person whose calendar a link is; undefined for one that is wrong or ended. */
export async function personOfLink(database: Database, tokenHash: Buffer): Promise<number | undefined> {
  const { rows } = await sql<{ person: number | null }>`select calendar_of(${tokenHash}) as person`.execute(
    database,
  );
  return rows[0]?.person ?? undefined;
}
