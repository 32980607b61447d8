import type { Context } from "../../context.ts";
import { risksOfReferralAt } from "../../visits/index.ts";
import type { ReferralFact } from "./passed-on.store.ts";
import type { PassedOn } from "./record-on-referral.ts";

type Asking = Pick<Context, "database">;

/** When the risks of the next visit on a referral were weighed, if they are: each visit stands on an assessment of its own. [E02] */
export async function risksWeighedAt(
  { database }: Asking,
  { referral, facts }: PassedOn,
): Promise<Temporal.Instant | undefined> {
  const weighedAt = await risksOfReferralAt(database, referral.id);
  const replaced = new Set(facts.map(({ replaces }) => replaces));
  const visited = facts
    .filter(({ id, kind }) => kind === "visit-made" && !replaced.has(id))
    .map((visit) => firstRecord(facts, visit).madeAt)
    .sort(Temporal.Instant.compare)
    .at(-1);
  if (!weighedAt || (visited && Temporal.Instant.compare(visited, weighedAt) >= 0)) return undefined;
  return weighedAt;
}

/** When the risks were weighed on which a recorded visit stands, also where it was corrected since. */
export async function weighedBefore(
  { database }: Asking,
  { referral, facts }: PassedOn,
  visit: ReferralFact,
): Promise<Temporal.Instant | undefined> {
  return risksOfReferralAt(database, referral.id, firstRecord(facts, visit).madeAt);
}

/** The record that a fact corrects, or that this one corrects, and so on: a correction is no visit of its own. */
function firstRecord(facts: readonly ReferralFact[], fact: ReferralFact): ReferralFact {
  const before = facts.find(({ id }) => id === fact.replaces);
  return before ? firstRecord(facts, before) : fact;
}
