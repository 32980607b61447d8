export { type BlockingKeys, blockingKeysOf, type NamesToFind } from "./blocking-keys.ts";
export type { Candidate } from "./candidates.ts";
export { compare, type Likelihood, likelihoodWords } from "./compare.ts";
export type { Evidence, Field, Identity } from "./evidence.ts";
export type { Entry, ListSearched, Way } from "./matching.store.ts";
export { searchInAuthority } from "./search-in-authority.ts";
export { type Search, searchLists } from "./search-lists.ts";
