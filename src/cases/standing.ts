import {
  type CaseAsked,
  type Closure,
  historyOf,
  nextStepOf,
  type Obligation,
  obligationsOf,
} from "../procedures/index.ts";

/** How a case stands: what its facts make of it under its procedure. Everything the register copies is in here. */
export type Standing = {
  open: boolean;
  outcome: Closure | null;
  closedAt: Temporal.Instant | null;
  obligations: readonly Obligation[];
  nextStep: Obligation | undefined;
};

/** Works out how a case stands at a moment; pure, so that asking again changes nothing. Throws what `obligationsOf` throws. */
export function standingOf(asked: CaseAsked): Standing {
  const turned = historyOf(asked.facts, asked.now, asked.knownAt).findLast(
    ({ kind }) => kind === "case-opened" || kind === "case-reopened" || kind === "case-closed",
  );
  const obligations = obligationsOf(asked);
  const closed = turned?.kind === "case-closed" ? turned : undefined;
  return {
    open: closed === undefined,
    outcome: closed?.details.outcome ?? null,
    closedAt: closed?.happenedAt ?? null,
    obligations,
    nextStep: nextStepOf(obligations),
  };
}
