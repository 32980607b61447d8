import { postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { procedureActs } from "../procedures/index.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { stepsOwed, type WorkFilter, type WorkPlace } from "./my-work.store.ts";
import type { WorkSource, WorkStep } from "./my-work.ts";
import { stepsOutsideCases } from "./steps-outside-cases.ts";

const columns = [
  ...["Reference", "Forename", "Surname", "What to do", "Who", "Mine", "Held", "Due", "Late"],
  ...["Missing since", "Clause", "Asks"],
];
const rowsAtOnce = 1000;
/** Of each sort that belongs to no case: more than wait anywhere. */
const mostInFile = 10_000;

/** My work as the lines of a CSV file: what belongs to no case first, then the steps as the page has them. Who took it is recorded. */
export async function* myWorkLines(
  context: Context,
  filter: WorkFilter,
  sources: readonly WorkSource[],
): AsyncGenerator<string> {
  const { database, viewer, now } = context;
  const posts = postsAllowing(viewer, "see-my-work");
  const authorityId = posts[0]?.authorityId;
  const recordTaken = (steps: readonly Pick<WorkStep, "childId">[]) =>
    context.audit({
      act: "took my work as a file",
      subject: "list",
      ...(authorityId !== undefined && { authorityId }),
      details: {
        rows: steps.length,
        children: [...new Set(steps.flatMap(({ childId }) => (childId ? [childId] : [])))],
      },
    });
  yield csvHead(columns);
  const outside = await stepsOutsideCases(context, filter, sources, mostInFile);
  await recordTaken(outside);
  yield outside.map((step) => line(step, now)).join("");
  for (let after: WorkPlace | undefined; ; ) {
    const steps = await stepsOwed(database, { posts, now, filter, after, count: rowsAtOnce });
    await recordTaken(steps);
    yield steps.map((step) => line({ ...step, todo: procedureActs[step.act].verb }, now)).join("");
    if (steps.length < rowsAtOnce) return;
    after = steps.at(-1);
  }
}

type Line = Pick<
  WorkStep,
  | "reference"
  | "forename"
  | "surname"
  | "todo"
  | "owedBy"
  | "mine"
  | "held"
  | "dueAt"
  | "missingSince"
  | "clause"
  | "asks"
>;

function line(step: Line, now: Temporal.Instant): string {
  return csvLine([
    ...[step.reference, step.forename, step.surname, step.todo, step.owedBy],
    ...[step.mine ? "Yes" : "No", step.held ? "Yes" : "No", dayOf(step.dueAt).toString()],
    // What nobody may do now is not late.
    !step.held && Temporal.Instant.compare(step.dueAt, now) < 0 ? "Yes" : "No",
    ...[step.missingSince?.toString(), step.clause, step.asks],
  ]);
}
