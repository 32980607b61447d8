export { type ColumnMap, readColumnMap, UnusableColumnMap } from "./column-map.ts";
export { type Linked, type Links, linkLists } from "./link-lists.ts";
export { type LoadedLists, loadLists, openLoader, UnreadableList } from "./load-lists.store.ts";
export { writeLinks } from "./write-links.store.ts";
