import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shippedProcedures } from "./procedures.store.ts";
import { readProcedure } from "./read-procedure.ts";

/** The file of a shipped procedure's version, as it is written; undefined when none is shipped. */
export function shippedText(
  { procedure, version }: { procedure: string; version: string },
  folder: string = shippedProcedures,
): string | undefined {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .find((text) => {
      const read = readProcedure(text);
      return (
        "procedure" in read && read.procedure.procedure === procedure && read.procedure.version === version
      );
    });
}
