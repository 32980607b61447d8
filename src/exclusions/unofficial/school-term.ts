import {
  type Calendars,
  CalendarTooShort,
  lastDayOfTermAfter,
  NoTermDates,
  type Place,
} from "../../calendar/index.ts";

const names = ["autumn", "spring", "summer"] as const;

/** A term of a school year, by the year in which that began. */
export type SchoolTerm = { year: number; name: (typeof names)[number] };

/**
 * The term in which a day is reported, by the authority's own term dates; a day of the holidays belongs to the term that follows. Where no
 * term dates are known, spring is January to April and summer what is left: pure. [H06]
 */
export function termOf(day: Temporal.PlainDate, calendars: Calendars, place: Place): SchoolTerm {
  const { year, month } = lastDayOf(day, calendars, place) ?? day;
  const name = month >= 9 ? "autumn" : month <= 4 ? "spring" : "summer";
  return { year: month >= 9 ? year : year - 1, name };
}

function lastDayOf(day: Temporal.PlainDate, calendars: Calendars, place: Place) {
  try {
    return lastDayOfTermAfter(day.subtract({ days: 1 }), 1, calendars, place);
  } catch (fault) {
    if (fault instanceof NoTermDates || fault instanceof CalendarTooShort) return undefined;
    throw fault;
  }
}

/** "Autumn term 2026 to 2027". */
export function termInWords({ year, name }: SchoolTerm): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} term ${year} to ${year + 1}`;
}

/** The word of a term in an address: "2026-autumn". */
export function termWord({ year, name }: SchoolTerm): string {
  return `${year}-${name}`;
}

/** The term so called; undefined when there is none. */
export function termNamed(word: unknown): SchoolTerm | undefined {
  const [, year, name] = /^(20\d\d)-(autumn|spring|summer)$/.exec(String(word)) ?? [];
  return year && name ? { year: Number(year), name: name as SchoolTerm["name"] } : undefined;
}

/** This term and the ones before it, the latest first. */
export function termsBackFrom({ year, name }: SchoolTerm, count: number): SchoolTerm[] {
  const last = year * names.length + names.indexOf(name);
  return Array.from({ length: count }, (_, back) => {
    const place = last - back;
    return { year: Math.floor(place / names.length), name: names[place % names.length] ?? "autumn" };
  });
}

/** The days among which those of a term lie. */
export function daysAround({ year }: SchoolTerm): { from: Temporal.PlainDate; until: Temporal.PlainDate } {
  const from = Temporal.PlainDate.from({ year, month: 7, day: 15 });
  return { from, until: from.add({ months: 13 }) };
}
