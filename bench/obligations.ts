import { benchEngine } from "./obligations-engine.ts";
import { benchVerify } from "./obligations-verify.ts";

/**
 * Without words: 10,000, 100,000 and 1,000,000 cases through the engine, and 20,000 kept cases verified, which takes
 * some minutes, most of them for loading the cases. `engine N ...` or `verify N` do one of the two with other sizes.
 */
const [part, ...words] = process.argv.slice(2);
const sizes = words.map(Number).filter((size) => size > 0);
if (part === undefined || part === "engine")
  benchEngine(sizes.length > 0 ? sizes : [10_000, 100_000, 1_000_000]);
if (part === undefined || part === "verify") await benchVerify(sizes[0] ?? 20_000);
