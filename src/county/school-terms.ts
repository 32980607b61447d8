import { bankHolidaysOfEngland } from "../calendar/index.ts";
import type { Chance } from "./chance.ts";
import { type DayNumber, dayNumberAt, dayNumberOf, mondayOf } from "./county-days.ts";

const bankHolidays = new Set(bankHolidaysOfEngland.days.map(({ day }) => dayNumberOf(day)));

/** A stretch of the calendar, both days included. Half-terms and training days lie inside a term. */
export type CalendarStretch = {
  starts: DayNumber;
  ends: DayNumber;
  kind: "term" | "half-term" | "inset";
};

/** The terms of the school year that begins in September of the year, as an authority publishes them. */
export function termsOf(year: number): CalendarStretch[] {
  const easter = easterOf(year + 1);
  const september = dayNumberAt(year, 9, 1);
  const firstDay = september + ((10 - weekdayOf(september)) % 7);
  const christmas = mondayOf(dayNumberAt(year, 12, 22)) - 3;
  const january = mondayOf(dayNumberAt(year + 1, 1, 8)) + 1;
  const october = dayNumberAt(year, 10, 31);
  const lastFridayOfOctober = october - ((weekdayOf(october) + 2) % 7);
  const week = (monday: DayNumber): CalendarStretch => ({
    starts: monday,
    ends: monday + 4,
    kind: "half-term",
  });
  return [
    { starts: firstDay, ends: christmas, kind: "term" },
    week(lastFridayOfOctober - 4),
    { starts: january, ends: easter - 3, kind: "term" },
    week(mondayOf(dayNumberAt(year + 1, 2, 17))),
    { starts: easter + 15, ends: mondayOf(dayNumberAt(year + 1, 7, 22)) + 1, kind: "term" },
    week(mondayOf(dayNumberAt(year + 1, 5, 31))),
    { starts: firstDay, ends: firstDay, kind: "inset" },
    { starts: january, ends: january, kind: "inset" },
  ];
}

/** A school's own terms where it differs from its authority: other training days, or a two-week half-term in October. */
export function ownTermsOf(year: number, chance: Chance): CalendarStretch[] {
  const longHalfTerm = chance.happens(0.3);
  const summerTraining = chance.between(0, 3);
  return termsOf(year).map((stretch, place) => {
    if (place === 1 && longHalfTerm) return { ...stretch, starts: stretch.starts - 7 };
    if (place === 4) return { ...stretch, ends: stretch.ends + (longHalfTerm ? 3 : 1) };
    if (place === 7) {
      const june = mondayOf(dayNumberAt(year + 1, 6, 15)) + summerTraining;
      return { starts: june, ends: june, kind: "inset" };
    }
    return stretch;
  });
}

/** Whether pupils are expected on the day. */
export function isSchoolDay(stretches: readonly CalendarStretch[], day: DayNumber): boolean {
  const inside = (stretch: CalendarStretch) => stretch.starts <= day && day <= stretch.ends;
  return (
    weekdayOf(day) < 6 &&
    !bankHolidays.has(day) &&
    stretches.some((stretch) => stretch.kind === "term" && inside(stretch)) &&
    !stretches.some((stretch) => stretch.kind !== "term" && inside(stretch))
  );
}

/** The first day of the school year on which pupils are expected. */
export function firstSchoolDayOf(year: number): DayNumber {
  const terms = termsOf(year);
  let day = dayNumberAt(year, 9, 1);
  while (!isSchoolDay(terms, day)) day += 1;
  return day;
}

/** 1 is Monday, 7 is Sunday. */
function weekdayOf(day: DayNumber): number {
  return ((day + 3) % 7) + 1;
}

/** Easter Sunday by the Gregorian reckoning of Meeus. */
function easterOf(year: number): DayNumber {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return dayNumberAt(year, Math.floor(f / 31), (f % 31) + 1);
}
