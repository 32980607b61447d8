import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { columnInWords } from "./column-words.ts";
import { definitionOf } from "./lists/index.ts";
import { rowsWaiting } from "./rejected-rows.store.ts";

const columns = [
  ...["Import", "Row", "List", "School", "File", "Forename", "Surname", "UPN"],
  ...["What is wrong", "What to do"],
];
const rowsAtOnce = 1000;

/** The rows that wait as the lines of a CSV file, of all files or of one; who took it is recorded. */
export async function* rejectedRowLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  importId: number | undefined,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let after = 0; ; ) {
    const rows = await rowsWaiting(database, { importId, after, count: rowsAtOnce });
    await audit({
      act: "took rows to correct as a file",
      subject: "list",
      details: { rows: rows.map(({ id }) => id) },
    });
    yield rows
      .map(({ content: { Forename, Surname, UPN }, faults, ...row }) =>
        csvLine([
          ...[row.importId, row.rowNumber, definitionOf(row.list).title, row.schoolName, row.fileName],
          ...[Forename, Surname, UPN],
          faults.map(({ field, fault }) => `${columnInWords(field)}: ${fault}`).join("; "),
          faults.map(({ mend }) => mend).join("; "),
        ]),
      )
      .join("");
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || !last) return;
    after = last.id;
  }
}
