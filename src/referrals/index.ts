export { type ReferralDifference, verifyPassedOn, workOutPassedOn } from "./passed-on/verify-passed-on.ts";
