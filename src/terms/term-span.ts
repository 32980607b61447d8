import { dayInWords } from "../calendar/index.ts";

/** What a stretch of a school's year is, and how people call it. */
export const kindsInWords = {
  term: "Term",
  "half-term": "Half-term",
  inset: "Training day",
  closure: "Closed",
} as const;
export type SpanKind = keyof typeof kindsInWords;

/** A stretch of days as a file or the record says it, both days included. */
export type Span = { kind: SpanKind; from: Temporal.PlainDate; until: Temporal.PlainDate };

/** A stretch that a file gives: in which row or event, and of which place where it says so (LAESTAB or authority code). */
export type GivenSpan = Span & { at: number; code: string | undefined };

/** What is wrong with a row or event of a file, and what to do about it. `code` is its place, where that was clear. */
export type SpanFault = { at: number; field: string; fault: string; mend: string; code?: string | undefined };

/** The days of a stretch in words: `Thursday 3 September 2026 to Friday 18 December 2026`, or one day. */
export function spanInWords({ from, until }: Pick<Span, "from" | "until">): string {
  return from.equals(until) ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(until)}`;
}

/** If two stretches have a day in common. */
export function overlap(one: Pick<Span, "from" | "until">, other: Pick<Span, "from" | "until">): boolean {
  return (
    Temporal.PlainDate.compare(one.from, other.until) <= 0 &&
    Temporal.PlainDate.compare(other.from, one.until) <= 0
  );
}

/** If two stretches say the same. */
export function isSameSpan(one: Span, other: Span): boolean {
  return one.kind === other.kind && one.from.equals(other.from) && one.until.equals(other.until);
}

/**
 * The school year of a day, by the year in which it begins. It begins with the first term that starts after July
 * (Education Act 1996, section 579), so a day of August belongs to the coming one.
 */
export function schoolYearOf({ year, month }: Temporal.PlainDate): number {
  return month >= 8 ? year : year - 1;
}
