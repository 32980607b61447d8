import {
  type Calendar,
  type Calendars,
  dayNumbered,
  lastDaysOfTermsOf,
  lastDayToCountFrom,
  schoolDaysOf,
  workingDaysOf,
} from "../calendar/index.ts";
import type { Procedure } from "../procedures/index.ts";

/** A unit that needs to know a calendar. */
type CalendarUnit = "school days" | "terms" | "working days";

/** Where a calendar ends: after `lastStart`, deadlines in this unit cannot be worked out any more. */
export type Horizon = { ends: Temporal.PlainDate; lastStart: Temporal.PlainDate; unit: CalendarUnit };

/**
 * How long before it bites the end of a calendar is shown. A governing body agrees a school's dates at one of its
 * meetings, and it meets once a term; the longest term with the holiday after it lasts under five months. Half a year
 * holds one meeting for certain, and weeks to send the dates.
 */
export const shownAhead = Temporal.Duration.from({ months: 6 });

/** If the end of a calendar is to be shown on a day. */
export function isShown({ lastStart }: Pick<Horizon, "lastStart">, today: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(lastStart, today.add(shownAhead)) < 0;
}

/**
 * Until when a place's own term dates reach, for the longest time that a procedure gives in school days or terms, the
 * nearer of the two. Undefined when it has no dates, or no procedure counts in them.
 */
export function horizonOfTerms(
  calendars: Calendars,
  place: { schoolId: number } | { authorityId: number },
  procedures: readonly Procedure[],
): Horizon | undefined {
  const schoolDays = schoolDaysOf(calendars, place).calendar;
  const terms = lastDaysOfTermsOf(calendars, place).calendar;
  const both = [horizonOf(schoolDays, "school days", procedures), horizonOf(terms, "terms", procedures)];
  return both
    .filter((horizon) => horizon !== undefined)
    .sort((a, b) => Temporal.PlainDate.compare(a.lastStart, b.lastStart))[0];
}

/** Until when the bank holidays reach, for the longest time that a procedure gives in working days. */
export function horizonOfBankHolidays(
  calendars: Calendars,
  procedures: readonly Procedure[],
): Horizon | undefined {
  return horizonOf(workingDaysOf(calendars), "working days", procedures);
}

function horizonOf(
  calendar: Calendar,
  unit: CalendarUnit,
  procedures: readonly Procedure[],
): Horizon | undefined {
  const longest = longestIn(procedures, unit);
  if (longest === 0) return undefined;
  const ends = dayNumbered(calendar.until);
  // With fewer days than the longest deadline needs, none can be counted, from the first on.
  return { ends, unit, lastStart: lastDayToCountFrom(longest, calendar) ?? ends.subtract({ years: 1 }) };
}

/**
 * The longest time that any version gives in a unit. Also of one that is superseded, which open cases still follow, and
 * of one to come, which is counted by before long. Of all procedures alike: one may run together with another.
 */
function longestIn(procedures: readonly Procedure[], unit: CalendarUnit): number {
  const counts = procedures.flatMap(({ rules }) =>
    rules.filter(({ within }) => within.unit === unit).map(({ within }) => within.count),
  );
  return Math.max(0, ...counts);
}
