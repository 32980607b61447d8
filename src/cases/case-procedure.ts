import { dayOf } from "../calendar/index.ts";
import type { Step } from "../procedures/drawing/index.ts";
import { type CaseFact, isOwedNow, type Obligation, type ObligationState } from "../procedures/index.ts";
import type { Look, Mark } from "../rulebook/index.ts";
import { shortDay } from "../web/design/words.ts";

/** Where a child is with one step of the procedure: its mark, the duty that it stands for, and how often it was owed. */
export type StepStanding = { step: Step; mark: Mark; duty: Obligation | undefined; times: number };

/**
 * Where a child is with each step. Of several duties of one step, the worst that somebody owes now stands for it; if none
 * does, one that waits or is held; else the last. `obligations` are those of this procedure, in the order of their start.
 */
export function stepStandings(
  steps: readonly Step[],
  obligations: readonly Obligation[],
  { open }: { open: boolean },
): StepStanding[] {
  return steps.map((step) => {
    const duties = obligations.filter(({ id }) => id === step.rule.id);
    const owed = duties.filter(isOwedNow).sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt));
    const halted = duties.findLast(({ state }) => state === "waiting" || state === "suspended");
    const duty = owed[0] ?? halted ?? duties.at(-1);
    const notBegun: Mark = open
      ? { look: "not-begun", words: "Not begun" }
      : { look: "needless", words: "Not needed" };
    return { step, duty, times: duties.length, mark: duty ? markOf(duty) : notBegun };
  });
}

const looks: Readonly<Record<ObligationState, Look>> = {
  overdue: "late",
  open: "due",
  "due-soon": "due",
  waiting: "waits",
  suspended: "held",
  met: "done",
  "met-late": "done",
  "no-longer-needed": "needless",
};

function markOf({ state, dueOn, metAt }: Obligation): Mark {
  const due = shortDay(dueOn);
  const done = metAt ? shortDay(dayOf(metAt)) : "";
  const words: Record<ObligationState, string> = {
    overdue: `Late: due ${due}`,
    open: `Due ${due}`,
    "due-soon": `Due soon: ${due}`,
    waiting: `Waits: due ${due}`,
    suspended: `Held: due ${due}`,
    met: `Done ${done}`,
    "met-late": `Done late ${done}`,
    "no-longer-needed": "Not needed",
  };
  return { look: looks[state], words: words[state] };
}

/** The marks of a child's chart, by the keys of its boxes: each step, each fact on its last day, and the end. */
export function marksOf(
  standings: readonly StepStanding[],
  history: readonly CaseFact[],
): ReadonlyMap<string, Mark> {
  const marks = new Map(standings.map(({ step, mark }) => [step.key, mark]));
  for (const fact of history) {
    const words = shortDay(dayOf(fact.happenedAt));
    marks.set(`fact ${fact.kind}`, { look: "done", words });
    if (fact.kind === "case-reopened")
      for (const key of marks.keys()) if (key.startsWith("ending ")) marks.delete(key);
    if (fact.kind === "case-closed") marks.set(`ending ${fact.details.outcome}`, { look: "done", words });
  }
  return marks;
}
