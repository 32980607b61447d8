export { remindOfDay } from "./remind-of-day.ts";
export { remindOfUrgent } from "./remind-of-urgent.ts";
export { schoolSources, workSources } from "./sources.ts";
