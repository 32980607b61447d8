export { asTheProgram } from "./as-the-program.ts";
export { type AskedAboutFinding, askAboutFinding } from "./ask-about-finding.ts";
export { enquiriesOfCase } from "./enquiries.store.ts";
export { disclosable } from "./enquiry.ts";
export { lateAnswerSteps } from "./late-answers.ts";
export { endMessagesOfClosedCases } from "./messages/end-message.ts";
export { questionSteps } from "./question-steps.ts";
export { tellThoseAskedOfFinding } from "./tell-of-finding.ts";
export { tellOpenCases } from "./tell-open-cases.ts";
