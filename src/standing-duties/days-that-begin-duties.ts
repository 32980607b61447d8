import type { Authority } from "../access/index.ts";
import { dayOf, startOf } from "../calendar/index.ts";
import type { CaseFact, Procedure } from "../procedures/index.ts";
import { versionsFollowed } from "./versions-followed.ts";

/** A day that begins duties by itself, as the program records it. */
export type DayToRecord = { kind: "duties-began" | "census-day"; happenedAt: Temporal.Instant };

const thursday = 4;

/**
 * The census days of the Department for Education in a year: the third Thursdays of January and May, the first of October.
 * (Termly collection on home education and children missing education.)
 */
export function censusDaysIn(year: number): Temporal.PlainDate[] {
  return [nthThursday(year, 1, 3), nthThursday(year, 5, 3), nthThursday(year, 10, 1)];
}

function nthThursday(year: number, month: number, nth: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return first.add({ days: ((thursday - first.dayOfWeek + 7) % 7) + 7 * (nth - 1) });
}

/**
 * The days that have come and are not on record yet. The work begins on the day on which the program first looks, and again
 * with each version that is followed from a later moment; census days count from the beginning. To record them and ask
 * again answers nothing.
 */
export function daysToRecord(
  procedures: readonly Procedure[],
  authority: Pick<Authority, "id" | "procedure">,
  facts: readonly CaseFact[],
  now: Temporal.Instant,
): DayToRecord[] {
  const known = facts
    .filter(({ kind }) => kind === "duties-began")
    .map(({ happenedAt }) => happenedAt)
    .sort(Temporal.Instant.compare);
  const began = known[0] ?? startOf(dayOf(now));
  const years = yearsFrom(dayOf(began).year, dayOf(now).year);
  const versions = versionsFollowed(procedures, authority).flatMap(({ version, from }) =>
    version.rules.some(({ about }) => about === "authority") ? [from] : [],
  );
  const wanted: DayToRecord[] = [
    ...[began, ...versions].map((happenedAt) => ({ kind: "duties-began" as const, happenedAt })),
    ...years.flatMap(censusDaysIn).map((day) => ({ kind: "census-day" as const, happenedAt: startOf(day) })),
  ];
  const hasCome = ({ happenedAt }: DayToRecord) =>
    Temporal.Instant.compare(began, happenedAt) <= 0 && Temporal.Instant.compare(happenedAt, now) <= 0;
  const isKnown = ({ kind, happenedAt }: DayToRecord) =>
    facts.some((fact) => fact.kind === kind && fact.happenedAt.equals(happenedAt));
  return wanted.filter((day) => hasCome(day) && !isKnown(day));
}

function yearsFrom(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}
