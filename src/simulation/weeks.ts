import type { Calendars } from "../calendar/index.ts";
import { countedDaysBetween, dayOf, startOf, workingDaysOf } from "../calendar/index.ts";

type Days = { from: Temporal.PlainDate; to: Temporal.PlainDate };

/** The Mondays of the weeks in which these days lie. */
export function mondaysOf({ from, to }: Days): Temporal.PlainDate[] {
  const mondays: Temporal.PlainDate[] = [];
  let monday = from.subtract({ days: from.dayOfWeek - 1 });
  for (; Temporal.PlainDate.compare(monday, to) <= 0; monday = monday.add({ weeks: 1 })) mondays.push(monday);
  return mondays;
}

/** In which of these weeks a moment (in milliseconds) lies, counted from 0. */
export function weekOfMoment(at: number, [first]: readonly Temporal.PlainDate[]): number {
  return first ? Math.floor(first.until(dayAt(at)).days / 7) : 0;
}

/** The last moment of the week that begins on a Monday, in milliseconds. */
export function endOfWeek(monday: Temporal.PlainDate): number {
  return startOf(monday.add({ weeks: 1 })).epochMilliseconds - 1;
}

/** How many working days of the week that begins on a Monday lie between the days. */
export function workingDaysIn(monday: Temporal.PlainDate, { from, to }: Days, calendars: Calendars): number {
  const sunday = monday.add({ days: 6 });
  const first = Temporal.PlainDate.compare(monday, from) < 0 ? from : monday;
  const last = Temporal.PlainDate.compare(sunday, to) < 0 ? sunday : to;
  return countedDaysBetween(first.subtract({ days: 1 }), last, workingDaysOf(calendars));
}

/** The day in London of a moment in milliseconds. */
export function dayAt(at: number): Temporal.PlainDate {
  return dayOf(Temporal.Instant.fromEpochMilliseconds(at));
}
