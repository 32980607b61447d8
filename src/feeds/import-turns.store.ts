import { sql } from "kysely";
import type { ConnectionPool, Database } from "../database/index.ts";

/** Held while a file is read; any number that no other program uses. */
const fileLock = 728_114_004;
/** Held by whoever merges rows: by the batches of one file together (see 0008-list-merging.sql), or by one row alone. */
const mergeLock = 728_114_005;

/** Held by the worker that looks into the watched folder. */
const folderLock = 728_114_006;

/**
 * Runs `work` while no other file is read on this database, so that no two can both be the first to name a child.
 * Another file waits here, and takes its turn when this one has ended or its program has died. The signal that `work`
 * gets says that the turn was lost: work must then stop.
 */
export async function oneFileAtATime(
  pool: ConnectionPool,
  work: (turnLost: AbortSignal) => Promise<void>,
): Promise<void> {
  const holder = await pool.connect();
  const turn = new AbortController();
  holder.on("error", (fault) => turn.abort(fault));
  try {
    await holder.query("select pg_advisory_lock($1)", [fileLock]);
    await work(turn.signal);
  } finally {
    // The turn ends with its connection, however the work ended.
    holder.release(true);
  }
}

/** Runs `work` unless another worker is at it: it would take in the same files. */
export async function aloneInFolder(pool: ConnectionPool, work: () => Promise<void>): Promise<void> {
  const holder = await pool.connect();
  holder.on("error", () => {});
  try {
    const { rows } = await holder.query("select pg_try_advisory_lock($1) as held", [folderLock]);
    if (!rows[0]?.held) return;
    await work();
    // The next look must not meet this one's connection while it is still being closed.
    await holder.query("select pg_advisory_unlock($1)", [folderLock]);
  } finally {
    holder.release(true);
  }
}

/** Lets this transaction alone merge rows: it waits for the batches under way, and those after wait for it. */
export async function mergeAlone(transaction: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${mergeLock})`.execute(transaction);
}
