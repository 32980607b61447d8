export { authorityMovedTo } from "./visits.store.ts";
