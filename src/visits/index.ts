export { RiskAssessmentPage } from "./assess-visit-risk.page.tsx";
export type { RisksWeighed } from "./assess-visit-risk.ts";
export { heldInstead } from "./held.page.tsx";
export { unlessOvertaken } from "./overtaken.form.ts";
export { keepPositions, unplacedPostcodes } from "./positions/positions.store.ts";
export { alreadyKnown, riskAssessmentForm } from "./risk-assessment.form.ts";
export { isTooLow, riskLevels, risks } from "./risk-assessment.ts";
export { insertAssessment, risksKnownAt, risksOfReferralAt } from "./risk-assessments.store.ts";
export { authorityMovedTo, visitsOf } from "./visits.store.ts";
