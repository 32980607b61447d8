import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { dutiesShown } from "./duties-shown.ts";
import { ownerInWords, stateInWords, taskInWords } from "./standing-duty.ts";
import { authoritiesShown } from "./task-here.ts";

const columns = [
  ...[
    "Authority",
    "What",
    "Who",
    "Due",
    "State",
    "Last done",
    "Recorded by",
    "What was done",
    "Asks",
    "Clause",
  ],
];

/** What the viewer's authorities owe as the lines of a CSV file; who took it is recorded. */
export async function* standingDutyLines(context: Context): AsyncGenerator<string> {
  yield csvHead(columns);
  for (const authority of await authoritiesShown(context)) {
    const duties = await dutiesShown(context, authority);
    await context.audit({
      act: "took standing duties as a file",
      subject: "list",
      authorityId: authority.id,
      details: { rows: duties.length },
    });
    yield duties
      .map(({ task, asks, role, duty, lastDone, countedFromWork, clause }) =>
        csvLine([
          ...[authority.name, task ? taskInWords(task) : asks, ownerInWords(role)],
          ...[duty && dayOf(duty.dueAt).toString(), stateInWords(duty)],
          ...[lastDone && dayOf(lastDone.happenedAt).toString(), lastDone?.madeByName],
          lastDone?.note ?? (countedFromWork && "Nobody has said when this was last done."),
          ...[asks, clause],
        ]),
      )
      .join("");
  }
}
