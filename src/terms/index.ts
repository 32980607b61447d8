export { calendarNotices } from "./calendar-notices.ts";
export { CalendarNotices } from "./notices.tsx";
