import { readProcedure } from "../procedures/index.ts";

type Read = ReturnType<typeof readProcedure>;

const mostKept = 20;
const kept = new Map<string, Read>();

/** As `readProcedure`: the pages of one version ask for the same text again and again, and it takes a tenth of a second. */
export function readText(text: string): Read {
  const read = kept.get(text) ?? readProcedure(text);
  kept.delete(text);
  kept.set(text, read);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value ?? "");
  return read;
}
