import { dayOf, startOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import type { ProcedureAct } from "../procedures/index.ts";
import { numberInWords } from "../web/design/words.ts";
import type { WorkFilter } from "./my-work.store.ts";

/** What a slice adds to My work besides the steps of cases: narrowed as the list is, the soonest due first. */
export type WorkSource = (context: Context, filter: WorkFilter) => Promise<WorkStep[]>;

/** One thing to do, as My work lists it. */
export type WorkStep = {
  /** What tells it from every other step, for the place in the list. */
  key: string;
  /** If one of the viewer's own roles owes it; else it is waited for. */
  mine: boolean;
  /** If it is late and the procedure tells one of the viewer's roles of it. */
  told?: boolean;
  todo: string;
  /** Undefined for what no procedure asks. */
  act: ProcedureAct | undefined;
  /** The page on which it is done. */
  href: string;
  /** The record that it is about, and where that is. */
  reference: string;
  recordAt: string;
  childId?: number | null;
  forename: string;
  surname: string;
  /** Null where nobody knows; left out of what is about no child of ours. */
  missingSince: Temporal.PlainDate | null | undefined;
  /** If a referral said that it cannot wait, or that somebody fears for the child. */
  urgent: boolean;
  /** If it is to be done at once, whatever its day: to decide on a report that says so. */
  atOnce?: boolean;
  dueAt: Temporal.Instant;
  owedBy: string;
  clause: string;
  asks: string;
  held: boolean;
  /** Where another record of the child stands on a roll, if one does. */
  perhapsAt?: string | null;
  latest: readonly { happenedAt: Temporal.Instant; words: string }[];
};

/** The groups of My work, in their order. */
export const workGroups = {
  urgent: "Urgent",
  overdue: "Overdue",
  today: "Today",
  told: "Late: you are told",
  "this-week": "This week",
  later: "Later",
  waiting: "Waiting on others",
  held: "Held",
} as const;

export type WorkGroup = keyof typeof workGroups;

/**
 * The group in which a step stands now. What is held nobody does, whoever owes it; what others owe is waited for, however
 * late it is, unless the viewer is told of it.
 */
export function groupOf(step: PlaceOfStep & Pick<WorkStep, "told" | "held">, begins: GroupsBegin): WorkGroup {
  if (step.told) return "told";
  if (step.held) return "held";
  if (!step.mine) return "waiting";
  return (["urgent", "overdue", "today", "this-week", "later"] as const)[placeIn(step, begins)] ?? "later";
}

/** The moments from which what is due then is no longer late, no longer due today, and no longer due this week. */
export type GroupsBegin = readonly [Temporal.Instant, Temporal.Instant, Temporal.Instant];

/** The same at a moment. */
export function groupsBegin(now: Temporal.Instant): GroupsBegin {
  const today = dayOf(now);
  const begins = (days: number) => startOf(today.add({ days }));
  return [now, begins(1), begins(8 - today.dayOfWeek)];
}

/** 0 for what is late, 1 for what is due today, 2 this week and 3 later. */
export function rankOf(dueAt: Temporal.Instant, begins: GroupsBegin): number {
  return begins.filter((from) => Temporal.Instant.compare(dueAt, from) >= 0).length;
}

/** If it is urgent and late or due today, or to be done at once. */
export function isPressing({ urgent, atOnce, dueAt }: PlaceOfStep, begins: GroupsBegin): boolean {
  return urgent && (atOnce === true || rankOf(dueAt, begins) < 2);
}

/** 0 for what presses, then one more than the rank. */
function placeIn(step: PlaceOfStep, begins: GroupsBegin): number {
  return isPressing(step, begins) ? 0 : rankOf(step.dueAt, begins) + 1;
}

/**
 * The order of My work: one's own first; what is urgent and presses, what is late, due today, this week, later; in each of the last two the
 * urgent first; and the longest due.
 */
export function inWorkOrder(begins: GroupsBegin) {
  return (one: PlaceOfStep, other: PlaceOfStep): number =>
    Number(other.mine) - Number(one.mine) ||
    placeIn(one, begins) - placeIn(other, begins) ||
    Number(other.urgent) - Number(one.urgent) ||
    Temporal.Instant.compare(one.dueAt, other.dueAt);
}

/** What the order of My work looks at. */
export type PlaceOfStep = Pick<WorkStep, "mine" | "urgent" | "atOnce" | "dueAt">;

export type WorkCounts = {
  overdue: number;
  today: number;
  /** What others owe and is late. */
  lateWithOthers: number;
  open: number;
  forgotten: number;
  /** If more is owed than could be counted. */
  atLeast?: boolean;
};

/** The sentence at the top of My work. */
export function summaryOf({ overdue, today, lateWithOthers, open, forgotten, atLeast }: WorkCounts): {
  owed: string;
  cases: string;
} {
  const owed =
    overdue + today === 0
      ? "Nothing of yours is due today"
      : `${atLeast ? "At least " : ""}${numberInWords(overdue)} overdue, ${numberInWords(today)} due today`;
  const others = lateWithOthers === 0 ? "" : `, and ${numberInWords(lateWithOthers)} late with others`;
  const without = forgotten === 0 ? "none" : numberInWords(forgotten);
  return {
    owed: `${owed}${others}.`,
    cases: `${numberInWords(open)} open ${open === 1 ? "case" : "cases"}, ${without} without a next step.`,
  };
}
