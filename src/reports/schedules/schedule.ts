import type { Act } from "../../access/index.ts";
import {
  type Calendars,
  CalendarTooShort,
  NoTermDates,
  schoolDaysAfter,
  type Terms,
  workingDaysAfter,
} from "../../calendar/index.ts";

/** The reports that can be sent by time: what each is called, its address and the act that opens it. */
export const reports = {
  overview: { title: "Overview", href: "/overview", act: "see-overview" },
  "held-and-urgent": { title: "Held and urgent", href: "/held-and-urgent", act: "see-held-and-urgent" },
  review: { title: "Data review", href: "/review", act: "see-overview" },
  "annual-report": { title: "Annual report", href: "/annual-report", act: "see-overview" },
  "missing-education": {
    ...{ title: "All children missing education", href: "/missing-education", act: "see-register" },
  },
  unfound: { title: "Children who cannot be found", href: "/unfound", act: "see-register" },
  "area-registers": { title: "Registers of the areas", href: "/area-registers", act: "see-area-registers" },
  "government-return": {
    ...{ title: "Return to the Department for Education", href: "/government-return" },
    act: "make-government-return",
  },
} as const satisfies Record<string, { title: string; href: `/${string}`; act: Act }>;

export type Report = keyof typeof reports;

/** On which days a link goes. Monday is 1. */
export type Rhythm =
  | { every: "week"; weekday: number }
  | { every: "month"; weekday: null }
  | { every: "term"; weekday: null };

/** Every rhythm there is, by the word of its choice in a form, as people say it. */
export const rhythms: Readonly<Record<string, Rhythm & { words: string }>> = {
  ...Object.fromEntries(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].map((day, nth) => [
      `week-${nth + 1}`,
      { every: "week" as const, weekday: nth + 1, words: `Every ${day}` },
    ]),
  ),
  month: { every: "month", weekday: null, words: "On the first working day of each month" },
  term: { every: "term", weekday: null, words: "On the first school day of each term" },
};

/** A rhythm as people say it. */
export function rhythmInWords({ every, weekday }: Rhythm): string {
  return rhythms[weekday === null ? every : `${every}-${weekday}`]?.words ?? every;
}

/**
 * The first day after a day on which a rhythm's link goes; undefined where the term dates of the authority, or the bank holidays, are
 * not known so far. A day of the week counts in the holidays too.
 */
export function nextDayOf(
  rhythm: Rhythm,
  after: Temporal.PlainDate,
  { calendars, authorityId }: { calendars: Calendars; authorityId: number },
): Temporal.PlainDate | undefined {
  if (rhythm.every === "week") {
    return after.add({ days: ((rhythm.weekday - after.dayOfWeek + 6) % 7) + 1 });
  }
  try {
    // One by one: what comes later need not be known.
    for (const first of beginningsAround(rhythm, after, calendars.authorities.get(authorityId))) {
      const before = first.subtract({ days: 1 });
      const day =
        rhythm.every === "month"
          ? workingDaysAfter(before, 1, calendars)
          : schoolDaysAfter(before, 1, calendars, { authorityId });
      if (Temporal.PlainDate.compare(day, after) > 0) return day;
    }
    return undefined;
  } catch (fault) {
    if (fault instanceof CalendarTooShort || fault instanceof NoTermDates) return undefined;
    throw fault;
  }
}

/** The first days of the month of a day and the next, or of the terms that have not ended by it. */
function beginningsAround(
  { every }: Rhythm,
  day: Temporal.PlainDate,
  terms: Terms | undefined,
): Temporal.PlainDate[] {
  const month = day.with({ day: 1 });
  if (every === "month") return [month, month.add({ months: 1 })];
  return (terms?.spans ?? [])
    .filter(({ kind, until }) => kind === "term" && Temporal.PlainDate.compare(until, day) > 0)
    .map(({ from }) => from)
    .toSorted(Temporal.PlainDate.compare);
}

/** A schedule as it stands. A link goes to one person, or to whoever holds the role, in the area where there is one. */
export type Schedule = Rhythm & {
  id: number;
  authorityId: number;
  report: Report;
  personId: number | null;
  role: string | null;
  areaId: number | null;
  madeAt: Temporal.Instant;
};
