import { sql } from "kysely";
import type { Database } from "../../database/index.ts";

/** A key as it is shown to those who keep keys: never the key itself. */
export type ApiKey = {
  id: number;
  called: string;
  school: string | null;
  lists: string[];
  madeAt: Temporal.Instant;
  madeBy: string;
  lastUsedAt: Temporal.Instant | null;
  revokedAt: Temporal.Instant | null;
};

function keysSeen(database: Database) {
  return database
    .selectFrom("api_keys as key")
    .innerJoin("people as maker", "maker.id", "key.made_by")
    .leftJoin("schools as school", "school.id", "key.school_id")
    .select(["key.id", "key.called", "school.name as school", "key.lists", "key.made_at as madeAt"])
    .select(["maker.name as madeBy", "key.last_used_at as lastUsedAt", "key.revoked_at as revokedAt"]);
}

/** The keys of the viewer's authorities, the newest first; `before` pages on. */
export function apiKeys(
  database: Database,
  { before, count }: { before?: number | undefined; count: number },
): Promise<ApiKey[]> {
  const query = keysSeen(database).orderBy("key.id", "desc").limit(sql.lit(count));
  return (before === undefined ? query : query.where("key.id", "<", before)).execute();
}

/** The key of this id that the viewer may see. */
export function apiKeyOf(database: Database, id: number): Promise<ApiKey | undefined> {
  return keysSeen(database).where("key.id", "=", id).executeTakeFirst();
}

/** For whom a key is made and what may be sent with it. */
export type KeyOrder = {
  authorityId: number;
  schoolId: number | null;
  lists: readonly string[];
  called: string;
};

/** Makes a key of which only the hash is kept; answers its id. */
export async function insertApiKey(
  database: Database,
  { authorityId, schoolId, lists, called }: KeyOrder,
  hash: Buffer,
  at: Temporal.Instant,
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    select make_api_key(${authorityId}, ${schoolId}, ${lists}::text[], ${called}, ${hash}, ${at}) as id`.execute(
    database,
  );
  return rows[0]?.id ?? 0;
}

/** If the key was good until now and the viewer may revoke it. */
export async function revokeKey(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ revoked: boolean }>`select revoke_api_key(${id}, ${at}) as revoked`.execute(
    database,
  );
  return rows[0]?.revoked ?? false;
}

/** A key that is good: as whom it sends, for whom, and which lists. */
export type GoodKey = {
  id: number;
  personId: number;
  authorityId: number;
  schoolId: number | null;
  lists: string[];
};

/** The good key with this hash, and that it is used now. */
export async function keyUsed(
  database: Database,
  hash: Buffer,
  at: Temporal.Instant,
): Promise<GoodKey | undefined> {
  const { rows } = await sql<GoodKey>`
    select id, person_id as "personId", authority_id as "authorityId", school_id as "schoolId", lists
    from use_api_key(${hash}, ${at})`.execute(database);
  return rows[0];
}

/** The id of the school of this number. */
export async function schoolNumbered(
  database: Database,
  laestab: string,
): Promise<{ id: number; authorityId: number } | undefined> {
  return database
    .selectFrom("schools")
    .where("laestab", "=", laestab)
    .select(["id", "authority_id as authorityId"])
    .executeTakeFirst();
}
