import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shippedProcedures } from "./procedures.store.ts";

/**
 * The file of a shipped procedure's version, as it is written; undefined when none is shipped. Known by its first lines:
 * to read every file whole takes seconds.
 */
export function shippedText(
  { procedure, version }: { procedure: string; version: string },
  folder: string = shippedProcedures,
): string | undefined {
  const isOfIt = (text: string) =>
    headOf(text, "procedure") === procedure && headOf(text, "version") === version;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .find(isOfIt);
}

function headOf(text: string, field: string): string | undefined {
  return new RegExp(`^${field}: *"?([^"\\n]*?)"? *(?:#.*)?$`, "m").exec(text)?.[1];
}
