import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import * as client from "openid-client";
import type { Keepsight } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { realmOf } from "../../sign-in-providers.ts";
import { addressOf, type Provider, returnPath } from "./provider-chosen.ts";
import { keepSignIn } from "./sign-in.store.ts";

/** Minutes that a person has at the provider: time to find a phone for the second factor. */
const minutesToSignIn = 15;

/** The earliest start of a sign-in that may still come back. */
export function oldestSignIn(now: Temporal.Instant): Temporal.Instant {
  return now.subtract({ minutes: minutesToSignIn });
}

/** A secret that one browser keeps while it signs in. */
export function browserSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Remembers what the way back will be checked against, and answers the provider's address to go to. */
export async function beginSignIn(
  keepsight: Keepsight,
  { chosen, met }: { chosen: Provider; met: client.Configuration },
  { browser, returnTo }: { browser: string; returnTo: string },
): Promise<URL> {
  const now = keepsight.now();
  const drawn = client.randomState();
  const signIn = {
    state: `${drawn}.${markOf(drawn, browser)}`,
    codeVerifier: client.randomPKCECodeVerifier(),
    nonce: client.randomNonce(),
    returnTo,
    provider: realmOf(chosen),
  };
  await keepSignIn(databaseFor(keepsight.pool, undefined), signIn, now, oldestSignIn(now));
  return client.buildAuthorizationUrl(met, {
    redirect_uri: addressOf(keepsight.settings) + returnPath(chosen),
    scope: chosen.scopes ?? "openid profile email",
    state: signIn.state,
    nonce: signIn.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(signIn.codeVerifier),
    code_challenge_method: "S256",
  });
}

/**
 * Whether the state was given to this very browser. Without it, a link with a stranger's code would sign its reader
 * in as the stranger. One secret serves several tabs that sign in at once.
 */
export function isOfBrowser(state: string, browser: string | undefined): boolean {
  const [drawn = "", mark = ""] = state.split(".");
  if (!browser) return false;
  const expected = Buffer.from(markOf(drawn, browser));
  const given = Buffer.from(mark);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function markOf(drawn: string, browser: string): string {
  return createHmac("sha256", browser).update(drawn).digest("base64url");
}
