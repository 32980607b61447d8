import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { londonDay } from "../web/design/words.ts";
import type { Comparison } from "./comparison.ts";
import { type Finding, type FindingPlace, type FindingsAsked, findingsPage } from "./findings.store.ts";

const columns = [
  "Surname",
  "Forename",
  "Date of birth",
  "Since",
  "Why listed",
  "School",
  "First listed",
  "Last done",
];
const rowsAtOnce = 1000;

/** What a comparison lists as the lines of a CSV file, a thousand rows at a time. */
export async function* findingLines(
  context: Context,
  comparison: Comparison,
  asked: FindingsAsked,
): AsyncGenerator<string> {
  yield csvHead(columns);
  let after: FindingPlace | undefined;
  for (;;) {
    const rows = await findingsPage(context.database, asked, rowsAtOnce, after);
    if (rows.length > 0) {
      await context.audit({
        act: "took comparison as a file",
        subject: "list",
        authorityId: asked.authorityId,
        details: { rows: rows.length, findings: rows.map(({ id }) => id), comparison: comparison.word },
      });
      yield rows.map((finding) => line(finding, comparison)).join("");
    }
    after = rows.at(-1);
    if (rows.length < rowsAtOnce) return;
  }
}

function line(finding: Finding, comparison: Comparison): string {
  const { surname, forename, dateOfBirth, since, evidence, school, firstListedAt, done } = finding;
  const last = {
    fine: `It is fine: ${done?.why}`,
    asked: `Asked as ${done?.enquiry}`,
    referred: `Referred as ${done?.referral}`,
  };
  return csvLine([
    ...[surname, forename, dateOfBirth?.toString(), since.toString(), comparison.inOneLine(evidence)],
    ...[school, londonDay(firstListedAt).toString(), done && last[done.how]],
  ]);
}
