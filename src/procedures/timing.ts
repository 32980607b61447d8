import { dayWith } from "../calendar/index.ts";
import type { DaysCounted } from "./days-counted.ts";
import { type Due, dueFrom, type Moment } from "./due.ts";
import type { Duty } from "./duty.ts";
import type { Lateness } from "./lines.ts";
import type { Move } from "./moves.ts";
import type { Pause } from "./pauses.ts";
import { type Allowance, isCalendarUnit, isClockUnit } from "./units.ts";

/** Until when a duty may be done, and what moved that moment. */
export type Timing = {
  due: Due;
  /** The moment from which it was counted, and how many allowances were counted from there. */
  base: Moment;
  times: number;
  /** The last suspension after which it was counted anew. */
  resumed: Pause | undefined;
  /** The suspension that holds, or held when the duty ended. */
  paused: Pause | undefined;
  /** The last time that must be over before it may be done, where that is after what began it. */
  opens: Opening | undefined;
};

/** A time before whose end something may not be done: until when it lasts, and the fact from which it is counted. */
export type Opening = { until: Due; lasts: Allowance; since: Move };

/** What a history's deadlines are counted with. */
export type Clock = { days: DaysCounted; pauses: readonly Pause[] };

/** The timing of a duty, once it is known how it ended. Throws CalendarTooShort and NoTermDates. */
export function timingOf(duty: Duty, clock: Clock): Timing {
  duty.timing ??= counted(duty, clock);
  return duty.timing;
}

/**
 * When a duty becomes late if nothing ends it: never while it is suspended. The lateness of a whole day begins with
 * the next day.
 */
export function lateAfter(duty: Duty, clock: Clock): ReturnType<Lateness["lateAfter"]> {
  const { due, paused } = counted(duty, clock);
  if (paused && due.ms >= paused.from.ms) return undefined;
  if (isClockUnit(duty.rule.within.unit)) return { due, late: due };
  const { starts, start } = dayWith(due.day.number + 1);
  return { due, late: { ms: starts, at: start } };
}

/** While a duty is suspended its time does not run; afterwards it is counted anew, unless it was overdue before. */
function counted(duty: Duty, clock: Clock): Timing {
  let timing = firstTiming(duty, clock);
  const { rule, endedBy } = duty;
  for (const pause of clock.pauses) {
    const { from, until } = pause;
    if (!rule.stoppedBy.has(pause.suspension)) continue;
    if (endedBy && from.ms >= endedBy.ms) break;
    if (until && timing.base.ms >= until.ms) continue;
    if (until === undefined || (endedBy && comesBefore(endedBy, until))) return { ...timing, paused: pause };
    if (timing.due.ms < from.ms) continue;
    const due = dueFrom(until, rule.within, clock.days);
    timing = { ...timing, due, base: until, times: 1, resumed: pause, paused: undefined };
  }
  return timing;
}

function comesBefore(one: Move, other: Move): boolean {
  return one !== other && other.ms >= one.ms;
}

/** Months and terms that repeat are counted from where the first was counted, so that they never drift. */
function firstTiming(duty: Duty, clock: Clock): Timing {
  const { rule, repeats } = duty;
  const opens = rule.notBefore.length > 0 ? openingOf(duty, clock) : undefined;
  const base = opens?.until ?? duty.starts;
  if (!repeats || !isCalendarUnit(rule.within.unit)) {
    const due = dueFrom(base, rule.within, clock.days);
    return { due, base, times: 1, resumed: undefined, paused: undefined, opens };
  }
  const after = (from: Moment, times: number) =>
    dueFrom(from, { ...rule.within, count: rule.within.count * times }, clock.days);
  const before = timingOf(repeats, clock);
  let times = before.times + 1;
  let due = after(before.base, times);
  while (due.day.starts <= base.ms) due = after(before.base, ++times);
  return { due, base: before.base, times, resumed: undefined, paused: undefined, opens };
}

/** The last of the times before whose end a duty may not be done; undefined where all were over when it began. */
function openingOf({ rule, starts, barredSince }: Duty, { days }: Clock): Opening | undefined {
  let last: Opening | undefined;
  for (const [nth, { lasts }] of rule.notBefore.entries()) {
    const since = barredSince[nth];
    if (since === undefined) continue;
    const until = dueFrom(since, lasts, days);
    if ((last?.until ?? starts).ms < until.ms) last = { until, lasts, since };
  }
  return last;
}
