export { keepAreaRegisters } from "./area-registers/keep-area-registers.ts";
export { makeSchedule } from "./schedules/keep-schedules.ts";
export { sendDueReports } from "./schedules/send-due-reports.ts";
