import type { Keepsight } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { csrfTokenMatches, csrfTokenOf, hashOf, hasRunOut, isDueANote, type Session } from "./session.ts";
import { noteSessionSeen, secretsOfSessions, sessionRow } from "./sign-in.store.ts";

/**
 * Whose session the cookie's token is, with the roles that they hold today. Undefined when there is none or it was
 * signed out of; one that has run out comes back as expired.
 */
export async function sessionOf(
  keepsight: Keepsight,
  token: string | undefined,
): Promise<Session | undefined> {
  if (!token) return undefined;
  const database = databaseFor(keepsight.pool, undefined);
  const tokenHash = hashOf(token);
  const row = await sessionRow(database, tokenHash);
  if (!row) return undefined;
  const now = keepsight.now();
  const times = { startedAt: row.started_at, lastSeenAt: row.last_seen_at };
  const expired = hasRunOut(times, keepsight.settings, now);
  if (!expired && isDueANote(row.last_seen_at, keepsight.settings, now)) {
    await noteSessionSeen(database, tokenHash, now);
  }
  return {
    viewer: { personId: row.id, name: row.name, posts: row.posts },
    csrfToken: csrfTokenOf(row.csrf_secret),
    issuer: row.issuer,
    expired,
    tokenHash,
  };
}

/** How long a page may stand open before its form is forgotten with its session: a long weekend. */
const formerDays = 7;

/**
 * Whether a form's token is that of a session that the same person had before this one: they signed in again in another
 * tab, and go on in the page where they had been typing.
 */
export async function isOfFormerSession(
  keepsight: Keepsight,
  { viewer }: Session,
  given: string,
): Promise<boolean> {
  const since = keepsight.now().subtract({ hours: formerDays * 24 });
  const secrets = await secretsOfSessions(databaseFor(keepsight.pool, undefined), viewer.personId, since);
  return secrets.some((secret) => csrfTokenMatches({ csrfToken: csrfTokenOf(secret) }, given));
}
