import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { type AfterDue, recordsDue } from "./retention.store.ts";
import { keptWords, ruleInWords } from "./retention.ts";

const rowsAtOnce = 500;

/** The records that have reached their day as the lines of a CSV file; who took it is recorded. */
export async function* dueLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  authorityId: number,
  today: Temporal.PlainDate,
): AsyncGenerator<string> {
  yield csvHead(["Surname", "Forename", "Born", "Rule", "Since", "Now", "Proposal"]);
  for (let after: AfterDue | undefined; ; ) {
    const rows = await recordsDue(database, authorityId, { today, after, count: rowsAtOnce });
    await audit({
      ...{ act: "took records due as a file", subject: "list", authorityId },
      details: { rows: rows.length, children: rows.map(({ id }) => id) },
    });
    yield rows
      .map((row) =>
        csvLine([
          ...[row.surname, row.forename, row.dateOfBirth?.toString(), ruleInWords(row), row.dueOn.toString()],
          ...[row.kept ? keptWords[row.kept] : "May go", row.proposed],
        ]),
      )
      .join("");
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || !last) return;
    after = placeOfDue(last);
  }
}

/** The place of a record in the list. */
export function placeOfDue({
  dateOfBirth,
  id,
}: {
  dateOfBirth: Temporal.PlainDate | null;
  id: number;
}): AfterDue {
  return { born: dateOfBirth?.toString() ?? "infinity", id };
}
