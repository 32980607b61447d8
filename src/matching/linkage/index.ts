export { type ColumnMap, readColumnMap, UnusableColumnMap } from "./column-map.ts";
export { levelsBetween, type RecordValues } from "./compare-records.ts";
export { type FieldEvidence, fieldEvidenceOf } from "./field-evidence.ts";
export { type Level, levels, levelWords } from "./levels.ts";
export { answers, type Finder, type Linked, type Links, linkLists } from "./link-lists.ts";
export { bitsOf, type LinkageModel } from "./linkage-model.ts";
export { type LoadedLists, loadLists } from "./load-lists.ts";
export { UnreadableList } from "./unreadable-list.ts";
export { writeLinks } from "./write-links.ts";
