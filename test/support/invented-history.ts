import fc from "fast-check";
import { bankHolidaysOfEngland, type Calendars } from "../../src/calendar/index.ts";
import { atFirst, circumstancesAfter } from "../../src/procedures/circumstances.ts";
import {
  type CaseFact,
  type DetailsOf,
  type FactKind,
  type FactOf,
  factKinds,
} from "../../src/procedures/fact-kinds.ts";
import { mayHappen } from "../../src/procedures/scenes.ts";
import { everySortOfFact } from "../../src/procedures/sorts-of-fact.ts";

const everySort = everySortOfFact();
const kinds = Object.keys(factKinds) as FactKind[];

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
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      sort: fc.nat(),
      minutes: fc.oneof(fc.nat(600), fc.nat(60_000)),
      enquiry: fc.nat(3),
    }),
    { maxLength: 40 },
  )
  .map((choices) => {
    let now = atFirst;
    let at = moment("2025-03-03");
    const facts: CaseFact[] = [];
    const referral = { kind: "referral-received" as const, sort: 0, minutes: 0, enquiry: 0 };
    for (const { kind, sort, minutes, enquiry } of [referral, ...choices]) {
      const sorts = everySort.filter((each) => each.kind === kind);
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
