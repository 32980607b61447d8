import type { Context } from "../../context.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { type UnofficialAsked, type UnofficialRow, unofficialListed } from "./unofficial.store.ts";
import { heardFrom, standsAs } from "./unofficial-exclusion.ts";

const rowsAtOnce = 500;
const columns = [
  "Heard on",
  "School",
  "Forename",
  "Surname",
  "Told by",
  "What was told",
  "State",
  "Said and done",
];

/** The log of a stretch of time as the lines of a CSV file; who took it is recorded. `said` puts a fact's details in words. [E07] */
export async function* unofficialLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  asked: Omit<UnofficialAsked, "after" | "count">,
  said: (details: Readonly<Record<string, string>>) => string,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let after: UnofficialAsked["after"]; ; ) {
    const rows = await unofficialListed(database, { ...asked, after, count: rowsAtOnce });
    await audit(seenOf("took unofficial exclusions as a file", asked.authorityId, rows));
    yield rows
      .map((row) =>
        csvLine([
          ...[
            row.foundOn.toString(),
            row.school,
            row.forename,
            row.surname,
            heardFrom[row.heardFrom],
            row.words,
          ],
          standsAs(row.facts),
          row.facts.map(({ happenedOn, details }) => `${happenedOn}: ${said(details)}`).join("\n"),
        ]),
      )
      .join("");
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = { foundOn: last.foundOn, id: last.id };
  }
}

/** The audit entry of a list of reports. */
export function seenOf(act: string, authorityId: number, rows: readonly UnofficialRow[]) {
  return {
    ...{ act, subject: "list" as const, authorityId },
    details: { rows: rows.length, children: [...new Set(rows.flatMap(({ childId }) => childId ?? []))] },
  };
}
