import * as client from "openid-client";
import { appendEntries } from "../../audit/index.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor, inTransactionOrAgain } from "../../database/index.ts";
import { signingEntry } from "./complete-sign-in.ts";
import type { Session } from "./session.ts";
import { endSession, endSessionsOf } from "./sign-in.store.ts";

/** Ends the session of this browser, or of every browser and phone of its person. Answers the provider's token for its own end. */
export function signOut(
  keepsight: Keepsight,
  session: Session,
  { everywhere, request }: { everywhere: boolean; request: string },
): Promise<string | null> {
  const now = keepsight.now();
  return inTransactionOrAgain(databaseFor(keepsight.pool, undefined), async (database) => {
    const ended = await endSession(database, session.tokenHash, now);
    if (everywhere) await endSessionsOf(database, session.viewer.personId, now);
    const act = everywhere ? "signed out everywhere" : "signed out";
    await appendEntries(database, [signingEntry(act, session.viewer, request, now)]);
    return ended?.idToken ?? null;
  });
}

/** Where to go after signing out: through the provider, so that it forgets the person too, when it offers that. */
export function addressAfterSignOut(
  provider: client.Configuration | undefined,
  idToken: string | null,
  signedOutAt: string,
): string {
  if (!provider?.serverMetadata().end_session_endpoint) return signedOutAt;
  return client.buildEndSessionUrl(provider, {
    post_logout_redirect_uri: signedOutAt,
    ...(idToken !== null && { id_token_hint: idToken }),
  }).href;
}
