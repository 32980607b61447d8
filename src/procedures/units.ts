import {
  type Calendar,
  type Calendars,
  countedDaysAfter,
  dayInWords,
  dayOf,
  daysLeftOut,
  dueMomentOf,
  momentInWords,
  monthsAfter,
  numberOf,
  type Place,
  schoolDaysOf,
  workingDaysOf,
} from "../calendar/index.ts";

/** The closed list of units in which a procedure counts. */
export const units = ["hours", "calendar days", "working days", "school days", "weeks", "months"] as const;
type Unit = (typeof units)[number];

/** How long somebody has. "After" makes the next day day one; "beginning with" makes the day itself day one. */
export type Allowance = { count: number; unit: Unit; counting: "after" | "beginning with" };

/** Until when something may be done, and how that was counted, in words. */
export type Due = { at: Temporal.Instant; on: Temporal.PlainDate; counted: string };

/** An allowance in words: `10 working days`, `1 week`. */
export function allowanceInWords({ count, unit }: Allowance): string {
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}

/** The allowance that these words name, or undefined when they name none. */
export function allowanceNamed(words: string): Allowance | undefined {
  const [, count, named, beginning] = /^(\d{1,4}) ([a-z ]+?)(, beginning with the day)?$/.exec(words) ?? [];
  const unit = units.find((each) => each === named || each === `${named}s`);
  if (count === undefined || unit === undefined || Number(count) === 0) return undefined;
  if (unit === "hours" && beginning !== undefined) return undefined;
  return { count: Number(count), unit, counting: beginning === undefined ? "after" : "beginning with" };
}

/**
 * The end of an allowance that starts at a moment. Hours run from the moment itself; every other unit from its day in
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
  if (unit === "hours") {
    const at = start.add({ hours: count });
    return {
      at,
      on: dayOf(at),
      counted: `Counted ${count} hours from ${momentInWords(start)}: due by ${momentInWords(at)}.`,
    };
  }
  const { calendar, borrowed } =
    unit === "school days"
      ? schoolDaysOf(calendars, place)
      : { calendar: workingDaysOf(calendars), borrowed: false };
  const day = dayOf(start);
  const known = knownDues.get(calendar) ?? new Map<string, Due>();
  const key = `${count} ${unit} ${allowance.counting} ${numberOf(day)} ${borrowed}`;
  const due = known.get(key) ?? dueAtEndOfDay(day, allowance, calendar, borrowed);
  knownDues.set(calendar, known.set(key, due));
  return due;
}

/** Cases share their days and rules share their allowances, so a list of thousands counts each pair once. */
const knownDues = new WeakMap<Calendar, Map<string, Due>>();

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
    case "working days":
    case "school days": {
      const on = countedDaysAfter(from, count, calendar);
      const days = from.until(on).days;
      const left = daysLeftOut(from, on, calendar);
      const whose = borrowed ? ` by ${calendar.called}, as the school's own are not known` : "";
      return {
        on,
        how: `Counted ${days} ${days === 1 ? "day" : "days"}${left && `, less ${left}`}${whose && `,${whose}`}`,
      };
    }
    default:
      return { on: from.add({ days: count }), how: "Counted every day" };
  }
}
