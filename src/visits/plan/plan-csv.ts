import type { Context } from "../../context.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { dayInWords, londonDay } from "../../web/design/words.ts";
import { type VisitOwed, type VisitsAsked, visitsOnPage, visitsOwed } from "../my-visits.store.ts";
import { askFirst, todoOf } from "../step.ts";

const columns = [
  ...["Case", "Child", "Area", "Address", "Postcode", "Visit by", "Urgent", "Next", "Next by", "Letter sent"],
  ...["Letter owed by", "Known risk", "Planned for", "Planned on", "Held"],
];

/** The visits owed as lines of a CSV file, page by page; what is held or hidden comes without its address. [E02] */
export async function* planLines(context: Context, asked: VisitsAsked): AsyncGenerator<string> {
  yield csvHead(columns);
  let after = asked.after;
  do {
    const found = await visitsOwed(context.database, { ...asked, after });
    const visits = found.slice(0, visitsOnPage);
    await context.audit({
      act: "took visits as file",
      subject: "list",
      details: { rows: visits.length, cases: visits.map(({ caseId }) => caseId) },
    });
    yield visits.map(lineOf).join("");
    const last = visits.at(-1);
    after = found.length > visitsOnPage ? last : undefined;
  } while (after);
}

function lineOf(visit: VisitOwed): string {
  const { planned, held, hidden } = visit;
  const day = (at: Temporal.Instant | null) => (at ? dayInWords(londonDay(at)) : "");
  const shown = !held && !hidden;
  return csvLine([
    ...[visit.reference, visit.child, visit.area],
    ...(shown ? [visit.address?.replaceAll("\n", ", ") ?? "", visit.postcode] : [hidden ? "Hidden" : "", ""]),
    ...[day(visit.dueAt), visit.urgent ? "Yes" : "No", todoOf(visit.acts[0]), day(visit.nextDueAt)],
    ...[day(visit.letterSentAt), day(visit.letterDueAt), visit.knownRisk],
    ...[
      planned?.by ?? "",
      planned ? dayInWords(Temporal.PlainDate.from(planned.on)) : "",
      held ? "Held: do not go" : visit.familyBarred ? askFirst : "",
    ],
  ]);
}
