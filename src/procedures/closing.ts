import { dayOf } from "../calendar/index.ts";
import { type CaseFact, type FactKind, factKinds, type Outcome } from "./fact-kinds.ts";
import { type Dated, datedHistoryOf } from "./history.ts";
import { movesOf } from "./moves.ts";
import { nothingAsked, type Passage } from "./plan.ts";
import { type ClosingOutcome, type Procedure, versionInForce } from "./procedure.ts";

/** The answer to "may this case be closed so?": yes, by this fact; or why not, by which clause, and what is needed first. */
export type ClosingAnswer =
  | { allowed: true; provedBy: number; clause: string }
  | { allowed: false; reason: string; clause: string | undefined; needs: FactKind | undefined };

/** The ways in which a procedure lets a case be closed. [C24] */
export function closingOutcomes(procedure: Procedure): readonly ClosingOutcome[] {
  return procedure.outcomes;
}

/**
 * If a case may be closed with an outcome: it is open, the procedure knows the outcome, and the fact that proves it was
 * recorded in this stretch of work on the child and not overtaken by a place that was not taken up. `procedures` are the
 * versions of the procedure that the case follows, among those that run with it: these close no case. [C24]
 */
export function mayClose(
  procedures: readonly Procedure[],
  facts: readonly CaseFact[],
  outcome: Outcome,
  now: Temporal.Instant,
): ClosingAnswer {
  const history = datedHistoryOf(facts, now.epochMilliseconds);
  const [first] = history;
  const any = procedures.find(({ runsWith }) => runsWith.length === 0) ?? procedures[0];
  const turned = history.findLast(({ fact }) => fact.kind.startsWith("case-"))?.fact;
  if (first === undefined || turned === undefined || turned.kind === "case-closed")
    return refused("This case is not open, so it cannot be closed.");
  const version = any && versionInForce(procedures, any.procedure, dayOf(first.fact.happenedAt));
  const way = version?.outcomes.find((each) => each.outcome === outcome);
  if (way === undefined)
    return refused(`${version?.title ?? "No procedure"} does not let a case be closed as "${outcome}".`);
  const proof = proofIn(history, way.needs);
  if (proof !== undefined) return { allowed: true, provedBy: proof.id, clause: way.clause };
  return refused(
    `This case cannot be closed yet: nothing on it shows that ${way.says}. First record ${factKinds[way.needs].called}.`,
    way,
  );
}

function proofIn(history: readonly Dated[], needs: FactKind): CaseFact | undefined {
  const overtaken = movesOf(nothingAsked, history).findLastIndex(({ fact, passage }) =>
    overtakesProof(fact, passage),
  );
  return history.slice(overtaken + 1).findLast(({ fact }) => fact.kind === needs)?.fact;
}

/**
 * If a fact leaves no proof before it standing: a place was not taken up, the home education was found unsuitable or ended and left the
 * child missing education, or one stretch of work on the child is over.
 */
export function overtakesProof(
  { kind, details }: CaseFact,
  { turnsPage }: Pick<Passage, "turnsPage">,
): boolean {
  return (
    turnsPage ||
    kind === "place-not-taken-up" ||
    kind === "home-education-ended" ||
    (kind === "home-education-reviewed" && details.view === "unsuitable")
  );
}

function refused(reason: string, way?: ClosingOutcome): ClosingAnswer {
  return { allowed: false, reason, clause: way?.clause, needs: way?.needs };
}
