import {
  type BankHolidays,
  type Calendar,
  lastDaysOfTerms,
  schoolDays,
  type Terms,
  workingDays,
} from "./calendar.ts";
import { countedDaysAfter } from "./counting.ts";

/** Every calendar that deadlines may need, as plain rows: a store or a file can supply them. Not changed once made. */
export type Calendars = {
  bankHolidays: BankHolidays;
  /** The terms of each school that has its own, by the school's id. */
  schools: ReadonlyMap<number, Terms>;
  /** The terms of each authority, which hold for a school without its own and for a child on no roll. */
  authorities: ReadonlyMap<number, Terms>;
};

/** Whose school days are counted. */
export type Place = { schoolId?: number | null | undefined; authorityId?: number | null | undefined };

/** Neither the school nor the authority has any term dates. */
export class NoTermDates extends Error {
  override readonly name = "NoTermDates";

  constructor(place: Place) {
    super(
      `No term dates are known for school ${place.schoolId ?? "(none)"} or authority ${place.authorityId ?? "(none)"}. Import them, so that school days can be counted.`,
    );
  }
}

/** The nth working day after a day in England: Monday to Friday, bank holidays left out. Throws CalendarTooShort. */
export function workingDaysAfter(
  day: Temporal.PlainDate,
  count: number,
  calendars: Calendars,
): Temporal.PlainDate {
  return countedDaysAfter(day, count, workingDaysOf(calendars));
}

/** The nth school day after a day, at the school or else in the authority. Throws CalendarTooShort and NoTermDates. */
export function schoolDaysAfter(
  day: Temporal.PlainDate,
  count: number,
  calendars: Calendars,
  place: Place,
): Temporal.PlainDate {
  return countedDaysAfter(day, count, schoolDaysOf(calendars, place).calendar);
}

/**
 * The last day of the nth term that ends after a day, at the school or else in the authority. On the last day of a term
 * the count is of the terms after it; a half-term is no end. Throws CalendarTooShort and NoTermDates.
 */
export function lastDayOfTermAfter(
  day: Temporal.PlainDate,
  count: number,
  calendars: Calendars,
  place: Place,
): Temporal.PlainDate {
  return countedDaysAfter(day, count, lastDaysOfTermsOf(calendars, place).calendar);
}

/** The working days of these calendars. */
export function workingDaysOf(calendars: Calendars): Calendar {
  return remembered(calendars.bankHolidays, calendars.bankHolidays, () =>
    workingDays(calendars.bankHolidays),
  );
}

/** The school days of a school, or of its authority where the school has no terms of its own: `borrowed` says so. */
export function schoolDaysOf(calendars: Calendars, place: Place): { calendar: Calendar; borrowed: boolean } {
  const { terms, borrowed } = termsOf(calendars, place);
  const calendar = remembered(terms, calendars.bankHolidays, () => schoolDays(terms, calendars.bankHolidays));
  return { calendar, borrowed };
}

/**
 * The last days of the terms of a school, or of its authority where the school has no terms of its own: `borrowed` says
 * so. Counted like any calendar: its first day after a day is the last day of the first term that ends after it.
 * Throws NoTermDates.
 */
export function lastDaysOfTermsOf(
  calendars: Calendars,
  place: Place,
): { calendar: Calendar; borrowed: boolean } {
  const { terms, borrowed } = termsOf(calendars, place);
  const calendar = ends.get(terms) ?? lastDaysOfTerms(terms);
  ends.set(terms, calendar);
  return { calendar, borrowed };
}

function termsOf(calendars: Calendars, place: Place): { terms: Terms; borrowed: boolean } {
  const own = place.schoolId == null ? undefined : calendars.schools.get(place.schoolId);
  const theirs = place.authorityId == null ? undefined : calendars.authorities.get(place.authorityId);
  if (own && hasTerms(own)) return { terms: own, borrowed: false };
  if (!theirs || !hasTerms(theirs)) throw new NoTermDates(place);
  return { terms: own ? borrowedBy(own, theirs) : theirs, borrowed: true };
}

function hasTerms({ spans }: Terms): boolean {
  return spans.some(({ kind }) => kind === "term");
}

/** A school without terms of its own still has its own closures and training days, besides its authority's. */
function borrowedBy(own: Terms, theirs: Terms): Terms {
  const known = borrowed.get(own);
  if (known?.theirs === theirs) return known.terms;
  const terms = { called: theirs.called, spans: [...theirs.spans, ...own.spans] };
  borrowed.set(own, { theirs, terms });
  return terms;
}

/** Counting out a calendar takes longer than a thousand deadlines, so each is made once for as long as its rows live. */
const made = new WeakMap<object, { holidays: BankHolidays; calendar: Calendar }>();
const ends = new WeakMap<Terms, Calendar>();
const borrowed = new WeakMap<Terms, { theirs: Terms; terms: Terms }>();

function remembered(rows: object, holidays: BankHolidays, make: () => Calendar): Calendar {
  const known = made.get(rows);
  if (known?.holidays === holidays) return known.calendar;
  const calendar = make();
  made.set(rows, { holidays, calendar });
  return calendar;
}
