export { type BlockingKeys, blockingKeysOf, type NamesToFind } from "./blocking-keys.ts";
