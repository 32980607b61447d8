export { censusDaysIn } from "./days-that-begin-duties.ts";
export { dutiesMetBy } from "./duties-met-by.ts";
export { dutyNotices } from "./duty-notices.ts";
export { DutyNotices } from "./notices.tsx";
export { recordDutyDoneHere } from "./record-duty-done.ts";
export { addressOfDuty } from "./standing-duty.page.tsx";
export { type DutyDifference, verifyStandingDuties } from "./verify-standing-duties.ts";
export { keepStandingDuties } from "./work-out-duties.ts";
