import { hash } from "node:crypto";
import type { Context } from "../context.ts";
import { mergeAlone } from "./import-turns.store.ts";
import { advanceImport, insertImport, placesFor, setImportState } from "./imports.store.ts";
import { completed, type FeedList } from "./list-definition.ts";
import { definitionOf } from "./lists/index.ts";
import { mergeInWaves } from "./merge-batch.ts";
import type { RowContent } from "./rejected-rows.store.ts";
import { faultOfRefusal, type RowFault } from "./row-fault.ts";
import { RowReader } from "./row-reader.ts";

/** One row that came by a form and not in a file. */
export type RowByForm = { list: FeedList; authorityId: number; content: RowContent; called: string };

/**
 * Takes in one row of a list, by the reading and merging of the list's files, in the act's own transaction; it stands among the
 * imports as `called`, and says nothing of how fresh the whole list is. Answers what is wrong with it: then nothing came in. [D10]
 */
export async function takeInRow(
  { database, viewer, now }: Context,
  { list, authorityId, content, called }: RowByForm,
): Promise<RowFault[]> {
  const definition = definitionOf(list);
  const today = now.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  const names = [...definition.required, ...definition.optional];
  const reader = new RowReader(
    Object.fromEntries(names.map((name, place) => [name, place])),
    await placesFor(database, viewer, authorityId, today),
  );
  const cells = names.map((name) => content[name] ?? "");
  reader.turnTo(2, cells);
  const said = definition.read(reader);
  if (reader.faults.length > 0) return reader.faults;
  const importId = await insertImport(database, {
    ...{ list, authorityId, schoolId: null, fileName: called, storedAt: "", rowsExpected: 1 },
    digest: hash("sha256", [called, ...cells].join("\u001f"), "buffer"),
    ...{ madeBy: viewer.personId, madeAt: now },
  });
  await mergeAlone(database);
  const { refused, ...merged } = await mergeInWaves(database, definition, { importId, now, today }, [
    completed(said, 2),
  ]);
  await setImportState(database, importId, { state: "running" });
  await advanceImport(database, importId, { from: 0, to: 1 }, { merged, rejected: refused.length });
  await setImportState(database, importId, { state: "done" });
  return refused.map(({ why }) => faultOfRefusal(why, definition.keyField));
}
