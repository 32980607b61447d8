export { acts as procedureActs, type ProcedureAct } from "./acts.ts";
export { checkProcedure, type Flaw } from "./check-procedure.ts";
export { type Circumstances, circumstances } from "./circumstances.ts";
export { type ClosingAnswer, closingOutcomes, mayClose } from "./closing.ts";
export { explainProcedure, type RuleInWords } from "./explain-procedure.ts";
export {
  type Agency,
  type CaseFact,
  type DetailsOf,
  type FactKind,
  type FactOf,
  factKinds,
  type Outcome,
  outcomes,
} from "./fact-kinds.ts";
export { historyOf } from "./history.ts";
export type { Mistake } from "./mistakes.ts";
export { isOwedNow, nextStepOf, worstFirst } from "./next-step.ts";
export { type CaseAsked, type Obligation, obligationsOf } from "./obligations.ts";
export {
  type ClosingOutcome,
  type ObligationState,
  type Procedure,
  type Reading,
  type Rule,
  versionInForce,
} from "./procedure.ts";
export { loadProcedures, ProcedureMistakes } from "./procedures.store.ts";
export { readProcedure } from "./read-procedure.ts";
