import type { FastifyRequest } from "fastify";
import { type Viewer, viewerOf } from "../../access/index.ts";
import { appendEntries } from "../../audit/index.ts";
import type { Keepsight } from "../../context.ts";
import { type Database, databaseFor, inTransactionOrAgain } from "../../database/index.ts";
import { type CallingClient, keepToken, staffSecretUsed, tokenUsed } from "./clients.store.ts";
import { hashOfSecret, newSecret } from "./keep-clients.ts";

/** Seconds for which a token is good. Withdrawing a client ends its tokens at once. */
export const tokenSeconds = 900;

type Issued = { token: string; scopes: string[] } | { refused: "invalid_client" | "invalid_scope" };

/**
 * A token for a client that shows its key and secret, for the scopes that it asks for or all of its own (RFC 6749, 4.4).
 * The token is good only with its entry in the audit log.
 */
export async function issueToken(
  keepsight: Keepsight,
  asked: { key: string; secret: string; wanted: readonly string[]; request: string },
): Promise<Issued> {
  const { key, secret, wanted, request } = asked;
  const token = newSecret("keepsight_token");
  const hash = hashOfSecret(token);
  const at = keepsight.now();
  return inTransactionOrAgain(databaseFor(keepsight.pool, undefined), async (program) => {
    const client = { key, secretHash: hashOfSecret(secret) };
    const until = at.add({ seconds: tokenSeconds });
    const scopes = await keepToken(program, client, { hash, wanted, at, until });
    if (scopes === null) return { refused: "invalid_client" };
    if (scopes.length === 0) return { refused: "invalid_scope" };
    const given = await tokenUsed(program, hash, at);
    if (!given) throw new Error("A token that was just given is not known.");
    const { id: subjectId, personId, authorityId } = given;
    await appendEntries(program, [
      {
        ...{ act: "got a token", subject: "client", subjectId, authorityId, details: { scopes } },
        ...{ at, personId, request },
      },
    ]);
    return { token, scopes };
  });
}

/** A client that calls, and as whom it acts. */
export type Calling = CallingClient & { viewer: Viewer };

/** The client whose token a request carries, and as whom it acts; undefined for none that is good. No cookie counts. */
export async function callingClient(
  keepsight: Keepsight,
  request: FastifyRequest,
): Promise<Calling | undefined> {
  const token = bearerOf(request);
  if (token === undefined) return undefined;
  const program = databaseFor(keepsight.pool, undefined);
  return withViewer(program, await tokenUsed(program, hashOfSecret(token), keepsight.now()));
}

/** The directory of staff that calls: by a token with the scope `staff`, or by its secret itself, which most of them send. */
export async function callingDirectory(
  keepsight: Keepsight,
  request: FastifyRequest,
): Promise<Calling | undefined> {
  const bearer = bearerOf(request);
  if (bearer === undefined) return undefined;
  const program = databaseFor(keepsight.pool, undefined);
  const used = bearer.startsWith("keepsight_secret") ? staffSecretUsed : tokenUsed;
  const client = await used(program, hashOfSecret(bearer), keepsight.now());
  return client?.scopes.includes("staff") ? withViewer(program, client) : undefined;
}

function bearerOf({ headers }: FastifyRequest): string | undefined {
  return /^Bearer (\S{20,200})$/i.exec(headers.authorization ?? "")?.[1];
}

async function withViewer(
  database: Database,
  client: CallingClient | undefined,
): Promise<Calling | undefined> {
  const viewer = client && (await viewerOf(database, client.personId));
  return client && viewer && { ...client, viewer };
}
