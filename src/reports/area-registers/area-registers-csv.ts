import type { Context } from "../../context.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { type AreaRegister, linesOf, type RegisterLine } from "./area-registers.store.ts";

const rowsAtOnce = 500;
const columns = [
  ...[
    "Reference",
    "Surname",
    "Forename",
    "UPN",
    "Date of birth",
    "School",
    "Reason",
    "Missing since",
    "Owner",
  ],
  ...["Known", "Owed", "Asked", "What the area said", "Who and when"],
];

/** A register as the lines of a CSV file: as it was sent, with what the area said since. Who took it is recorded. [H02] */
export async function* areaRegisterLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  { id, authorityId }: Pick<AreaRegister, "id" | "authorityId">,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let after = 0; ; ) {
    const rows = await linesOf(database, id, { after, waiting: false, count: rowsAtOnce });
    await audit({
      ...{ act: "took area register as a file", subject: "list", authorityId },
      details: { register: id, rows: rows.length, cases: rows.map(({ caseId }) => caseId) },
    });
    yield rows.map(lineOf).join("");
    after = rows.at(-1)?.id ?? after;
    if (rows.length < rowsAtOnce) return;
  }
}

function lineOf({ told, news }: RegisterLine): string {
  return csvLine([
    ...[told.reference, told.surname, told.forename, told.upn, told.dateOfBirth, told.school, told.reason],
    ...[told.missingSince, told.owner, told.known.join("\n"), told.owed.join("\n"), told.asked.join("\n")],
    news.map(({ words }) => words || "Nothing new").join("\n"),
    news.map(({ by, madeAt }) => `${by}, ${madeAt.slice(0, 10)}`).join("\n"),
  ]);
}
