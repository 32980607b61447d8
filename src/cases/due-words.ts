import { bankHolidaysOfEngland, countedDaysBetween, dayOf, workingDaysOf } from "../calendar/index.ts";
import { dueInWords, timeInWords } from "../web/design/words.ts";

const workingDays = workingDaysOf({
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map(),
  authorities: new Map(),
});

/** How far off a due moment is: `today`, `in 2 working days`, `3 working days late`, or in days where no working day lies between. */
export function whenDue(dueAt: Temporal.Instant, now: Temporal.Instant): string {
  const [due, today] = [dayOf(dueAt), dayOf(now)];
  if (due.equals(today) && Temporal.Instant.compare(dueAt, now) < 0)
    return `late since ${timeInWords(dueAt)}`;
  return whenDueOn(due, today);
}

/** The same of what is due on a day: late from the next day on. */
export function whenDueOn(due: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const days = today.until(due).days;
  if (days === 0) return "today";
  const working =
    days > 0 ? countedDaysBetween(today, due, workingDays) : -countedDaysBetween(due, today, workingDays);
  return working === 0 ? dueInWords(days, "day") : dueInWords(working, "working day");
}

/** The working days for which something is late; 0 when it is in time or became late since the last one. */
export function workingDaysLate(dueAt: Temporal.Instant, now: Temporal.Instant): number {
  return Temporal.Instant.compare(dueAt, now) < 0
    ? countedDaysBetween(dayOf(dueAt), dayOf(now), workingDays)
    : 0;
}
