import type { FastifyRequest } from "fastify";
import { type Viewer, viewerOf } from "../../access/index.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { type CallingClient, keepToken, tokenUsed } from "./clients.store.ts";
import { hashOfSecret, newSecret } from "./keep-clients.ts";

/** Seconds for which a token is good. Withdrawing a client ends its tokens at once. */
export const tokenSeconds = 900;

type Issued = { token: string; scopes: string[] } | { refused: "invalid_client" | "invalid_scope" };

/** A token for a client that shows its key and secret, for the scopes that it asks for or all of its own (RFC 6749, 4.4). */
export async function issueToken(
  keepsight: Keepsight,
  { key, secret, wanted }: { key: string; secret: string; wanted: readonly string[] },
): Promise<Issued> {
  const token = newSecret("keepsight_token");
  const at = keepsight.now();
  const scopes = await keepToken(
    databaseFor(keepsight.pool, undefined),
    { key, secretHash: hashOfSecret(secret) },
    { hash: hashOfSecret(token), wanted, at, until: at.add({ seconds: tokenSeconds }) },
  );
  if (scopes === null) return { refused: "invalid_client" };
  return scopes.length === 0 ? { refused: "invalid_scope" } : { token, scopes };
}

/** The client whose token a request carries, and as whom it acts; undefined for none that is good. No cookie counts. */
export async function callingClient(
  keepsight: Keepsight,
  { headers }: FastifyRequest,
): Promise<(CallingClient & { viewer: Viewer }) | undefined> {
  const [, token] = /^Bearer (\S{20,200})$/i.exec(headers.authorization ?? "") ?? [];
  if (token === undefined) return undefined;
  const program = databaseFor(keepsight.pool, undefined);
  const client = await tokenUsed(program, hashOfSecret(token), keepsight.now());
  const viewer = client && (await viewerOf(program, client.personId));
  return client && viewer && { ...client, viewer };
}
