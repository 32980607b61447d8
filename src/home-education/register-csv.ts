import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { londonDay } from "../web/design/words.ts";
import { sources, views } from "./home-education.ts";
import { homeEducatedOn, placeOfRow, type RegisterAsked, type RegisterRow } from "./register.store.ts";

const rowsAtOnce = 1000;
const columns = [
  ...["Forename", "Surname", "Date of birth", "UPN", "Since", "Known from", "List says", "Support answered"],
  ...["Officer's view", "Day of the view", "On a school's roll", "Next step", "Due"],
];

/** The register of home education as the lines of a CSV file; who took it is recorded. `inWords` says what is shown of a row. */
export async function* homeEducationLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  asked: Omit<RegisterAsked, "after" | "count">,
  inWords: { next: (row: RegisterRow) => string; support: (answer: string | null) => string },
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let after: RegisterAsked["after"]; ; ) {
    const rows = await homeEducatedOn(database, { ...asked, after, count: rowsAtOnce });
    await audit(seenOf("took home education as a file", asked.authorityId, rows));
    yield rows.map((row) => csvLine(cellsOf(row, inWords))).join("");
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = placeOfRow(last);
  }
}

function cellsOf(row: RegisterRow, inWords: Parameters<typeof homeEducationLines>[2]) {
  return [
    ...[row.forename, row.surname, row.dateOfBirth?.toString(), row.upn, row.beganOn?.toString()],
    ...[sources[row.source], row.status, inWords.support(row.support)],
    ...[row.view && views[row.view], row.viewedAt && londonDay(row.viewedAt).toString()],
    ...[row.onRoll ? "yes" : "no", inWords.next(row), row.nextDueAt && londonDay(row.nextDueAt).toString()],
  ];
}

/** The audit entry of a list of home educated children. */
export function seenOf(act: string, authorityId: number, rows: readonly RegisterRow[]) {
  return {
    ...{ act, subject: "list" as const, authorityId },
    details: { rows: rows.length, children: [...new Set(rows.flatMap(({ childId }) => childId ?? []))] },
  };
}
