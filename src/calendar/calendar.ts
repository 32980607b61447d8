import { dayInWords, dayNumbered, isWeekend, numberOf } from "./days.ts";

/** The bank holidays of a country, known for every day from one day until another. */
export type BankHolidays = {
  called: string;
  from: Temporal.PlainDate;
  until: Temporal.PlainDate;
  days: readonly { day: Temporal.PlainDate; title: string }[];
};

/** A stretch of days in a school's year, both ends included. */
export type TermSpan = {
  from: Temporal.PlainDate;
  until: Temporal.PlainDate;
  kind: "term" | "half-term" | "inset" | "closure";
};

/** The term dates of a school or an authority, with the name that errors and explanations call it by. */
export type Terms = { called: string; spans: readonly TermSpan[] };

/**
 * The days that count for one unit, over the stretch for which they are known. Days are numbers here (days since
 * 1 January 1970), because thousands of deadlines are counted for one page.
 */
export type Calendar = {
  called: string;
  from: number;
  until: number;
  /** The days that count, in order. */
  counted: Int32Array;
  /** How many of them there are up to each day, from the first on: so that no deadline has to search for its place. */
  upTo: Int32Array;
  /** The bank holidays among the days that do not count. */
  titles: ReadonlyMap<number, string>;
};

/** A deadline falls outside the days that a calendar knows. The mend is to add days to it, never to guess. */
export class CalendarTooShort extends Error {
  override readonly name = "CalendarTooShort";
  readonly calendar: string;
  /** From when until when it is known, in words. */
  readonly known: string;
  /** The first day that it knows. */
  readonly from: Temporal.PlainDate;

  constructor(calendar: Calendar) {
    const [from, until] = [dayInWords(dayNumbered(calendar.from)), dayInWords(dayNumbered(calendar.until))];
    const known = `from ${from} to ${until}`;
    super(`${calendar.called} are known ${known}, and a deadline falls outside. Add the missing days.`);
    this.calendar = calendar.called;
    this.known = known;
    this.from = dayNumbered(calendar.from);
  }
}

/** Working days: Monday to Friday without bank holidays. */
export function workingDays(holidays: BankHolidays): Calendar {
  const titles = titlesOf(holidays);
  const [from, until] = [numberOf(holidays.from), numberOf(holidays.until)];
  const counted = weekdaysOf(from, until, (day) => !titles.has(day));
  return calendarOf(holidays.called, from, until, titles, counted);
}

/**
 * School days: Monday to Friday within a term, without half-terms, training days, closures and bank holidays.
 * Known from the first day of the first term to the last day of the last, as far as the bank holidays are known too.
 * Without any term, nothing is known.
 */
export function schoolDays(terms: Terms, holidays: BankHolidays): Calendar {
  const titles = titlesOf(holidays);
  const inTerm = new Set<number>();
  const out = new Set<number>();
  for (const span of terms.spans) {
    const until = numberOf(span.until);
    for (let day = numberOf(span.from); day <= until; day++) (span.kind === "term" ? inTerm : out).add(day);
  }
  const known = [...inTerm].sort((a, b) => a - b);
  const from = Math.max(known[0] ?? 0, numberOf(holidays.from));
  const until = Math.min(known.at(-1) ?? -1, numberOf(holidays.until));
  const counted = weekdaysOf(from, until, (day) => inTerm.has(day) && !out.has(day) && !titles.has(day));
  return calendarOf(`${terms.called}'s term dates`, from, until, titles, counted);
}

/**
 * The last days of terms: one counted day for each, whatever day of the week it is. A half-term does not end one.
 * Known from the first day of the first term to the last day of the last.
 */
export function lastDaysOfTerms({ called, spans }: Terms): Calendar {
  const terms = spans.filter(({ kind }) => kind === "term");
  const ends = terms.map(({ until }) => numberOf(until)).sort((a, b) => a - b);
  const from = Math.min(...terms.map(({ from }) => numberOf(from)));
  return calendarOf(`${called}'s term dates`, from, ends.at(-1) ?? -1, new Map(), ends);
}

function titlesOf(holidays: BankHolidays): ReadonlyMap<number, string> {
  return new Map(holidays.days.map(({ day, title }) => [numberOf(day), title]));
}

function weekdaysOf(from: number, until: number, counts: (day: number) => boolean): number[] {
  const counted: number[] = [];
  for (let day = from; day <= until; day++) if (!isWeekend(day) && counts(day)) counted.push(day);
  return counted;
}

function calendarOf(
  called: string,
  from: number,
  until: number,
  titles: ReadonlyMap<number, string>,
  counted: readonly number[],
): Calendar {
  const upTo = new Int32Array(Math.max(0, until - from + 1));
  let place = 0;
  for (const nth of upTo.keys()) {
    while ((counted[place] ?? Number.POSITIVE_INFINITY) <= from + nth) place++;
    upTo[nth] = place;
  }
  return { called, from, until, counted: Int32Array.from(counted), upTo, titles };
}
