import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Feed, Rhythm } from "./feed-rhythm.ts";
import { listDefinitions } from "./lists/index.ts";

/** Every list of the viewer's authorities, in the order of the definitions. */
export async function feedsOf(database: Database): Promise<Feed[]> {
  const { rows } = await sql<
    Pick<Feed, "authorityId" | "authority" | "list" | "lastAt"> & { expected: Rhythm | null }
  >`
    select authority_id as "authorityId", authority, list, last_at as "lastAt", expected
    from feeds_known(${listDefinitions.map(({ list }) => list)}::text[]) order by authority_id`.execute(
    database,
  );
  const byList = Map.groupBy(rows, ({ list }) => list);
  return listDefinitions.flatMap(({ list, title, word, expected }) =>
    (byList.get(list) ?? []).map((row) => ({ ...row, title, word, expected: row.expected ?? expected })),
  );
}

/** Keeps how often an authority says that a list is to come. */
export async function insertRhythm(
  database: Database,
  said: Pick<Feed, "authorityId" | "list" | "expected"> & { at: Temporal.Instant; by: number },
): Promise<void> {
  await database
    .insertInto("feed_rhythms")
    .values({
      authority_id: said.authorityId,
      list: said.list,
      expected: said.expected,
      made_at: said.at,
      made_by: said.by,
    })
    .execute();
}
