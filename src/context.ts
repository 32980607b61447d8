import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { type Act, requireAct, type Viewer } from "./access/index.ts";
import { type AuditEntry, appendEntries, type ReadingRecord } from "./audit/index.ts";
import {
  type ConnectionPool,
  type Database,
  databaseFor,
  inTransactionOrAgain,
  RecordedAlready,
  readingDatabaseFor,
} from "./database/index.ts";
import type { JobQueue } from "./jobs/queue.ts";
import { type Procedure, takeUpVersions } from "./procedures/index.ts";
import type { Settings } from "./settings.ts";

/** The running program: what every request and job stands on. */
export type Keepsight = {
  settings: Settings;
  pool: ConnectionPool;
  /** Reads are recorded here, in groups. */
  readingRecord: ReadingRecord;
  /** The shipped ones and those that authorities have put in force. Ask `proceduresOf` for a case's own. */
  procedures: readonly Procedure[];
  jobs: JobQueue;
  /** The only clock. */
  now: () => Temporal.Instant;
};

/** Who acts, when, and through which door to the database. Everything that reads or writes gets one. */
export type Context = {
  viewer: Viewer;
  now: Temporal.Instant;
  /** As this viewer may see it; within an act, the open transaction. */
  database: Database;
  procedures: readonly Procedure[];
  /** What is queued within an act is there when the act is, and not otherwise. */
  jobs: JobQueue;
  request: string;
  /** The form that asked for the act, where a page sent it. */
  sent?: SentForm | undefined;
  /** Records what was done or seen. Within an act it is part of the transaction; else the answer waits for it. */
  audit: (entry: AuditEntry) => Promise<void>;
};

/** A sent form: its key, and a digest of its address and of what was typed, by which it is known again under another key. */
export type SentForm = { key: string; digest: string };

/** A context for reading. `recorded` settles when everything seen so far is in the audit log. */
export type ReadingContext = Context & { recorded: () => Promise<void> };

/** Opens the reading door for one person and one request. */
export function readingContext(keepsight: Keepsight, viewer: Viewer, request: string): ReadingContext {
  const now = keepsight.now();
  const pending: Promise<void>[] = [];
  return {
    viewer,
    now,
    database: readingDatabaseFor(keepsight.pool, viewer.personId),
    procedures: keepsight.procedures,
    jobs: keepsight.jobs,
    request,
    audit: async (entry) => {
      const appended = keepsight.readingRecord.append({
        ...entry,
        at: now,
        personId: viewer.personId,
        request,
      });
      // Its failure is met in recorded(), before any answer leaves.
      appended.catch(() => {});
      pending.push(appended);
    },
    recorded: async () => {
      await Promise.all(pending);
    },
  };
}

/** One act by one person: what it is called, when, and the key of the form that asked for it. */
export type ActCall = {
  viewer: Viewer;
  act: Act;
  /** The key of the sent form or API write; the same key again gives the same answer and does nothing. */
  key?: string | undefined;
  /** What tells the form from others by its session, its address and what was typed: "session.words". See `wasSentLast`. */
  digest?: string | undefined;
  /** The keys under which the page's forms were sent before the browser went back to it. */
  before?: readonly string[] | undefined;
  now?: Temporal.Instant;
  request: string;
};

/**
 * Performs an act in one transaction: permission, decision, writing and audit happen together or not at all.
 * `work` may be begun anew while a later release migrates, so it reads whatever was sent before, and changes only the database.
 * The answer must be plain JSON: it is kept with the key and given again to the same form sent twice. Where a page that the browser had
 * kept is sent with other words, it is a form of its own.
 * @throws RecordedAlready for the same words from a page that the browser went back to, NotAllowed, NotFound, ChangedBySomeoneElse; nothing is kept then.
 */
export async function perform<Answer>(
  keepsight: Keepsight,
  call: ActCall,
  work: (context: Context) => Promise<Answer>,
): Promise<Answer> {
  requireAct(call.viewer, call.act);
  await takeUpVersions(keepsight);
  const now = call.now ?? keepsight.now();
  const { viewer, request } = call;
  return inTransactionOrAgain(databaseFor(keepsight.pool, viewer.personId), async (database) => {
    if (await wasDone(database, call)) throw new RecordedAlready();
    let { key } = call;
    if (key && !(await claimKey(database, { ...call, key }, now))) {
      const first = await formSentAs(database, key);
      if (!isAnother(first.digest, call.digest)) return first.answer as Answer;
      key = randomUUID();
      await claimKey(database, { ...call, key }, now);
    }
    const entries: Parameters<typeof appendEntries>[1][number][] = [];
    const answer = await work({
      viewer,
      now,
      database,
      procedures: keepsight.procedures,
      jobs: keepsight.jobs,
      request,
      sent: key && call.digest ? { key, digest: call.digest } : undefined,
      audit: async (entry) => {
        entries.push({ ...entry, at: now, personId: viewer.personId, request });
      },
    });
    await appendEntries(database, entries);
    if (key) {
      await database
        .updateTable("sent_forms")
        .set({ answer: sql`${JSON.stringify(answer ?? null)}::jsonb` })
        // Nothing was done: what was refused may be asked again in the same words.
        .$if(entries.length === 0, (form) => form.set({ digest: null }))
        .where("key", "=", key)
        .execute();
    }
    return answer;
  });
}

/** Whether this is the first time; a second one waits here until the first has ended. */
async function claimKey(
  database: Database,
  call: ActCall & { key: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const claimed = await database
    .insertInto("sent_forms")
    .values({
      key: call.key,
      person_id: call.viewer.personId,
      act: call.act,
      digest: call.digest ?? null,
      sent_at: now,
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .executeTakeFirst();
  return (claimed.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

function formSentAs(database: Database, key: string): Promise<{ answer: unknown; digest: string | null }> {
  return database
    .selectFrom("sent_forms")
    .select(["answer", "digest"])
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
}

/** If a form sent under a used key is another one: the same session sends other words. */
function isAnother(first: string | null, digest: string | undefined): boolean {
  return Boolean(first && digest) && first !== digest && first?.split(".")[0] === digest?.split(".")[0];
}

/** If the same words were sent from this page before the browser went back to it, and done, whatever was recorded since. */
async function wasDone(database: Database, { before = [], digest }: ActCall): Promise<boolean> {
  if (!digest || before.length === 0) return false;
  const same = await database
    .selectFrom("sent_forms")
    .select("key")
    .where("key", "in", before)
    .where("digest", "=", digest)
    .executeTakeFirst();
  return same !== undefined;
}

/**
 * If this same form, with the same words, is the last one that the person sent, within the hour. A browser that goes back loads the
 * page with a new key and keeps what was typed, so that the key tells nothing.
 */
export async function wasSentLast({
  database,
  viewer,
  now,
  sent,
}: Pick<Context, "database" | "viewer" | "now" | "sent">): Promise<boolean> {
  if (!sent) return false;
  const last = await database
    .selectFrom("sent_forms")
    .select("digest")
    .where("person_id", "=", viewer.personId)
    .where("key", "<>", sent.key)
    .where("sent_at", ">", now.subtract({ hours: 1 }))
    .where("sent_at", "<=", now)
    .orderBy("sent_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.digest === sent.digest;
}
