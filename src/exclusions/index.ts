export { exclusionSteps } from "./work-steps.ts";
