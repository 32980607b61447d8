export { requestVisit, type VisitAsked } from "./request-visit.ts";
export { authorityMovedTo } from "./visits.store.ts";
