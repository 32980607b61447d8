import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Published } from "./key-document.ts";
import type { newKeys, PublicKeys, SecretKey } from "./keys.ts";

/** A pair of keys of one of our authorities, as it is shown: never its secrets. */
export type OwnKeys = PublicKeys & {
  id: number;
  authorityId: number;
  madeAt: Temporal.Instant;
  usedFrom: Temporal.Instant | null;
};

const shown = sql`k.id, k.authority_id as "authorityId", k.fingerprint, k.sign_key_id as "signKeyId", k.open_key_id as "openKeyId",
  k.sign_key as "signKey", k.open_key as "openKey", k.made_at as "madeAt", k.used_from as "usedFrom"`;

/** The keys of an authority that have not ended, the newest first. */
export async function keysOf(database: Database, authorityId: number): Promise<OwnKeys[]> {
  const { rows } = await sql<OwnKeys>`select ${shown} from exchange_keys k
    where k.authority_id = ${authorityId} and k.ended_at is null order by k.id desc`.execute(database);
  return rows;
}

/** Our authorities that have keys, each with those that have not ended: what everybody may know. */
export async function publishedKeys(database: Database): Promise<Omit<Published, "address">[]> {
  const { rows } = await sql<Omit<Published, "address">>`select a.code, a.name,
      json_agg(json_build_object('signKey', k.sign_key, 'openKey', k.open_key) order by k.id desc) as keys
    from exchange_keys k join authorities a on a.id = k.authority_id where k.ended_at is null group by a.id order by a.code`.execute(
    database,
  );
  return rows;
}

/** Keeps new keys; undefined where the next ones were made already. */
export async function insertKeys(
  database: Database,
  authorityId: number,
  keys: Awaited<ReturnType<typeof newKeys>>,
  at: Temporal.Instant,
): Promise<number | undefined> {
  const json = (key: object) => sql`${JSON.stringify(key)}::jsonb`;
  const { rows } = await sql<{ id: number | null }>`
    select make_exchange_keys(${authorityId}, ${keys.fingerprint}, ${keys.signKeyId}, ${keys.openKeyId}, ${json(keys.signKey)},
      ${json(keys.openKey)}, ${json(keys.signSecret)}, ${json(keys.openSecret)}, ${at}) as id`.execute(
    database,
  );
  return rows[0]?.id ?? undefined;
}

/** If it was this that took the keys into use. */
export async function takeIntoUse(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select use_exchange_keys(${id}, ${at}) as done`.execute(
    database,
  );
  return rows[0]?.done ?? false;
}

/** If it was this that ended the keys: others are in use, and nothing waits that these alone open. */
export async function endKeys(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select end_exchange_keys(${id}, ${at}) as done`.execute(
    database,
  );
  return rows[0]?.done ?? false;
}

/** If an authority has a key of this name that opens what comes. */
export async function opensWith(
  database: Database,
  authorityId: number,
  openKeyId: string,
): Promise<boolean> {
  const { rows } = await sql`select from exchange_keys
    where open_key_id = ${openKeyId} and authority_id = ${authorityId} and ended_at is null`.execute(
    database,
  );
  return rows.length > 0;
}

/** With what an authority signs now. As the owner. */
export async function signingKey(
  owner: Database,
  authorityId: number,
): Promise<{ secret: SecretKey; keyId: string } | undefined> {
  const { rows } = await sql<{ secret: SecretKey; keyId: string }>`
    select sign_secret as secret, sign_key_id as "keyId" from exchange_keys
    where authority_id = ${authorityId} and used_from is not null and ended_at is null order by used_from desc, id desc limit 1`.execute(
    owner,
  );
  return rows[0];
}

/** What opens a parcel. As the owner. */
export async function openingKey(owner: Database, openKeyId: string): Promise<SecretKey | undefined> {
  const { rows } = await sql<{ secret: SecretKey }>`
    select open_secret as secret from exchange_keys where open_key_id = ${openKeyId} and ended_at is null`.execute(
    owner,
  );
  return rows[0]?.secret;
}
