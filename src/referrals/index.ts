export { Sections } from "./check-answers.page.tsx";
export {
  type Answers,
  describedFields,
  type Field,
  readStep,
  type Section,
  type Step,
  sectionsOf,
} from "./form-definition.ts";
export { StepFields } from "./form-step.page.tsx";
export { openUnlessDoubtful } from "./open-unless-doubtful.ts";
export { tellPassedOn } from "./passed-on/tell-passed-on.ts";
export { type ReferralDifference, verifyPassedOn, workOutPassedOn } from "./passed-on/verify-passed-on.ts";
export { type Leaver, leaversWithoutDestination } from "./pupils.store.ts";
export { referByTeam } from "./refer-by-team.ts";
export { type FoundByComparison, referFromComparison } from "./refer-from-comparison.ts";
export { type MovedIn, referFromQuestion } from "./refer-from-question.ts";
export { type MetInSweep, referFromSweep } from "./refer-from-sweep.ts";
export { stateOf } from "./referral.ts";
export { draftSubject } from "./referral-draft.ts";
export { insertProgress } from "./referrals.store.ts";
export { JustReferred } from "./referred.tsx";
export { addressOf, formsOfSchool } from "./school-forms.ts";
export { type SchoolSource, type SchoolStep, schoolSteps } from "./school-steps.ts";
export {
  formsToSend,
  referralForItsReaders,
  type SentBySystem,
  sendDescribingForm,
  sendPupilForm,
} from "./send-by-interface.ts";
export { type EarlierCase, type EarlierCaseTaken, takeInEarlierCase } from "./take-in-earlier-case.ts";
