import { rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Viewer, viewerOf } from "../access/index.ts";
import { appendEntries } from "../audit/index.ts";
import type { Keepsight } from "../context.ts";
import { type Database, databaseFor, inTransaction, NotFound } from "../database/index.ts";
import { UnreadableFile } from "./header.ts";
import { oneFileAtATime } from "./import-turns.store.ts";
import {
  advanceImport,
  commitWithoutWaiting,
  type Import,
  type ImportState,
  importOf,
  placesFor,
  setImportState,
} from "./imports.store.ts";
import type { ListDefinition } from "./list-definition.ts";
import { definitionOf } from "./lists/index.ts";
import { lookAtFile } from "./look-at-file.ts";
import { type BatchBefore, childrenOf, mergeInWaves, noBatchBefore } from "./merge-batch.ts";
import { type Batch, readBatches } from "./read-batches.ts";
import { insertRejectedRows, type RowToReject } from "./rejected-rows.store.ts";
import { faultOfRefusal } from "./row-fault.ts";
import { keepSchoolFeeds } from "./school-feeds.store.ts";

const secondsUntilLinked = 20;

/** Where uploads lie until they are read. */
export function uploadsFolder(keepsight: Keepsight): string {
  return join(keepsight.settings.dataFolder, "uploads");
}

/**
 * Reads a file that was received, from where it had come to, as the person who sent it. Safe to break off at any
 * moment and to run twice: each batch commits its rows together with how far the import has come. Answers the import
 * as it then stands: done, or failed with one line that says the mend.
 * `report` is told after each batch; what it throws breaks the import off as a kill would.
 */
export async function runImport(
  keepsight: Keepsight,
  importId: number,
  report: (progress: Import) => void = () => {},
): Promise<Import> {
  const program = databaseFor(keepsight.pool, undefined);
  const waiting = await importOf(program, importId);
  if (!waiting) throw new NotFound("import");
  if (waiting.state === "done" || waiting.state === "cancelled") return waiting;
  const viewer = await viewerOf(program, waiting.madeBy);
  if (!viewer) throw new NotFound("person");
  const database = databaseFor(keepsight.pool, viewer.personId);
  try {
    await oneFileAtATime(keepsight.pool, async (turnLost) => {
      await setImportState(database, importId, { state: "running" });
      await readThrough(keepsight, database, viewer, waiting, (progress) => {
        turnLost.throwIfAborted();
        report(progress);
      });
    });
    await finish(keepsight, database, viewer, waiting, "done");
  } catch (fault) {
    if (!(fault instanceof UnreadableFile)) throw fault;
    await finish(keepsight, database, viewer, waiting, "failed", fault.message);
  }
  const ended = await importOf(database, importId);
  if (!ended) throw new NotFound("import");
  return ended;
}

async function readThrough(
  keepsight: Keepsight,
  database: Database,
  viewer: Viewer,
  waiting: Import,
  report: (progress: Import) => void,
): Promise<void> {
  const look = await lookAtFile(waiting.storedAt);
  if (!look.digest.equals(waiting.digest))
    throw new UnreadableFile("The file has changed since it was sent. Send it again.");
  const definition = definitionOf(waiting.list);
  const now = keepsight.now();
  const today = now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  const places = await placesFor(database, viewer, waiting.authorityId, today);
  const file = { path: waiting.storedAt, encoding: look.encoding };
  // The database merges two batches at once while the next is read, and keeps them in the order of the file.
  let before = noBatchBefore;
  let beforeThat = noBatchBefore;
  try {
    for await (const batch of readBatches(file, definition, places, waiting.rowsDone)) {
      await beforeThat.kept;
      const kept = takeIn(database, { definition, waiting, now, today }, batch, before).then(report);
      // Its failure is met by the batch after it, and must not end the program before.
      kept.catch(() => {});
      beforeThat = before;
      before = { children: childrenOf(batch.clear), kept };
    }
    await before.kept;
  } finally {
    await Promise.allSettled([beforeThat.kept, before.kept]);
  }
}

/** One batch, in one transaction with how far the import has come, and never kept before the batch before it. */
function takeIn(
  database: Database,
  {
    definition,
    waiting,
    now,
    today,
  }: { definition: ListDefinition; waiting: Import; now: Temporal.Instant; today: string },
  batch: Batch,
  before: BatchBefore,
): Promise<Import> {
  return inTransaction(database, async (transaction) => {
    await commitWithoutWaiting(transaction);
    const { refused, ...merged } = await mergeInWaves(
      transaction,
      definition,
      { importId: waiting.id, now, today },
      batch.clear,
      before,
    );
    if (definition.ofSchools)
      await keepSchoolFeeds(
        transaction,
        waiting.id,
        batch.clear.map(({ schoolId }) => schoolId),
        now,
      );
    const placeOf = new Map(batch.clear.map((row) => [row.rowNumber, row]));
    const refusedRows = refused.map(({ row, why }) => ({
      rowNumber: row,
      content: batch.contentOf(row),
      faults: [faultOfRefusal(why, definition.keyField)],
      authorityId: placeOf.get(row)?.authorityId ?? null,
      schoolId: placeOf.get(row)?.schoolId ?? null,
    }));
    // Where a row does not say whose it is, it waits with the sender.
    const rejected = [...batch.rejected, ...refusedRows].map((row) =>
      row.authorityId === null
        ? { ...row, authorityId: waiting.authorityId, schoolId: waiting.schoolId }
        : row,
    );
    await insertRejectedRows(transaction, waiting.id, now, onceEach(rejected));
    const advanced = await advanceImport(transaction, waiting.id, batch, {
      merged,
      rejected: rejected.length,
    });
    const progress = await importOf(transaction, waiting.id);
    if (!advanced || !progress) throw new ReadElsewhere();
    return progress;
  });
}

/** The same row a million times is one to correct. */
function onceEach(rows: readonly RowToReject[]): RowToReject[] {
  const once = new Map<string, RowToReject>();
  for (const row of rows) {
    const said = JSON.stringify([row.content, row.faults, row.authorityId, row.schoolId]);
    const first = once.get(said);
    once.set(said, first ? { ...first, alike: (first.alike ?? 0) + 1 } : row);
  }
  return [...once.values()];
}

/** Another worker reads the same import; this one has kept nothing of its batch. */
export class ReadElsewhere extends Error {}

async function finish(
  keepsight: Keepsight,
  database: Database,
  viewer: Viewer,
  { id, list, authorityId, storedAt }: Import,
  state: ImportState,
  fault?: string,
): Promise<void> {
  const now = keepsight.now();
  await inTransaction(database, async (transaction) => {
    await setImportState(transaction, id, {
      state,
      finishedAt: now,
      ...(fault === undefined ? {} : { fault }),
    });
    await appendEntries(transaction, [
      {
        act: state === "done" ? "finished import" : "failed import",
        at: now,
        personId: viewer.personId,
        request: `import ${id}`,
        subject: "import",
        subjectId: id,
        ...(authorityId === null ? {} : { authorityId }),
        details: { list },
      },
    ]);
    if (state === "done") await keepsight.jobs.send(transaction, "compare-lists", { authorityId });
    // Also of a file that broke off rows have come in. Files that follow each other are linked together.
    await keepsight.jobs.send(transaction, "link-lists", {}, { seconds: secondsUntilLinked });
  });
  // What was uploaded is in the record now; a copy would only lie about.
  if (resolve(dirname(storedAt)) === resolve(uploadsFolder(keepsight))) rmSync(storedAt, { force: true });
}
