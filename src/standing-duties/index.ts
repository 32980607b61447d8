export { dutyNotices } from "./duty-notices.ts";
export { DutyNotices } from "./notices.tsx";
export { type DutyDifference, verifyStandingDuties } from "./verify-standing-duties.ts";
export { keepStandingDuties } from "./work-out-duties.ts";
