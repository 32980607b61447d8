export { calendarsOf } from "./calendars.store.ts";
export { calendarsAtHand } from "./calendars-at-hand.ts";
export type { Kase, NewFact } from "./case.ts";
export type { CaseForm } from "./case-form.ts";
export { caseByReference, chronologyOf, factsOf, obligationsKept } from "./case-record.ts";
export { CaseTabs } from "./case-tabs.tsx";
export { placeOf } from "./case-to-work.ts";
export type { TermsChanged } from "./cases-by-terms.store.ts";
export { type CopyDifference, copiesThatDiffer } from "./copies-differ.ts";
export { correctionTitle, heldWords, recordId } from "./corrections/correct-on-case.routes.tsx";
export {
  type Corrected,
  type CorrectedOnCase,
  CorrectionFields,
  readCorrection,
  readCorrectionOnCase,
  typedAs,
} from "./corrections/correction.form.tsx";
export { addressTakenOn, otherCaseFor, recordTakenOn } from "./corrections/other-case.ts";
export {
  mayCorrect,
  type RecordAsked,
  type RecordOnCase,
  type Right,
  recordAskedFor,
  recordToReplace,
  replaceRecord,
} from "./corrections/replace-record.ts";
export type { KeptDifference } from "./differences-kept.ts";
export { whenDue, whenDueOn } from "./due-words.ts";
export { caseForms } from "./every-case-form.ts";
export {
  agenciesTold,
  breachDecisions,
  factInWords,
  outcomeWords,
  protectionOutcomes,
  protectionSteps,
  socialCareKnows,
} from "./fact-words.ts";
export { fearOfSender } from "./fear-of-sender.ts";
export { bannerOf, HeldInstead, HoldBanner, holdBanner } from "./held.page.tsx";
export { holdBefore, holdOf } from "./held.ts";
export {
  actsHeld,
  type Hold,
  heldInWords,
  holdingFlags,
  isHolding,
  type RoutedFlag,
  routedFlags,
} from "./hold.ts";
export { joinCase } from "./join-case.ts";
export { ownedBy, type WorkFilter } from "./my-work.store.ts";
export type { WorkSource, WorkStep } from "./my-work.ts";
export {
  type KeptObligation,
  obligationColumns,
  obligationRow,
  obligationShape,
  obligationTakesOver,
} from "./obligations.store.ts";
export { openCase } from "./open-case.ts";
export { ownersToday } from "./owners.store.ts";
export { raiseFlags } from "./raise-flags.ts";
export { recordFact, recordFacts } from "./record-facts.ts";
export { type History, type PastFact, recordHistories } from "./record-histories.ts";
export { holdsRole, mayRecord } from "./record-simple-fact.ts";
export { placesAtHand } from "./register/places-at-hand.ts";
export { type LengthId, lengthOn, lengths } from "./register/register.ts";
export { registerPartAt } from "./register/register-at.ts";
export { factsKnownAt } from "./register/register-past.store.ts";
export { SimpleFactFields, WhenItHappened } from "./simple-fact.form.tsx";
export { type SimpleKind, simpleFactSchema, simpleFacts, simpleKindNamed } from "./simple-facts.ts";
export { answerDueAt, decisionOwed, visitsWithoutCase } from "./steps-outside-cases.ts";
export { verifyObligations } from "./verify-obligations.ts";
export { whatIsNew } from "./what-is-new.ts";
export { WhoDoesWhatByReason } from "./who-does-what.tsx";
export { isProof } from "./words-for-referrers.ts";
export { workOutByNewTerms, workOutLateWaits, workOutWhatDiffers } from "./work-out-case.ts";
export { workWaiting } from "./work-waiting.ts";
