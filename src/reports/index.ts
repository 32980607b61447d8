export { keepAreaRegisters } from "./area-registers/keep-area-registers.ts";
export { sendDueReports } from "./schedules/send-due-reports.ts";
