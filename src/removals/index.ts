export { returnSteps } from "./return-steps.ts";
