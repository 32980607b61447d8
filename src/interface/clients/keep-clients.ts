import { createHash, randomBytes } from "node:crypto";
import { requireAct } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import {
  type ApiClient,
  type ClientOrder,
  endClient,
  insertApiClient,
  letClientIn,
} from "./clients.store.ts";

/** 256 random bits behind a mark by which people and scanners know what it is. */
export function newSecret(mark: "keepsight_secret" | "keepsight_token"): string {
  return `${mark}_${randomBytes(32).toString("base64url")}`;
}

/** What is kept of a secret or a token. A plain hash will do: there is nothing to guess in 256 random bits. */
export function hashOfSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/**
 * Registers a client (act keep-clients); it calls nothing until a second person has let it in. Answers its key and the hash
 * that is kept. @throws NotAllowed
 */
export async function registerClient(
  { database, viewer, now, audit }: Context,
  order: ClientOrder,
  secretHash: Buffer,
): Promise<{ id: number; key: string; hash: string }> {
  const { authorityId, role, scopes } = order;
  requireAct(viewer, "keep-clients", { authorityId });
  const key = `ks_${randomBytes(9).toString("hex")}`;
  const id = await insertApiClient(database, order, { key, secretHash, at: now });
  await audit({
    ...{ act: "registered a client", subject: "client", subjectId: id, authorityId },
    details: { role, scopes },
  });
  return { id, key, hash: secretHash.toString("hex") };
}

/** Lets a client in (act keep-clients): another person than the one who made it and holds its secret. @throws NotFound for a client of others. */
export async function admitClient(
  { database, viewer, now, audit }: Context,
  { id, madeBy, admittedAt, authorityId }: ApiClient,
): Promise<"let-in" | "in-already" | "not-by-its-maker"> {
  if (admittedAt) return "in-already";
  if (madeBy === viewer.personId) return "not-by-its-maker";
  if (!(await letClientIn(database, id, now))) throw new NotFound();
  await audit({ act: "let a client in", subject: "client", subjectId: id, authorityId });
  return "let-in";
}

/** Withdraws a client and every token of it (act keep-clients); again, it changes nothing. @throws NotFound for a client of others. */
export async function withdrawClient(
  { database, now, audit }: Context,
  { id, withdrawnAt, authorityId }: ApiClient,
): Promise<"withdrawn" | "withdrawn-already"> {
  if (withdrawnAt) return "withdrawn-already";
  if (!(await endClient(database, id, now))) throw new NotFound();
  await audit({ act: "withdrew a client", subject: "client", subjectId: id, authorityId });
  return "withdrawn";
}
