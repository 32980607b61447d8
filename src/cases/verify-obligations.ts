import { type Calendars, CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import type { Database } from "../database/index.ts";
import { type Procedure, proceduresOf } from "../procedures/index.ts";
import { calendarsOf } from "./calendars.store.ts";
import { differencesKept, type KeptDifference } from "./differences-kept.ts";
import { casesKept, type KeptCase, placesOfCases } from "./kept-cases.store.ts";
import { standingOf } from "./standing.ts";

/** How far verifying has come, and what it found in the cases since it last said so. */
export type Verified = { cases: number; obligations: number; differences: readonly KeptDifference[] };

/**
 * Works every case out from its facts and compares with the copies that lists read, as `differencesKept` says: none
 * differs unless somebody or something changed rows behind the program's back, or the calendars changed and the cases
 * were not counted anew. As the owner of the tables, who sees every case; all as of one moment, and changing nothing.
 * Answers after every few hundred cases, so that a register of any size takes the same memory.
 */
export async function* verifyObligations(
  database: Database,
  { procedures, now }: { procedures: readonly Procedure[]; now: Temporal.Instant },
): AsyncGenerator<Verified> {
  const snapshot = await database
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  try {
    const calendars = await calendarsOf(snapshot, await placesOfCases(snapshot));
    let [cases, obligations] = [0, 0];
    for await (const page of casesKept(snapshot)) {
      cases += page.length;
      const differences = page.flatMap((kept) => differencesIn(kept, procedures, calendars, now));
      obligations += page.reduce((count, kept) => count + kept.obligations.length, 0);
      yield { cases, obligations, differences };
    }
  } finally {
    await snapshot.rollback().execute();
  }
}

function differencesIn(
  kept: KeptCase,
  all: readonly Procedure[],
  calendars: Calendars,
  now: Temporal.Instant,
): KeptDifference[] {
  const { row, facts } = kept;
  const asked = { procedures: proceduresOf(all, row), facts, calendars, place: row };
  const atLastFact = () => {
    const recorded = facts.map(({ madeAt }) => madeAt).sort(Temporal.Instant.compare);
    return standingOf({ ...asked, now: recorded.at(-1) ?? now });
  };
  try {
    return differencesKept(kept, standingOf({ ...asked, now }), atLastFact);
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort || fault instanceof NoTermDates)) throw fault;
    return [{ case: row.reference, found: "cannot be worked out", because: fault.message }];
  }
}
