import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import { type EmailAbout, type EmailToPost, wordsOf } from "./email.ts";

export type EmailState = "queued" | "sent" | "failed" | "not-sent";

/** An e-mail as the outbox shows it: without its link or code. */
export type Email = {
  id: number;
  to: string;
  about: EmailAbout;
  reference: string;
  subject: string;
  body: string;
  state: EmailState;
  tries: number;
  reason: string | null;
  madeAt: Temporal.Instant;
  settledAt: Temporal.Instant | null;
};

/** Appends an e-mail that waits to be sent; answers its id. */
export async function insertEmail(
  database: Database,
  email: EmailToPost,
  made: { at: Temporal.Instant; by: number },
): Promise<number> {
  const { id } = await database
    .insertInto("emails")
    .values({
      authority_id: email.authorityId,
      to_address: email.to,
      about: email.about,
      reference: email.reference,
      secret: email.secret ?? null,
      ...wordsOf(email),
      made_at: made.at,
      made_by: made.by,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

function emailsSeen(database: Database) {
  return database
    .selectFrom("emails")
    .select(["id", "to_address as to", "about", "reference", "subject", "body", "state", "tries", "reason"])
    .select(["made_at as madeAt", "settled_at as settledAt"])
    .$castTo<Email>();
}

/** The e-mails of some authorities, the latest first; `before` pages on, `failed` leaves out what went or waits. */
export function emailsOf(
  database: Database,
  asked: { authorities: number[]; before?: number | undefined; failed: boolean; count: number },
): Promise<Email[]> {
  let query = emailsSeen(database)
    .where("authority_id", "=", sql<number>`any (${asked.authorities}::int[])`)
    .orderBy("id", "desc")
    .limit(sql.lit(asked.count));
  if (asked.before !== undefined) query = query.where("id", "<", asked.before);
  if (asked.failed) query = query.where("state", "=", "failed");
  return query.execute();
}

/** The last e-mail about each of these references of an authority. */
export async function lastEmailsAbout(
  database: Database,
  references: readonly string[],
): Promise<Map<string, Email>> {
  const rows = await emailsSeen(database)
    .distinctOn("reference")
    .where("reference", "=", sql<string>`any (${references}::text[])`)
    .where("about", "<>", "answer-code")
    .orderBy("reference")
    .orderBy("id", "desc")
    .execute();
  return new Map(rows.map((email) => [email.reference, email]));
}

/** The links and codes of these e-mails that nobody was sent, for the outbox of a demonstration. */
export async function secretsOf(database: Database, ids: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; secret: string }>`
    select id, secret from email_secrets(${ids}::bigint[])`.execute(database);
  return new Map(rows.map(({ id, secret }) => [id, secret]));
}

export type EmailToSend = { id: number; to: string; subject: string; body: string; secret: string };

/** The e-mail with this id if it still waits, with its secret. Locked until the transaction ends. For the worker, as the owner. */
export async function emailToSend(owner: Database, id: number): Promise<EmailToSend | undefined> {
  const email = await owner
    .selectFrom("emails")
    .where("id", "=", id)
    .where("state", "=", "queued")
    .select(["id", "to_address as to", "subject", "body", "secret"])
    .forUpdate()
    .executeTakeFirst();
  return email && { ...email, secret: email.secret ?? "" };
}

/** Notes that an e-mail was tried: what became of it, and why. What has left, or never will, keeps no secret. */
export async function noteTry(
  owner: Database,
  id: number,
  { state, reason, at }: { state: EmailState; reason: string | null; at: Temporal.Instant },
): Promise<void> {
  await owner
    .updateTable("emails")
    .set((row) => ({
      state,
      reason,
      tries: sql<number>`${row.ref("tries")} + 1`,
      settled_at: state === "queued" ? null : at,
      // A demonstration's outbox shows links that work.
      ...((state === "sent" || state === "failed") && { secret: null }),
    }))
    .where("id", "=", id)
    .execute();
}
