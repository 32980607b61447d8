export { requestVisit, type VisitAsked } from "./request-visit.ts";
