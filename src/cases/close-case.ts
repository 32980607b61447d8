import type { Context } from "../context.ts";
import { type FactKind, mayClose, type Outcome, proceduresOf } from "../procedures/index.ts";
import { caseToWork } from "./case-to-work.ts";
import { factsOfCase } from "./facts.store.ts";
import { recordFacts } from "./record-facts.ts";
import { tellReferrers } from "./referrers.store.ts";
import { isProof, toldOnClosing, toldSchoolsOnFinding } from "./words-for-referrers.ts";

export type Closing =
  | { closed: true; provedBy: number }
  /** Why not, under which clause, and the kind of fact that is needed first. */
  | { closed: false; reason: string; clause: string | null; needs: FactKind | null };

/**
 * Closes a case with an outcome that its procedure allows and a recorded fact proves, and tells the referrer in plain
 * words. Otherwise the answer says what is missing. Throws as `caseToWork` and `recordFacts`. [C24, G02]
 */
export async function closeCase(
  context: Context,
  reference: string,
  { outcome, seen }: { outcome: Outcome; seen?: number | undefined },
): Promise<Closing> {
  const kase = await caseToWork(context, reference, "close-case");
  const facts = await factsOfCase(context.database, kase.id);
  const procedures = proceduresOf(context.procedures, kase);
  const answer = mayClose(procedures, facts, outcome, context.now);
  if (!answer.allowed) {
    const { reason, clause = null, needs = null } = answer;
    return { closed: false, reason, clause, needs };
  }
  const proof = facts.find(({ id }) => id === answer.provedBy);
  if (!proof || !isProof(proof)) throw new Error(`Fact ${answer.provedBy} proves no outcome.`);
  await recordFacts(
    context,
    kase.id,
    [
      { kind: "case-closed", details: { outcome } },
      { kind: "referrer-told", details: {} },
    ],
    { seen },
  );
  const schools = outcome === "on-roll" ? toldSchoolsOnFinding : "";
  await tellReferrers(context, kase.id, toldOnClosing(outcome, proof), schools);
  return { closed: true, provedBy: answer.provedBy };
}
