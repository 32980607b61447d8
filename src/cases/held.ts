import { flagsStanding } from "../children/index.ts";
import type { Context } from "../context.ts";
import { proceduresOf, suspendedNow } from "../procedures/index.ts";
import type { Kase, RecordedFact } from "./case.ts";
import { caseHeld } from "./cases.store.ts";
import { factsOfCase } from "./facts.store.ts";
import { actsHeld, type Hold, holdingFlags } from "./hold.ts";
import { holdersOfRelease } from "./holds.store.ts";

/** What a case must have for its hold to be asked after. */
export type CaseHolding = Pick<Kase, "id" | "childId" | "authorityId" | "procedure" | "openedAt">;

/**
 * The hold on a case, if nobody may approach the family now: because its procedures suspend the visit, or because the
 * child's own record carries the flag. `known`: all facts of the case, where they are being read anyway. [E04]
 */
export async function holdOf(
  context: Context,
  kase: CaseHolding,
  known?: Promise<readonly RecordedFact[]>,
): Promise<Hold | undefined> {
  const { database, now } = context;
  const [facts, [flag]] = await Promise.all([
    known ?? factsOfCase(database, kase.id),
    flagsStanding(database, kase.childId, holdingFlags),
  ]);
  const pauses = suspendedNow({ procedures: proceduresOf(context.procedures, kase), facts, now }).filter(
    ({ suspension }) => suspension.acts.includes("visit-family"),
  );
  const [first] = pauses;
  if (!first && !flag) return undefined;
  return {
    says: first?.suspension.says ?? "Harm by the family is feared, so nobody approaches it.",
    clauses: [...new Set(pauses.map(({ suspension }) => suspension.clause))],
    since: first?.from.happenedAt ?? flag?.madeAt ?? now,
    source: flag?.source ?? `Case ${kase.id}`,
    acts: [...new Set([...actsHeld, ...pauses.flatMap(({ suspension }) => suspension.acts)])],
    leads: await holdersOfRelease(database, kase.authorityId),
  };
}

/**
 * The hold on a case, for an act that must not be done meanwhile: the case is locked first, so that nobody raises the
 * concern between the question and the act.
 */
export async function holdBefore(context: Context, kase: CaseHolding): Promise<Hold | undefined> {
  await caseHeld(context.database, kase.id);
  return holdOf(context, kase);
}
