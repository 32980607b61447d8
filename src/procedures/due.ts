import {
  type Calendar,
  type Calendars,
  countedNumberAfter,
  type Day,
  dayAt,
  daysLeftOut,
  dayWith,
  momentInWords,
  monthsAfter,
  numberOf,
  type Place,
} from "../calendar/index.ts";
import { DaysCounted } from "./days-counted.ts";
import { type Allowance, allowanceInWords, isClockUnit } from "./units.ts";

/**
 * A moment as the engine compares it, in milliseconds since 1970, and as Temporal has it. Temporal is asked for only by
 * whoever reads it: one new Instant takes as long as counting fifty deadlines.
 */
export type Moment = { readonly ms: number; readonly at: Temporal.Instant };

/** Until when something may be done, and how that was counted. */
export class Due implements Moment {
  readonly ms: number;
  readonly day: Day;
  readonly #start: Moment;
  readonly #allowance: Allowance;
  readonly #days: DaysCounted;

  constructor(ms: number, day: Day, start: Moment, allowance: Allowance, days: DaysCounted) {
    this.ms = ms;
    this.day = day;
    this.#start = start;
    this.#allowance = allowance;
    this.#days = days;
  }

  /** The last moment at which it is in time. */
  get at(): Temporal.Instant {
    if (!isClockUnit(this.#allowance.unit)) return this.day.end;
    // Less than a millisecond is kept. Temporal's own adding takes three times as long.
    const { at, ms } = this.#start;
    return Temporal.Instant.fromEpochNanoseconds(at.epochNanoseconds + 1_000_000n * BigInt(this.ms - ms));
  }

  get on(): Temporal.PlainDate {
    return this.day.date;
  }

  /** In plain English: `Counted 14 days, less 4 weekend days: due by the end of Tuesday 17 March 2026.` */
  get counted(): string {
    const allowance = this.#allowance;
    if (!isClockUnit(allowance.unit)) return `${this.#howCounted()}: due by the end of ${this.day.words}.`;
    return `Counted ${allowanceInWords(allowance)} from ${momentInWords(this.#start.at)}: due by ${momentInWords(this.at)}.`;
  }

  #howCounted(): string {
    const { count, unit } = this.#allowance;
    switch (unit) {
      case "weeks":
        return `Counted ${count * 7} days`;
      case "months":
        return "Counted to the same date of the month";
      case "terms":
        return `Counted to the last day of ${termInWords(count)}${whoseTerms(this.#days.terms)}`;
      case "working days":
        return this.#howSkipped({ calendar: this.#days.working, borrowed: false });
      case "school days":
        return this.#howSkipped(this.#days.school);
      default:
        return "Counted every day";
    }
  }

  #howSkipped(by: Terms): string {
    const from = dayBefore(this.#start, this.#allowance);
    const days = this.day.number - from;
    const left = daysLeftOut(dayWith(from).date, this.on, by.calendar);
    return `Counted ${days} ${days === 1 ? "day" : "days"}${left && `, less ${left}`}${whoseTerms(by)}`;
  }
}

/**
 * The end of an allowance that starts at a moment. Minutes and hours run from the moment itself; every other unit from its day in
 * London, and lasts to the end of the last day, also when that is a weekend or holiday.
 * Throws CalendarTooShort and NoTermDates.
 */
export function dueAfter(
  start: Temporal.Instant,
  allowance: Allowance,
  calendars: Calendars,
  place: Place,
): Due {
  const from = { ms: start.epochMilliseconds, at: start };
  return dueFrom(from, allowance, new DaysCounted(calendars, place));
}

/** The same for a moment of the engine. Throws CalendarTooShort and NoTermDates. */
export function dueFrom(start: Moment, allowance: Allowance, days: DaysCounted): Due {
  const { count, unit } = allowance;
  if (isClockUnit(unit)) {
    const ms = start.ms + count * (unit === "hours" ? 3_600_000 : 60_000);
    return new Due(ms, dayAt(ms), start, allowance, days);
  }
  const day = dayWith(lastDay(dayBefore(start, allowance), allowance, days));
  return new Due(day.ends, day, start, allowance, days);
}

/** The number of the day after which the first day is counted. */
function dayBefore({ ms }: Moment, { counting }: Allowance): number {
  const { number } = dayAt(ms);
  return counting === "after" ? number : number - 1;
}

function lastDay(from: number, { count, unit }: Allowance, days: DaysCounted): number {
  switch (unit) {
    case "weeks":
      return from + 7 * count;
    case "months":
      return numberOf(monthsAfter(dayWith(from).date, count));
    case "terms":
      return countedNumberAfter(from, count, days.terms.calendar);
    case "working days":
      return countedNumberAfter(from, count, days.working);
    case "school days":
      return countedNumberAfter(from, count, days.school.calendar);
    default:
      return from + count;
  }
}

type Terms = { calendar: Calendar; borrowed: boolean };

function whoseTerms({ calendar, borrowed }: Terms): string {
  return borrowed ? `, by ${calendar.called}, as the school's own are not known` : "";
}

function termInWords(count: number): string {
  return count === 1 ? "the term" : `the ${count === 2 ? "second" : `${count}th`} term`;
}
