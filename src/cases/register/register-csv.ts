import { reasonInWords } from "../../children/index.ts";
import type { Context } from "../../context.ts";
import { type Rule, roleInWords } from "../../procedures/index.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { capitalised } from "../../web/design/words.ts";
import { outcomeInWords } from "../fact-words.ts";
import { type RegisterAsked, registerPage } from "./register.store.ts";
import type { PageKey, RegisterRow } from "./register.ts";
import { leftBy, registerAt, rowsOf } from "./register-at.ts";

const columns = [
  "Reference",
  "Surname",
  "Forename",
  "UPN",
  "Date of birth",
  "Area",
  "School",
  "Reason",
  "Missing since",
  "Opened",
  "Owner",
  "Next step",
  "Clause",
  "Who",
  "Due",
  "Outcome",
  "Closed",
];
const rowsAtOnce = 1000;

/** The register as the lines of a CSV file, a thousand rows at a time; of a past moment where `at` is given. */
export async function* registerLines(
  context: Context,
  asked: RegisterAsked,
  at?: Temporal.Instant,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for await (const rows of at ? pagesThen(context, asked, at) : pagesToday(context, asked)) {
    await context.audit({
      act: "took register as a file",
      subject: "list",
      authorityId: asked.authorityId,
      details: { rows: rows.length, cases: rows.map(({ caseId }) => caseId) },
    });
    yield rows.map(line).join("");
  }
}

/** The register of a past day; `asked.today` is that day. */
async function* pagesThen(
  context: Context,
  { authorityId, filter, now, today }: RegisterAsked,
  at: Temporal.Instant,
): AsyncGenerator<RegisterRow[]> {
  const isLeft = leftBy(filter, { now, today });
  for await (const rows of registerAt(context, { authorityId, at, closed: filter.closed === true })) {
    const left = rows.filter(isLeft);
    if (left.length > 0) yield rowsOf(context, left, at);
  }
}

async function* pagesToday(context: Context, asked: RegisterAsked): AsyncGenerator<RegisterRow[]> {
  let after: PageKey | undefined;
  for (;;) {
    const rows = await registerPage(context.database, asked, rowsAtOnce, after);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    const dueAt = asked.filter.closed ? last?.closedAt : last?.nextDueAt;
    if (rows.length < rowsAtOnce || !last || !dueAt) return;
    after = { dueAt, id: last.caseId };
  }
}

function line(row: RegisterRow): string {
  const day = (at: Temporal.Instant | null) =>
    at?.toZonedDateTimeISO("Europe/London").toPlainDate().toString();
  return csvLine([
    row.reference,
    row.surname,
    row.forename,
    row.upn,
    row.dateOfBirth?.toString(),
    row.area,
    row.school,
    reasonInWords(row.reason),
    row.missingSince?.toString(),
    day(row.openedAt),
    row.owner,
    row.nextAsks,
    row.nextClause,
    row.nextRole && capitalised(roleInWords(row.nextRole as Rule["role"])),
    day(row.nextDueAt),
    outcomeInWords(row.outcome),
    day(row.closedAt),
  ]);
}
