import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { type ExclusionsAsked, exclusionsListed } from "./exclusions.store.ts";
import { type Standing, standingsOf } from "./standings.ts";

const rowsAtOnce = 500;
const columns = [
  ...["Forename", "Surname", "UPN", "School", "Kind", "From", "To", "School days", "More than five days"],
  ...["Full-time provision", "State", "Next step", "Due", "Clause"],
];

/** The exclusions as the lines of a CSV file; who took it is recorded. `inWords` says what is shown of each. [E12] */
export async function* exclusionLines(
  context: Context,
  asked: Omit<ExclusionsAsked, "after" | "count">,
  inWords: (stood: Standing) => (string | number | null | undefined)[],
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let after: ExclusionsAsked["after"]; ; ) {
    const rows = await exclusionsListed(context.database, { ...asked, after, count: rowsAtOnce });
    await context.audit(seenOf("took exclusions as a file", asked.authorityId, rows));
    const stood = await standingsOf(context, rows);
    yield stood
      .map((each) =>
        csvLine([each.row.forename, each.row.surname, each.row.upn, each.row.school, ...inWords(each)]),
      )
      .join("");
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = { startsOn: last.startsOn, id: last.entryId };
  }
}

/** The audit entry of a list of exclusions. */
export function seenOf(act: string, authorityId: number, rows: readonly { childId: number | null }[]) {
  return {
    ...{ act, subject: "list" as const, authorityId },
    details: { rows: rows.length, children: [...new Set(rows.flatMap(({ childId }) => childId ?? []))] },
  };
}
