import { type Calendars, dayOf, type Place, startOf } from "../calendar/index.ts";
import type { Duty, Lateness } from "./duties.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { type Pause, stops } from "./pauses.ts";
import { type Allowance, type Due, dueAfter, isCalendarUnit, isClockUnit } from "./units.ts";

/** Until when a duty may be done, and what moved that moment. */
export type Timing = {
  due: Due;
  /** The moment from which it was counted, and how many allowances were counted from there. */
  base: Temporal.Instant;
  times: number;
  /** The last suspension after which it was counted anew. */
  resumed: Pause | undefined;
  /** The suspension that holds, or held when the duty ended. */
  paused: Pause | undefined;
  /** The last time that must be over before it may be done, where that is after what began it. */
  opens: Opening | undefined;
};

/** A time before whose end something may not be done: until when it lasts, and the fact from which it is counted. */
export type Opening = { until: Due; lasts: Allowance; since: CaseFact };

/** What a history's deadlines are counted with. */
export type Clock = { calendars: Calendars; place: Place; pauses: readonly Pause[] };

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
  if (paused && !isBefore(due.at, paused.from.happenedAt)) return undefined;
  const { unit } = duty.rule.within;
  return { due: due.at, late: isClockUnit(unit) ? due.at : startOf(due.on.add({ days: 1 })) };
}

/** While a duty is suspended its time does not run; afterwards it is counted anew, unless it was overdue before. */
function counted(duty: Duty, clock: Clock): Timing {
  let timing = firstTiming(duty, clock);
  for (const pause of clock.pauses) {
    if (!stops(pause.suspension, duty.rule)) continue;
    if (duty.endedBy && !isBefore(pause.from.happenedAt, duty.endedBy.happenedAt)) break;
    if (pause.until && !isBefore(timing.base, pause.until.happenedAt)) continue;
    if (pause.until === undefined || (duty.endedBy && comesBefore(duty.endedBy, pause.until)))
      return { ...timing, paused: pause };
    if (isBefore(timing.due.at, pause.from.happenedAt)) continue;
    const base = pause.until.happenedAt;
    const due = dueAfter(base, duty.rule.within, clock.calendars, clock.place);
    timing = { ...timing, due, base, times: 1, resumed: pause, paused: undefined };
  }
  return timing;
}

function comesBefore(one: CaseFact, other: CaseFact): boolean {
  return one !== other && !isBefore(other.happenedAt, one.happenedAt);
}

/** Months and terms that repeat are counted from where the first was counted, so that they never drift. */
function firstTiming(duty: Duty, clock: Clock): Timing {
  const { rule, repeats } = duty;
  const opens = openingOf(duty, clock);
  const base = opens?.until.at ?? duty.startsAt;
  if (!repeats || !isCalendarUnit(rule.within.unit)) {
    const due = dueAfter(base, rule.within, clock.calendars, clock.place);
    return { due, base, times: 1, resumed: undefined, paused: undefined, opens };
  }
  const after = (from: Temporal.Instant, times: number) =>
    dueAfter(from, { ...rule.within, count: rule.within.count * times }, clock.calendars, clock.place);
  const before = timingOf(repeats, clock);
  let times = before.times + 1;
  let due = after(before.base, times);
  while (Temporal.PlainDate.compare(due.on, dayOf(base)) <= 0) due = after(before.base, ++times);
  return { due, base: before.base, times, resumed: undefined, paused: undefined, opens };
}

/** The last of the times before whose end a duty may not be done; undefined where all were over when it began. */
function openingOf({ rule, startsAt, barredSince }: Duty, { calendars, place }: Clock): Opening | undefined {
  let last: Opening | undefined;
  for (const [nth, { lasts }] of rule.notBefore.entries()) {
    const since = barredSince[nth];
    if (since === undefined) continue;
    const until = dueAfter(since.happenedAt, lasts, calendars, place);
    if (isBefore(last?.until.at ?? startsAt, until.at)) last = { until, lasts, since };
  }
  return last;
}

function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return one.epochMilliseconds < other.epochMilliseconds;
}
