import { randomBytes } from "node:crypto";
import * as client from "openid-client";
import { appendEntries } from "../../audit/index.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor, inTransactionOrAgain } from "../../database/index.ts";
import { realmOf } from "../../sign-in-providers.ts";
import { personByGroups, postEntry, renewPosts, type SignInTold } from "../staff.store.ts";
import type { Viewer } from "../viewer.ts";
import { isOfBrowser, oldestSignIn } from "./begin-sign-in.ts";
import { asksForGroups, groupsTold } from "./groups-told.ts";
import { addressOf, type Provider } from "./provider-chosen.ts";
import { answerOf } from "./provider-met.ts";
import { hashOf } from "./session.ts";
import { bindInvited, endSession, personSignedIn, startSession, takeSignIn } from "./sign-in.store.ts";

/** One person's way back from the provider. */
export type SignInReturned = {
  /** The path and query that the provider sent the browser to. */
  url: string;
  state: string;
  /** The secret that the browser has kept since it left. */
  browser: string | undefined;
  /** The token of the session that this browser had before. */
  formerToken: string | undefined;
  request: string;
};

export type SignInOutcome =
  | { outcome: "signed-in"; token: string; returnTo: string }
  /** Another browser began it, or nobody, or too long ago. */
  | { outcome: "not-begun-here" }
  | { outcome: "no-role"; email: string | undefined }
  /** Many organisations share the issuer, and the account is another's. */
  | { outcome: "of-another-organisation" };

/** The provider that somebody comes back from, and how it is reached. */
export type ProviderBack = { chosen: Provider; met: client.Configuration };

/**
 * Checks what the provider sent back and starts a session under a new token; the browser's former one ends.
 * @throws ProviderSilent, and openid-client's own errors when the provider refuses in so many words.
 */
export async function completeSignIn(
  keepsight: Keepsight,
  provider: ProviderBack,
  returned: SignInReturned,
): Promise<SignInOutcome> {
  const database = databaseFor(keepsight.pool, undefined);
  const now = keepsight.now();
  if (!isOfBrowser(returned.state, returned.browser)) return { outcome: "not-begun-here" };
  const begun = await takeSignIn(database, returned.state, oldestSignIn(now));
  if (!begun || !isSentTo(provider.chosen, begun.provider)) return { outcome: "not-begun-here" };

  const tokens = await answerOf(
    client.authorizationCodeGrant(provider.met, new URL(returned.url, addressOf(keepsight.settings)), {
      pkceCodeVerifier: begun.codeVerifier,
      expectedState: begun.state,
      expectedNonce: begun.nonce,
    }),
  );
  const claims: Record<string, unknown> = tokens.claims() ?? {};
  if (Object.entries(provider.chosen.claims ?? {}).some(([claim, value]) => claims[claim] !== value))
    return { outcome: "of-another-organisation" };
  const { person, email } = await personOf(keepsight, provider, tokens, returned.request);
  if (!person || person.posts.length === 0) return { outcome: "no-role", email };

  const token = randomBytes(32).toString("base64url");
  await inTransactionOrAgain(database, async (transaction) => {
    if (returned.formerToken) await endSession(transaction, hashOf(returned.formerToken), now);
    await startSession(
      transaction,
      {
        tokenHash: hashOf(token),
        personId: person.personId,
        csrfSecret: randomBytes(32).toString("base64url"),
        idToken: tokens.id_token ?? null,
      },
      now,
    );
    await appendEntries(transaction, [signingEntry("signed in", person, returned.request, now)]);
  });
  return { outcome: "signed-in", token, returnTo: begun.returnTo };
}

function isSentTo(chosen: Provider, sentTo: string | null): boolean {
  return sentTo === null ? chosen.key === undefined : sentTo === realmOf(chosen);
}

/** The audit entry of signing in or out, where the auditors of the person's authority read it. */
export function signingEntry(act: string, person: Viewer, request: string, at: Temporal.Instant) {
  const authorityId = person.posts[0]?.authorityId;
  return {
    act,
    subject: "person" as const,
    subjectId: person.personId,
    ...(authorityId !== undefined && { authorityId }),
    at,
    personId: person.personId,
    request,
  };
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

async function personOf(
  keepsight: Keepsight,
  { chosen, met }: ProviderBack,
  tokens: Tokens,
  request: string,
) {
  const database = databaseFor(keepsight.pool, undefined);
  const told = tokens.claims();
  const issuer = realmOf({ ...chosen, issuer: met.serverMetadata().issuer });
  const subject = told?.sub ?? "";
  const known = await personSignedIn(database, issuer, subject);
  if (known && !asksForGroups(chosen)) return { person: known, email: undefined };
  const claims: Record<string, unknown> = {
    ...(await moreClaims(met, tokens.access_token, subject)),
    ...told,
  };
  const email = typeof claims["email"] === "string" ? claims["email"] : undefined;
  const verified = isVerified(claims) ? email : undefined;
  const isBound =
    known !== undefined || (verified && (await bindInvited(database, verified, { issuer, subject })));
  if (asksForGroups(chosen)) {
    const groups = await groupsTold(database, chosen, claims);
    const name = typeof claims["name"] === "string" ? claims["name"] : (email ?? subject);
    if (groups)
      await takeGroups(keepsight, { ...{ issuer, subject, name, email: verified }, ...groups }, request);
  } else if (!isBound) return { person: undefined, email };
  return { person: await personSignedIn(database, issuer, subject), email };
}

/** Keeps the groups that the provider named, and gives and ends posts by them before the person comes in. */
async function takeGroups(keepsight: Keepsight, told: SignInTold, request: string): Promise<void> {
  const at = keepsight.now();
  await inTransactionOrAgain(databaseFor(keepsight.pool, undefined), async (database) => {
    const personId = await personByGroups(database, told, at);
    if (personId === null) return;
    const renewed = await renewPosts(database, [personId], at);
    await appendEntries(
      database,
      renewed.map((post) => ({ ...postEntry(post), at, personId, request })),
    );
  });
}

/** Many providers keep the e-mail out of the first answer. */
async function moreClaims(provider: client.Configuration, accessToken: string, subject: string) {
  if (!provider.serverMetadata().userinfo_endpoint) return {};
  return answerOf(client.fetchUserInfo(provider, accessToken, subject));
}

/** Entra ID says in xms_edov, not in email_verified, that the tenant owns the e-mail's domain. */
function isVerified(claims: Record<string, unknown>): boolean {
  return [claims["email_verified"], claims["xms_edov"]].some((told) => ["true", "1"].includes(String(told)));
}
