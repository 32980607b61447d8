import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { faults, stateOf } from "./inspection.ts";
import { schoolStandings } from "./inspections.store.ts";
import { whereInspected } from "./keep-inspections.ts";

const columns = [
  "Number",
  "School",
  "Area",
  "Last inspected",
  "State",
  "Not in order",
  "Put right by",
  "Planned for",
];
const most = 10_000;

/** Every school of the viewer's areas with how its registers stand, as the lines of a CSV file; who took it is recorded. [E13] */
export async function* inspectionLines(context: Context): AsyncGenerator<string> {
  const schools = await schoolStandings(context.database, whereInspected(context.viewer), {
    ...{ after: undefined, atMost: most },
  });
  await context.audit({
    act: "took inspections as a file",
    subject: "list",
    details: { rows: schools.length },
  });
  yield csvHead(columns);
  yield schools
    .map((each) =>
      csvLine([
        ...[each.code, each.school, each.area, each.inspectedOn?.toString()],
        stateOf(each, dayOf(context.now)).text,
        (each.faults ?? []).map((fault) => faults[fault]).join("; "),
        ...[each.mendBy?.toString(), each.plannedOn?.toString()],
      ]),
    )
    .join("");
}
