import { setImmediate } from "node:timers/promises";
import { calendarsOf, recordHistories } from "../cases/index.ts";
import type { Database } from "../database/index.ts";
import { chanceFrom, inventedHistory } from "../lives/index.ts";
import { type Procedure, proceduresOf } from "../procedures/index.ts";
import { enquiryNumbers, keepEnquiries } from "./invented-enquiries.store.ts";
import { keepVisitRequests, keepVisits, raiseFlags } from "./invented-visits.store.ts";
import { missingPupils } from "./missing-pupils.store.ts";

/** Numbers taken for the enquiries of one invented history; what is over stays unused. */
const mostEnquiries = 180;

/**
 * Gives at most `most` missing children of each authority a case with an invented past, as the owner of the tables.
 * Answers how many cases there are now. The same seed gives the same pasts.
 */
export async function recordInventedHistories(
  owner: Database,
  {
    procedures,
    now,
    most,
    seed = 7,
    progress = () => {},
  }: {
    procedures: readonly Procedure[];
    now: Temporal.Instant;
    most: number;
    seed?: number;
    /** Told now and then which part of them is lived, from 0 to 1. */
    progress?: (share: number) => void;
  },
): Promise<number> {
  const pupils = await missingPupils(owner, most);
  const calendars = await calendarsOf(owner, pupils);
  const numbers = (await enquiryNumbers(owner, pupils.length * mostEnquiries)).values();
  const enquiryId = () => numbers.next().value ?? Number.NaN;
  const chance = chanceFrom(seed);
  const worked = new Map<number, readonly Procedure[]>();
  const histories: ReturnType<typeof inventedHistory>[] = [];
  for (const [place, { procedure, owners, leftOn, ground, ...pupil }] of pupils.entries()) {
    const { authorityId, nth } = pupil;
    const applying =
      worked.get(authorityId) ?? proceduresOf(procedures, { authorityId, procedure, openedAt: now });
    worked.set(authorityId, applying);
    const left = leftOn ? { on: leftOn, ground } : undefined;
    const owned = owners[nth % owners.length] ?? Number.NaN;
    const missing = { ...pupil, left, owner: owned, enquiryId };
    const history = inventedHistory(missing, { procedures: applying, calendars, now }, chance);
    if (history.facts.some(({ kind }) => kind === "case-opened")) histories.push(history);
    if (place % 10 > 0) continue;
    progress(place / pupils.length);
    // Lets the rest of the program breathe: whoever waits for it sees how far it is.
    await setImmediate();
  }
  await recordHistories(owner, histories, { procedures, now });
  await keepEnquiries(owner);
  await keepVisitRequests(owner);
  await keepVisits(owner);
  await raiseFlags(owner);
  return histories.length;
}
