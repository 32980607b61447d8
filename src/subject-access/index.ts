export { subjectAccessSteps } from "./work-steps.ts";
