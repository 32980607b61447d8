export { heldInstead } from "./held.page.tsx";
export { unlessOvertaken } from "./overtaken.form.ts";
export { keepPositions, unplacedPostcodes } from "./positions/positions.store.ts";
export { riskLevels, risks } from "./risk-assessment.ts";
export { authorityMovedTo } from "./visits.store.ts";
