export { enterChild } from "./enter-child.ts";
export { type HomeEducationReason, homeEducationReasons } from "./reasons.ts";
export { homeEducationSteps } from "./work-steps.ts";
