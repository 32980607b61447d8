import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { mergeAlone } from "./import-turns.store.ts";
import { placesFor } from "./imports.store.ts";
import { completed } from "./list-definition.ts";
import { definitionOf } from "./lists/index.ts";
import { mergeInWaves } from "./merge-batch.ts";
import { type RejectedRow, type RowContent, rejectedRowToSettle, settleRow } from "./rejected-rows.store.ts";
import { faultOfRefusal, type RowFault } from "./row-fault.ts";
import { RowReader } from "./row-reader.ts";

/** What became of a row that somebody tried to correct. */
export type Mended =
  | { outcome: "corrected" | "settled-already" }
  | { outcome: "still-at-fault"; faults: RowFault[] };

/**
 * Takes a corrected row in, by the same reading and merging as the file's own rows (act mend-rejected-row).
 * `content` holds the cells by the names of their columns. What came stays beside what it was corrected to.
 * @throws NotFound
 */
export async function mendRejectedRow(context: Context, id: number, content: RowContent): Promise<Mended> {
  const { database, viewer, now } = context;
  const row = await rejectedRowToSettle(database, id);
  if (!row) throw new NotFound("rejected row");
  if (row.settledAs) return { outcome: "settled-already" };
  const faults = await takenIn(context, row, content);
  if (faults.length > 0) return { outcome: "still-at-fault", faults };
  await settleRow(database, id, { at: now, by: viewer.personId, corrected: content });
  await context.audit({ act: "corrected row", ...auditOf(row) });
  return { outcome: "corrected" };
}

/** Sets a row aside with the reason why it need not come in (act mend-rejected-row). @throws NotFound */
export async function setRowAside(
  context: Context,
  id: number,
  because: string,
): Promise<"set-aside" | "settled-already"> {
  const row = await rejectedRowToSettle(context.database, id);
  if (!row) throw new NotFound("rejected row");
  if (row.settledAs) return "settled-already";
  await settleRow(context.database, id, { at: context.now, by: context.viewer.personId, because });
  await context.audit({ act: "set row aside", ...auditOf(row) });
  return "set-aside";
}

/** Reads and merges the row; answers what is still wrong with it. */
async function takenIn(
  { database, viewer, now }: Context,
  { importId, list, rowNumber, ownAuthorityId }: RejectedRow,
  content: RowContent,
): Promise<RowFault[]> {
  const definition = definitionOf(list);
  const today = now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  const names = [...definition.required, ...definition.optional];
  const columns = Object.fromEntries(names.map((name, place) => [name, place]));
  const reader = new RowReader(columns, await placesFor(database, viewer, ownAuthorityId, today));
  reader.turnTo(
    rowNumber,
    names.map((name) => content[name] ?? ""),
  );
  const said = definition.read(reader);
  if (reader.faults.length > 0) return reader.faults;
  await mergeAlone(database);
  const { refused } = await mergeInWaves(database, definition, { importId, now, today }, [
    completed(said, rowNumber),
  ]);
  return refused.map(({ why }) => faultOfRefusal(why, definition.keyField));
}

function auditOf({ id, importId, ownAuthorityId }: RejectedRow) {
  return {
    subject: "import" as const,
    subjectId: importId,
    ...(ownAuthorityId === null ? {} : { authorityId: ownAuthorityId }),
    details: { row: id },
  };
}
