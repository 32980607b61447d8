import { type CompiledQuery, type InferResult, sql } from "kysely";
import type { Database } from "../../database/index.ts";
import { postsOfPerson } from "../people.store.ts";
import type { Viewer } from "../viewer.ts";

/** A session's row with its person and their posts, unless it was ended. One query, put together once: every request asks it. */
export async function sessionRow(database: Database, tokenHash: Buffer) {
  sessionQuery ??= rowOfSession(database, tokenHash).compile();
  const { rows } = await database.executeQuery<SessionRow>({ ...sessionQuery, parameters: [tokenHash] });
  return rows[0];
}

type SessionRow = InferResult<ReturnType<typeof rowOfSession>>[number];
let sessionQuery: CompiledQuery | undefined;

function rowOfSession(database: Database, tokenHash: Buffer) {
  return database
    .selectFrom("sessions")
    .innerJoin("people", "people.id", "sessions.person_id")
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .select([
      "people.id",
      "people.name",
      "people.issuer",
      "csrf_secret",
      "started_at",
      "last_seen_at",
      postsOfPerson.as("posts"),
    ]);
}

/** The secrets of a person's sessions that began since, ended ones too. */
export async function secretsOfSessions(
  database: Database,
  personId: number,
  since: Temporal.Instant,
): Promise<string[]> {
  const sessions = await database
    .selectFrom("sessions")
    .where("person_id", "=", personId)
    .where("started_at", ">=", since)
    .select("csrf_secret")
    .execute();
  return sessions.map(({ csrf_secret }) => csrf_secret);
}

/** Notes that a session was used. */
export async function noteSessionSeen(
  database: Database,
  tokenHash: Buffer,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable("sessions")
    .set({ last_seen_at: now })
    .where("token_hash", "=", tokenHash)
    .where("last_seen_at", "<", now)
    .execute();
}

export type SessionToStart = {
  tokenHash: Buffer;
  personId: number;
  csrfSecret: string;
  idToken: string | null;
};

/** Keeps a new session. */
export async function startSession(
  database: Database,
  { tokenHash, personId, csrfSecret, idToken }: SessionToStart,
  now: Temporal.Instant,
): Promise<void> {
  await database
    .insertInto("sessions")
    .values({
      token_hash: tokenHash,
      person_id: personId,
      csrf_secret: csrfSecret,
      id_token: idToken,
      started_at: now,
      last_seen_at: now,
    })
    .execute();
}

/** Ends one session; the answer is what the provider needs to end its own, when there is one. */
export async function endSession(
  database: Database,
  tokenHash: Buffer,
  now: Temporal.Instant,
): Promise<{ idToken: string | null } | undefined> {
  const ended = await database
    .updateTable("sessions")
    .set({ ended_at: now })
    .where("token_hash", "=", tokenHash)
    .where("ended_at", "is", null)
    .returning("id_token as idToken")
    .executeTakeFirst();
  return ended;
}

/** Ends every session of a person and answers how many there were. */
export async function endSessionsOf(
  database: Database,
  personId: number,
  now: Temporal.Instant,
): Promise<number> {
  const ended = await database
    .updateTable("sessions")
    .set({ ended_at: now })
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** What must be known again when a person comes back from the provider. */
export type SignInUnderWay = {
  state: string;
  codeVerifier: string;
  nonce: string;
  returnTo: string;
  /** To which provider the person was sent; null by a release that knew one alone. */
  provider: string | null;
};

/** Keeps a sign-in that has begun, and forgets those that began before `oldest` and never came back. */
export async function keepSignIn(
  database: Database,
  { state, codeVerifier, nonce, returnTo, provider }: SignInUnderWay,
  now: Temporal.Instant,
  oldest: Temporal.Instant,
): Promise<void> {
  await database.deleteFrom("sign_ins").where("begun_at", "<", oldest).execute();
  await database
    .insertInto("sign_ins")
    .values({ state, code_verifier: codeVerifier, nonce, return_to: returnTo, begun_at: now, provider })
    .execute();
}

/** Takes a sign-in back out, so that none can be used twice; undefined when it began before `oldest` or never. */
export async function takeSignIn(
  database: Database,
  state: string,
  oldest: Temporal.Instant,
): Promise<SignInUnderWay | undefined> {
  const row = await database
    .deleteFrom("sign_ins")
    .where("state", "=", state)
    .returning(["code_verifier", "nonce", "return_to", "begun_at", "provider"])
    .executeTakeFirst();
  if (!row || Temporal.Instant.compare(row.begun_at, oldest) < 0) return undefined;
  const { provider, nonce } = row;
  return { state, codeVerifier: row.code_verifier, nonce, returnTo: row.return_to, provider };
}

/** The person whom the provider knows by this subject. */
export async function personSignedIn(
  database: Database,
  issuer: string,
  subject: string,
): Promise<Viewer | undefined> {
  const row = await database
    .selectFrom("people")
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .select(["people.id", "people.name", postsOfPerson.as("posts")])
    .executeTakeFirst();
  return row && { personId: row.id, name: row.name, posts: row.posts };
}

/**
 * Gives an invited person the provider's subject, once; whoever has ever signed in is not bound anew by an e-mail. Nobody is
 * bound who holds a place for which the provider does not speak.
 */
export async function bindInvited(
  database: Database,
  email: string,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<boolean> {
  const { rows } = await sql<{
    bound: boolean;
  }>`select bind_invited(${issuer}, ${subject}, ${email}) as bound`.execute(database);
  return rows[0]?.bound ?? false;
}
