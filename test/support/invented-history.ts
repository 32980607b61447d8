import fc from "fast-check";
import { bankHolidaysOfEngland, type Calendars } from "../../src/calendar/index.ts";
import { atFirst, circumstancesAfter } from "../../src/procedures/circumstances.ts";
import type { CaseFact, DetailsOf, FactKind, FactOf } from "../../src/procedures/fact-kinds.ts";
import { mayHappen } from "../../src/procedures/scenes.ts";
import { everySortOfFact } from "../../src/procedures/sorts-of-fact.ts";

/** Calendars for tests: England's bank holidays, and the terms of one invented authority and its school. */
export const inventedCalendars: Calendars = {
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map(),
  authorities: new Map([[1, { called: "Eastmarsh", spans: termsThrough(2024, 2029) }]]),
};

/** A moment in London, by its ISO day and clock time. */
export function moment(day: string, time = "10:00"): Temporal.Instant {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime("Europe/London").toInstant();
}

/** A fact as tests write it: recorded when it happened, unless told otherwise. */
export function fact<K extends FactKind>(
  id: number,
  happenedAt: Temporal.Instant,
  kind: K,
  details: DetailsOf<K>,
  { madeAt = happenedAt, replaces }: { madeAt?: Temporal.Instant; replaces?: number } = {},
): CaseFact {
  const made: FactOf<K> = { id, kind, happenedAt, madeAt, details, replaces };
  return made as CaseFact;
}

/** Any history that the program allows, from the referral on: any facts in any order, minutes to weeks apart. */
export const anyHistory: fc.Arbitrary<CaseFact[]> = fc
  .array(fc.record({ sort: fc.nat(), minutes: fc.oneof(fc.nat(600), fc.nat(60_000)), enquiry: fc.nat(3) }), {
    maxLength: 30,
  })
  .map((choices) => {
    let now = atFirst;
    let at = moment("2025-03-03");
    const facts: CaseFact[] = [];
    for (const { sort, minutes, enquiry } of [{ sort: firstSort, minutes: 0, enquiry: 0 }, ...choices]) {
      const chosen = sorts[sort % sorts.length];
      if (chosen === undefined || !mayHappen(chosen, now)) continue;
      at = at.add({ minutes });
      const details =
        "enquiryId" in chosen.details ? { ...chosen.details, enquiryId: enquiry } : chosen.details;
      const next = { ...chosen, id: facts.length + 1, happenedAt: at, madeAt: at, details } as CaseFact;
      now = circumstancesAfter(now, next);
      facts.push(next);
    }
    return facts;
  });

const sorts = everySortOfFact();
const firstSort = sorts.findIndex(({ kind }) => kind === "referral-received");

function termsThrough(from: number, until: number) {
  const years = Array.from({ length: until - from + 1 }, (_, place) => from + place);
  return years.flatMap((year) =>
    ["01-06/03-28", "04-14/07-22", "09-02/12-19"].map((span) => {
      const [first = "", last = ""] = span.split("/");
      return {
        from: Temporal.PlainDate.from(`${year}-${first}`),
        until: Temporal.PlainDate.from(`${year}-${last}`),
        kind: "term" as const,
      };
    }),
  );
}
