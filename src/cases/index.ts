export { calendarsOf } from "./calendars.store.ts";
export type { Kase, NewFact, RecordedFact } from "./case.ts";
export { caseByReference, chronologyOf, factsOf, obligationsKept } from "./case-record.ts";
export { CaseTabs } from "./case-tabs.tsx";
export { type CaseAsked, type CaseOpened, openCase, type ReferralAccepted } from "./open-case.ts";
export { recordFact, recordFacts } from "./record-facts.ts";
export { type History, type PastFact, recordHistories } from "./record-histories.ts";
export { decisionOwed } from "./steps-outside-cases.ts";
export { whatIsNew } from "./what-is-new.ts";
