import { type Calendar, CalendarTooShort } from "./calendar.ts";
import { dayNumbered, isWeekend, numberOf } from "./days.ts";

/**
 * The nth day that counts after a day: the first day that counts after it is day one. For "beginning with", count
 * after the day before. Throws CalendarTooShort when the count leaves the days that the calendar knows.
 */
export function countedDaysAfter(
  day: Temporal.PlainDate,
  count: number,
  calendar: Calendar,
): Temporal.PlainDate {
  return dayNumbered(countedNumberAfter(numberOf(day), count, calendar));
}

/** The same, from day number to day number. Throws CalendarTooShort. */
export function countedNumberAfter(day: number, count: number, calendar: Calendar): number {
  const found = calendar.counted[placeAfter(calendar, day) + count - 1];
  if (day + 1 < calendar.from || found === undefined) throw new CalendarTooShort(calendar);
  return found;
}

/** The last day that counts before a day, both by their numbers. Throws CalendarTooShort. */
export function countedNumberBefore(day: number, calendar: Calendar): number {
  const found = calendar.counted[placeAfter(calendar, day - 1) - 1];
  if (day > calendar.until + 1 || found === undefined) throw new CalendarTooShort(calendar);
  return found;
}

/** The last day after which so many days that count are still known; undefined when there are not so many. */
export function lastDayToCountFrom(count: number, calendar: Calendar): Temporal.PlainDate | undefined {
  const first = calendar.counted.at(-count);
  return first === undefined ? undefined : dayNumbered(first - 1);
}

/** How many counted days lie after one day, up to and including another. */
export function countedDaysBetween(
  after: Temporal.PlainDate,
  until: Temporal.PlainDate,
  calendar: Calendar,
): number {
  return placeAfter(calendar, numberOf(until)) - placeAfter(calendar, numberOf(after));
}

/** The day this many months after, or the last day of that month where it is shorter (31 January, one month: 28 February). */
export function monthsAfter(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  return day.add({ months: count });
}

/**
 * Which days were left out of a count, in words: `4 weekend days, Good Friday and Easter Monday`, or nothing.
 * The day counted from is not itself part of the count.
 */
export function daysLeftOut(
  after: Temporal.PlainDate,
  until: Temporal.PlainDate,
  calendar: Calendar,
): string {
  const [from, last] = [numberOf(after), numberOf(until)];
  let weekend = 0;
  let outOfTerm = 0;
  const titles: string[] = [];
  let place = placeAfter(calendar, from);
  for (let day = from + 1; day <= last; day++) {
    if (calendar.counted[place] === day) {
      place++;
      continue;
    }
    const title = calendar.titles.get(day);
    if (isWeekend(day)) weekend++;
    else if (title !== undefined) titles.push(title);
    else outOfTerm++;
  }
  const parts = [
    ...(weekend > 0 ? [`${weekend} weekend ${weekend === 1 ? "day" : "days"}`] : []),
    ...(outOfTerm > 0 ? [`${outOfTerm} ${outOfTerm === 1 ? "day" : "days"} without school`] : []),
    ...titles,
  ];
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join("");
}

/** The place in the list of the first counted day after a day. */
function placeAfter({ from, upTo, counted }: Calendar, day: number): number {
  return day < from ? 0 : (upTo[day - from] ?? counted.length);
}
