import {
  type Calendar,
  type Calendars,
  countedDaysAfter,
  dayInWords,
  dayNumberOf,
  dayOf,
  daysLeftOut,
  dueMomentOf,
  lastDaysOfTermsOf,
  momentInWords,
  monthsAfter,
  type Place,
  schoolDaysOf,
  workingDaysOf,
} from "../calendar/index.ts";

/** The closed list of units in which a procedure counts. */
export const units = [
  "minutes",
  "hours",
  "calendar days",
  "working days",
  "school days",
  "weeks",
  "months",
  "terms",
] as const;
type Unit = (typeof units)[number];

/** How long somebody has. "After" makes the next day day one; "beginning with" makes the day itself day one. */
export type Allowance = { count: number; unit: Unit; counting: "after" | "beginning with" };

/** Until when something may be done, and how that was counted, in words. */
export type Due = { at: Temporal.Instant; on: Temporal.PlainDate; counted: string };

/** An allowance in words: `10 working days`, `1 week`. */
export function allowanceInWords({ count, unit }: Allowance): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** A time with the way in which it is counted: `10 working days`, `15 calendar days, beginning with the day`. */
export function withinInWords(allowance: Allowance): string {
  return `${allowanceInWords(allowance)}${allowance.counting === "after" ? "" : ", beginning with the day"}`;
}

/** The allowance that these words name, or undefined when they name none. */
export function allowanceNamed(words: string): Allowance | undefined {
  const [, count, named, beginning] = /^(\d{1,4}) ([a-z ]+?)(, beginning with the day)?$/.exec(words) ?? [];
  const unit = units.find((each) => each === named || each === `${named}s`);
  if (count === undefined || unit === undefined || Number(count) === 0) return undefined;
  if ((isClockUnit(unit) || unit === "terms") && beginning !== undefined) return undefined;
  return { count: Number(count), unit, counting: beginning === undefined ? "after" : "beginning with" };
}

/** If a unit runs by the clock, from one moment to another, rather than by whole days. */
export function isClockUnit(unit: Unit): unit is "minutes" | "hours" {
  return unit === "minutes" || unit === "hours";
}

/** If a unit belongs to the calendar, so that a duty that repeats falls on the same places of it. */
export function isCalendarUnit(unit: Unit): boolean {
  return unit === "months" || unit === "terms";
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
  const { count, unit } = allowance;
  if (isClockUnit(unit)) {
    const at = start.add({ [unit]: count });
    return {
      at,
      on: dayOf(at),
      counted: `Counted ${allowanceInWords(allowance)} from ${momentInWords(start)}: due by ${momentInWords(at)}.`,
    };
  }
  const { calendar, borrowed } = calendarFor(unit, calendars, place);
  const known = knownDues.get(calendar) ?? new Map<number, Due>();
  // One number for day, count, unit and the two ways to count: a text of them took longer than the rest of the answer.
  const ways = units.indexOf(unit) * 4 + (allowance.counting === "after" ? 2 : 0) + (borrowed ? 1 : 0);
  const key = (dayNumberOf(start) * 100_000 + count) * 32 + ways;
  const found = known.get(key);
  if (found !== undefined) return found;
  const due = dueAtEndOfDay(dayOf(start), allowance, calendar, borrowed);
  remember(calendar, known.set(key, due));
  return due;
}

function calendarFor(unit: Unit, calendars: Calendars, place: Place) {
  if (unit === "school days") return schoolDaysOf(calendars, place);
  if (unit === "terms") return lastDaysOfTermsOf(calendars, place);
  return { calendar: workingDaysOf(calendars), borrowed: false };
}

/** Cases share their days and rules share their allowances, so a list of thousands counts each pair once. */
let knownDues = new WeakMap<Calendar, Map<number, Due>>();
let countOfDues = 0;

/** So many are known at a time: all days of all schools of a county would fill the memory. */
const mostDues = 50_000;

function remember(calendar: Calendar, known: Map<number, Due>): void {
  countOfDues += 1;
  if (countOfDues > mostDues) {
    countOfDues = 0;
    knownDues = new WeakMap();
  } else knownDues.set(calendar, known);
}

function dueAtEndOfDay(
  day: Temporal.PlainDate,
  { count, unit, counting }: Allowance,
  calendar: Calendar,
  borrowed: boolean,
): Due {
  const from = counting === "after" ? day : day.subtract({ days: 1 });
  const { on, how } = lastDay(from, count, unit, calendar, borrowed);
  return { at: dueMomentOf(on), on, counted: `${how}: due by the end of ${dayInWords(on)}.` };
}

function lastDay(
  from: Temporal.PlainDate,
  count: number,
  unit: Unit,
  calendar: Calendar,
  borrowed: boolean,
): { on: Temporal.PlainDate; how: string } {
  switch (unit) {
    case "weeks":
      return { on: from.add({ weeks: count }), how: `Counted ${count * 7} days` };
    case "months":
      return { on: monthsAfter(from, count), how: "Counted to the same date of the month" };
    case "terms": {
      const on = countedDaysAfter(from, count, calendar);
      return { on, how: `Counted to the last day of ${termInWords(count)}${whoseTerms(calendar, borrowed)}` };
    }
    case "working days":
    case "school days": {
      const on = countedDaysAfter(from, count, calendar);
      const days = from.until(on).days;
      const left = daysLeftOut(from, on, calendar);
      const whose = whoseTerms(calendar, borrowed);
      return {
        on,
        how: `Counted ${days} ${days === 1 ? "day" : "days"}${left && `, less ${left}`}${whose}`,
      };
    }
    default:
      return { on: from.add({ days: count }), how: "Counted every day" };
  }
}

function whoseTerms(calendar: Calendar, borrowed: boolean): string {
  return borrowed ? `, by ${calendar.called}, as the school's own are not known` : "";
}

function termInWords(count: number): string {
  return count === 1 ? "the term" : `the ${count === 2 ? "second" : `${count}th`} term`;
}
