import { dayOf } from "../calendar/index.ts";
import type { ProcedureAct } from "../procedures/index.ts";
import { numberInWords } from "../web/design/words.ts";

/** One thing to do, as My work lists it. */
export type WorkStep = {
  /** What tells it from every other step, for the place in the list. */
  key: string;
  /** If one of the viewer's own roles owes it; else it is waited for. */
  mine: boolean;
  todo: string;
  act: ProcedureAct;
  /** The page on which it is done. */
  href: string;
  /** The record that it is about, and where that is. */
  reference: string;
  recordAt: string;
  forename: string;
  surname: string;
  missingSince: Temporal.PlainDate | null;
  dueAt: Temporal.Instant;
  owedBy: string;
  clause: string;
  asks: string;
  held: boolean;
  latest: readonly { happenedAt: Temporal.Instant; words: string }[];
};

/** The groups of My work, in their order. */
export const workGroups = {
  overdue: "Overdue",
  today: "Today",
  "this-week": "This week",
  later: "Later",
  waiting: "Waiting on others",
  held: "Held",
} as const;

export type WorkGroup = keyof typeof workGroups;

/** The group in which a step stands now. What is held nobody does, whoever owes it; what others owe is waited for, however late it is. */
export function groupOf(
  { mine, dueAt, held }: Pick<WorkStep, "mine" | "dueAt" | "held">,
  now: Temporal.Instant,
): WorkGroup {
  if (held) return "held";
  if (!mine) return "waiting";
  if (Temporal.Instant.compare(dueAt, now) < 0) return "overdue";
  const [today, due] = [dayOf(now), dayOf(dueAt)];
  if (due.equals(today)) return "today";
  const sunday = today.add({ days: 7 - today.dayOfWeek });
  return Temporal.PlainDate.compare(due, sunday) <= 0 ? "this-week" : "later";
}

export type WorkCounts = { overdue: number; today: number; open: number; forgotten: number };

/** The sentence at the top of My work. */
export function summaryOf({ overdue, today, open, forgotten }: WorkCounts): { owed: string; cases: string } {
  const owed =
    overdue + today === 0
      ? "Nothing of yours is due today."
      : `${numberInWords(overdue)} overdue, ${numberInWords(today)} due today.`;
  const without = forgotten === 0 ? "none" : numberInWords(forgotten);
  return {
    owed,
    cases: `${numberInWords(open)} open ${open === 1 ? "case" : "cases"}, ${without} without a next step.`,
  };
}
