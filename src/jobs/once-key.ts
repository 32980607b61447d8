import { createHash } from "node:crypto";

/** The key of an act that the program does once, whoever else runs or died, in the form of a UUID: the same words, the same key. */
export function onceKey(...words: readonly (string | number)[]): string {
  const hash = createHash("sha256").update(words.join(" ")).digest("hex");
  return hash.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
