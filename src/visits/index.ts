export { heldInstead } from "./held.page.tsx";
export { unlessOvertaken } from "./overtaken.form.ts";
export { authorityMovedTo } from "./visits.store.ts";
