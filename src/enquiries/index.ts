export { answerEnquiry } from "./answer-enquiry.ts";
export { type EnquiriesAsked, sendEnquiries } from "./send-enquiries.ts";
