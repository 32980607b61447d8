import type { WorkSource } from "../cases/index.ts";
import { lateAnswerSteps, questionSteps } from "../enquiries/index.ts";
import { exclusionSteps } from "../exclusions/index.ts";
import { homeEducationSteps } from "../home-education/index.ts";
import type { SchoolSource } from "../referrals/index.ts";
import { returnSteps } from "../removals/index.ts";
import { subjectAccessSteps } from "../subject-access/index.ts";

/** What slices add to My work besides the steps of cases. */
export const workSources: readonly WorkSource[] = [
  lateAnswerSteps,
  exclusionSteps,
  homeEducationSteps,
  subjectAccessSteps,
];

/** What slices add to My school besides what procedures ask in cases. */
export const schoolSources: readonly SchoolSource[] = [returnSteps, questionSteps];
