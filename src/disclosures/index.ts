export { disclosureInWords } from "./disclosure-words.ts";
export { disclosuresOf } from "./disclosures.store.ts";
