import type { Calendars } from "../calendar/index.ts";
import { dayOf } from "../calendar/index.ts";
import {
  type CaseFact,
  type DeadlineMoved,
  deadlinesMoved,
  historyOf,
  type Procedure,
  proceduresOf,
  versionInForce,
} from "../procedures/index.ts";

/** How many open deadlines would move if every open case were switched, by who owes them and by the week they are due. */
export type MovedCounts = {
  cases: number;
  /** Cases that cannot be counted, as term dates are missing or end too early. */
  uncounted: number;
  deadlines: number;
  byRole: Readonly<Record<string, number>>;
  /** By the Monday of the week in which it would be due; of what goes, in which it is due now. */
  byWeek: Readonly<Record<string, number>>;
};

/** An open case as the comparison needs it. */
export type OpenCase = {
  id: number;
  reference: string;
  authorityId: number;
  schoolId: number | null;
  procedure: string;
  openedAt: Temporal.Instant;
};

/** What would become of the open deadlines of one case under another version than the one that it follows. */
export function movedInCase(
  kase: OpenCase,
  { facts, calendars }: { facts: readonly CaseFact[]; calendars: Calendars },
  { procedures, to, now }: { procedures: readonly Procedure[]; to: Procedure; now: Temporal.Instant },
): DeadlineMoved<string>[] {
  const [first] = historyOf(facts, now);
  const from = first && versionInForce(proceduresOf(procedures, kase), to.procedure, dayOf(first.happenedAt));
  if (!from) return [];
  // Asked as if it had been in force when the case began.
  const switched = { ...to, inForceFrom: from.inForceFrom };
  const asked = { case: kase.reference, facts, calendars, place: kase };
  return [...deadlinesMoved([asked], { from, to: switched, now })];
}

/** Adds the moved deadlines of one case to the counts. */
export function withMoved(counts: MovedCounts, moved: readonly DeadlineMoved<string>[]): MovedCounts {
  const byRole = { ...counts.byRole };
  const byWeek = { ...counts.byWeek };
  for (const { is, was } of moved) {
    const due = is ?? was;
    if (!due) continue;
    const monday = due.dueOn.subtract({ days: due.dueOn.dayOfWeek - 1 }).toString();
    byRole[due.role] = (byRole[due.role] ?? 0) + 1;
    byWeek[monday] = (byWeek[monday] ?? 0) + 1;
  }
  return { ...counts, cases: counts.cases + 1, deadlines: counts.deadlines + moved.length, byRole, byWeek };
}

export const nothingMoved: MovedCounts = { cases: 0, uncounted: 0, deadlines: 0, byRole: {}, byWeek: {} };
