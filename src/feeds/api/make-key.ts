import { createHash, randomBytes } from "node:crypto";
import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { insertApiKey, type KeyOrder, revokeKey } from "./api-keys.store.ts";

/** A new key: 256 random bits behind a mark by which people and scanners know what it is. */
export function newKey(): string {
  return `keepsight_${randomBytes(32).toString("base64url")}`;
}

/** What is kept of a key. A plain hash will do: there is nothing to guess in 256 random bits. */
export function hashOfKey(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

/** Makes a key for one authority or one school of it (act keep-api-keys); answers the hash that is kept. @throws NotAllowed */
export async function makeApiKey(
  { database, viewer, now, audit }: Context,
  order: KeyOrder,
  hash: Buffer,
): Promise<string> {
  const { authorityId, schoolId, lists } = order;
  requireAct(viewer, "keep-api-keys", { authorityId });
  const id = await insertApiKey(database, order, hash, now);
  await audit({
    ...{ act: "made a key for lists", subject: "key", subjectId: id, authorityId },
    details: { lists, school: schoolId },
  });
  return hash.toString("hex");
}

/** Revokes a key (act keep-api-keys); again, it changes nothing. @throws NotFound for a key of others. */
export async function revokeApiKey(
  { database, now, audit }: Context,
  { id, revokedAt }: { id: number; revokedAt: Temporal.Instant | null },
): Promise<"revoked" | "revoked-already"> {
  if (revokedAt) return "revoked-already";
  if (!(await revokeKey(database, id, now))) throw new NotFound("key");
  await audit({ act: "revoked a key for lists", subject: "key", subjectId: id });
  return "revoked";
}
