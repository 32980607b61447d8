export { homeEducationSteps } from "./work-steps.ts";
