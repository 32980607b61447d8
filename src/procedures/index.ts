export { acts as procedureActs, type ProcedureAct } from "./acts.ts";
export { isAtRisk, risksInForce } from "./at-risk.ts";
export { checkProcedure, type Flaw } from "./check-procedure.ts";
export { type ClosingAnswer, closingOutcomes, mayClose } from "./closing.ts";
export { type CaseToSwitch, type DeadlineMoved, deadlinesMoved } from "./deadlines-moved.ts";
export type { AbsenceAsked, Situation, Standing } from "./definition.ts";
export { type Difference, differenceInWords, differenceOf } from "./difference.ts";
export { type Due, dueAfter } from "./due.ts";
export { explainAtRisk, explainDefinition, explainProcedure, roleInWords } from "./explain-procedure.ts";
export {
  type Agency,
  type CaseFact,
  type Closure,
  type DetailsOf,
  type FactKind,
  type FactOf,
  factKinds,
  type Outcome,
  outcomes,
} from "./fact-kinds.ts";
export { takeUpVersions } from "./followed-versions.store.ts";
export { historyOf } from "./history.ts";
export type { Mistake } from "./mistakes.ts";
export { isOwedNow, nextStepOf, worstFirst } from "./next-step.ts";
export { type Obligation, roleAsked } from "./obligation.ts";
export { type CaseAsked, obligationsOf } from "./obligations.ts";
export {
  type ClosingOutcome,
  type Example,
  fitsAny,
  type ObligationState,
  type Procedure,
  type Reading,
  type ReasonGroup,
  type Rule,
  versionInForce,
} from "./procedure.ts";
export { loadProcedures, ProcedureMistakes } from "./procedures.store.ts";
export { type Follower, isOwn, type OwnVersion, proceduresOf } from "./procedures-of.ts";
export { readProcedure } from "./read-procedure.ts";
export { reasonGroupsOf } from "./reason-groups.ts";
export { shippedText } from "./shipped-text.store.ts";
export { standingUnder } from "./standing.ts";
export { suspendedNow } from "./suspended-now.ts";
export { textOfFile } from "./text-of-file.store.ts";
export { type Allowance, allowanceNamed, units, withinInWords } from "./units.ts";
export { readWords } from "./words-file.ts";
export { workedOut } from "./worked-examples.ts";
