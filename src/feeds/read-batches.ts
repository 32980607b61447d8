import { csvRecords } from "./csv-records.ts";
import { columnsIn, UnreadableFile } from "./header.ts";
import type { IncomingRow } from "./incoming-row.ts";
import { completed, type ListDefinition } from "./list-definition.ts";
import type { Encoding } from "./look-at-file.ts";
import type { FeedPlaces } from "./places.ts";
import type { RowContent, RowToReject } from "./rejected-rows.store.ts";
import { RowReader } from "./row-reader.ts";

/** Enough that a transaction's cost is nothing, few enough that memory stays flat and progress is seen. */
const rowsInABatch = 5000;

/** Some rows of a file after the header: those that are clear and those that are not. */
export type Batch = {
  /** Rows of the file before this batch, and with it. */
  from: number;
  to: number;
  clear: IncomingRow[];
  rejected: RowToReject[];
  /** The cells of a row of this batch, for the queue. */
  contentOf: (rowNumber: number) => RowContent;
};

/** Reads the file in batches, from the row after `alreadyDone`. Throws UnreadableFile once all before it is given. */
export async function* readBatches(
  { path, encoding }: { path: string; encoding: Encoding },
  definition: ListDefinition,
  places: FeedPlaces,
  alreadyDone: number,
): AsyncGenerator<Batch> {
  const records = csvRecords(path, encoding);
  const { value: header } = await records.next();
  if (!header) throw new UnreadableFile("The file is empty. Send one with a header and at least one row.");
  const columns = columnsIn(header, definition);
  const reader = new RowReader(columns, places);
  let rows = 0;
  let batch = newBatch(alreadyDone, columns);
  let fault: UnreadableFile | undefined;
  try {
    for await (const cells of records) {
      rows += 1;
      if (rows <= alreadyDone) continue;
      batch.add(cells, rows + 1, header.length, reader, definition);
      if (rows - batch.from < rowsInABatch) continue;
      yield batch.ended(rows);
      batch = newBatch(rows, columns);
    }
  } catch (met) {
    if (!(met instanceof UnreadableFile)) throw met;
    fault = met;
  }
  if (rows > batch.from) yield batch.ended(rows);
  if (fault) throw fault;
}

function newBatch(from: number, columns: Record<string, number>) {
  const clear: IncomingRow[] = [];
  const rejected: RowToReject[] = [];
  const cellsOf = new Map<number, readonly string[]>();
  const contentOf = (rowNumber: number) => contentIn(cellsOf.get(rowNumber) ?? [], columns);
  return {
    from,
    add(
      cells: readonly string[],
      rowNumber: number,
      width: number,
      reader: RowReader,
      definition: ListDefinition,
    ): void {
      if (cells.every((cell) => cell === "")) return;
      cellsOf.set(rowNumber, cells);
      reader.turnTo(rowNumber, cells);
      if (definition.concerns && !definition.concerns(reader)) return;
      const said = definition.read(reader);
      if (cells.length !== width)
        reader.refuse(
          "whole row",
          `It has ${cells.length} cells and the header ${width}.`,
          "See that each value is in its own field.",
        );
      if (reader.faults.length === 0) clear.push(completed(said, rowNumber));
      else
        rejected.push({
          rowNumber,
          content: contentOf(rowNumber),
          faults: reader.faults,
          authorityId: said.authorityId || null,
          schoolId: said.schoolId || null,
        });
    },
    ended: (to: number): Batch => ({ from, to, clear, rejected, contentOf }),
  };
}

function contentIn(cells: readonly string[], columns: Record<string, number>): RowContent {
  return Object.fromEntries(
    Object.entries(columns).flatMap(([column, place]) => {
      const cell = cells[place]?.replaceAll("\0", "");
      return cell ? [[column, cell]] : [];
    }),
  );
}
