export { heldInstead } from "./held.page.tsx";
export { unlessOvertaken } from "./overtaken.form.ts";
export { riskLevels, risks } from "./risk-assessment.ts";
export { authorityMovedTo, visitsOf } from "./visits.store.ts";
