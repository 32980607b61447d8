import { sql } from "kysely";
import { type Act, requireAct, type Viewer } from "./access/index.ts";
import { type AuditEntry, appendEntries, type ReadingRecord } from "./audit/index.ts";
import {
  type ConnectionPool,
  type Database,
  databaseFor,
  inTransactionOrAgain,
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
  /** What tells the form from others by its address and what was typed; see `wasSentLast`. */
  digest?: string | undefined;
  now?: Temporal.Instant;
  request: string;
};

/**
 * Performs an act in one transaction: permission, decision, writing and audit happen together or not at all.
 * `work` may be begun anew while a later release migrates, so it reads whatever was sent before, and changes only the database.
 * The answer must be plain JSON: it is kept with the key and given again to the same form sent twice.
 * @throws NotAllowed, NotFound, ChangedBySomeoneElse; nothing is kept then.
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
    if (call.key && !(await claimKey(database, call, now))) return answerGivenTo<Answer>(database, call.key);
    const entries: Parameters<typeof appendEntries>[1][number][] = [];
    const answer = await work({
      viewer,
      now,
      database,
      procedures: keepsight.procedures,
      jobs: keepsight.jobs,
      request,
      sent: call.key && call.digest ? { key: call.key, digest: call.digest } : undefined,
      audit: async (entry) => {
        entries.push({ ...entry, at: now, personId: viewer.personId, request });
      },
    });
    await appendEntries(database, entries);
    if (call.key) {
      await database
        .updateTable("sent_forms")
        .set({ answer: sql`${JSON.stringify(answer ?? null)}::jsonb` })
        .where("key", "=", call.key)
        .execute();
    }
    return answer;
  });
}

/** Whether this is the first time; a second one waits here until the first has ended. */
async function claimKey(database: Database, call: ActCall, now: Temporal.Instant): Promise<boolean> {
  const claimed = await database
    .insertInto("sent_forms")
    .values({
      key: call.key ?? "",
      person_id: call.viewer.personId,
      act: call.act,
      digest: call.digest ?? null,
      sent_at: now,
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .executeTakeFirst();
  return (claimed.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

async function answerGivenTo<Answer>(database: Database, key: string): Promise<Answer> {
  const sent = await database
    .selectFrom("sent_forms")
    .select("answer")
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  return sent.answer as Answer;
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
