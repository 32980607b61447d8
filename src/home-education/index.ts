export { enterChild } from "./enter-child.ts";
export { homeEducationSteps } from "./work-steps.ts";
