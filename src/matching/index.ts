export { type BlockingKeys, blockingKeysOf, type NamesToFind } from "./blocking-keys.ts";
export type { Candidate } from "./candidates.ts";
export { compare, type Likelihood, likelihoodWords } from "./compare.ts";
export type { Evidence, Identity } from "./evidence.ts";
export { fieldNames } from "./linked-fields.ts";
export { type Entry, type ListSearched, type Way, weightsInUse } from "./matching.store.ts";
export { searchInAuthority } from "./search-in-authority.ts";
export { type Search, searchLists } from "./search-lists.ts";
export { weighedByInWords } from "./search-weights.ts";
