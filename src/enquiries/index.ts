export { asTheProgram } from "./as-the-program.ts";
export { type AskedAboutFinding, askAboutFinding } from "./ask-about-finding.ts";
export { enquiriesOfCase } from "./enquiries.store.ts";
export { endMessagesOfClosedCases } from "./messages/end-message.ts";
