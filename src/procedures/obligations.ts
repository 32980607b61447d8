import {
  type Calendar,
  type Calendars,
  countedNumberBefore,
  dayWith,
  type Place,
} from "../calendar/index.ts";
import { DaysCounted } from "./days-counted.ts";
import { dutiesOf } from "./duties.ts";
import type { Duty } from "./duty.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { datedHistoryOf } from "./history.ts";
import { movesOf } from "./moves.ts";
import { Obligation } from "./obligation.ts";
import { pausesIn } from "./pauses.ts";
import { planFor } from "./plan.ts";
import type { ObligationState, Procedure, Subject } from "./procedure.ts";
import { lateAfter, type Timing, timingOf } from "./timing.ts";
import { versionsOn } from "./versions-on.ts";

/** A case as the engine needs it. */
export type CaseAsked = {
  /** The procedures that apply to the child: every version of each. A case keeps to the version that was in force on the day of its first fact. */
  procedures: readonly Procedure[];
  facts: readonly CaseFact[];
  calendars: Calendars;
  /** Whose history the facts are; left out, a child's. */
  about?: Subject | undefined;
  /** Whose school days count. */
  place: Place;
  now: Temporal.Instant;
  /** What was believed then; left out, what is known today. */
  knownAt?: Temporal.Instant | undefined;
};

/**
 * Everything that the procedures ask in this case, in the order in which it began: pure, so that asking again gives the
 * same answer. Throws CalendarTooShort or NoTermDates when a deadline cannot be counted.
 */
export function obligationsOf(asked: CaseAsked): Obligation[] {
  const now = asked.now.epochMilliseconds;
  const history = datedHistoryOf(asked.facts, now, asked.knownAt);
  const first = history[0];
  if (first === undefined) return [];
  const versions = versionsOn(asked.procedures, first.ms);
  const plan = planFor(versions, asked.about ?? "child");
  const moves = movesOf(plan, history);
  const clock = { days: new DaysCounted(asked.calendars, asked.place), pauses: pausesIn(moves) };
  const lateness = { lateAfter: (duty: Duty) => lateAfter(duty, clock), now };
  const isUrgent = history.some(({ fact }) => fact.kind === "referral-received" && fact.details.urgent);
  return dutiesOf(plan, moves, lateness).map((duty) => {
    const timing = timingOf(duty, clock);
    const state = stateOf(duty, timing, now, clock.days);
    return new Obligation(versions[duty.rule.of] as Procedure, duty, timing, state, isUrgent);
  });
}

/**
 * Due soon: from the beginning of the last working day before the due day. What is done while it was suspended is in
 * time, unless it was late before.
 */
function stateOf(
  { ended, endedBy, waits }: Duty,
  { due, paused, opens }: Timing,
  now: number,
  { working }: DaysCounted,
): ObligationState {
  if (ended === "needless") return "no-longer-needed";
  if (endedBy !== undefined) return (paused?.from ?? endedBy).ms <= due.ms ? "met" : "met-late";
  if (paused !== undefined) return "suspended";
  if (now > due.ms) return "overdue";
  if (waits !== 0 || (opens && now <= opens.until.ms)) return "waiting";
  return now >= soonFrom(due.day.number, working) ? "due-soon" : "open";
}

/** When something due on this day is due soon, in milliseconds since 1970. Throws CalendarTooShort. */
function soonFrom(day: number, working: Calendar): number {
  return dayWith(countedNumberBefore(day, working)).starts;
}
