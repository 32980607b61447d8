import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Procedure } from "./procedure.ts";
import { readProcedure } from "./read-procedure.ts";

/** The procedures that come with the program: two levels up from here, both in src/ and in dist/. */
export const shippedProcedures = fileURLToPath(new URL("../../procedures/", import.meta.url));

/** Procedure files that cannot be used; the message lists every mistake with file, line, field and mend. */
export class ProcedureMistakes extends Error {
  override readonly name = "ProcedureMistakes";
}

/** Reads every procedure (`*.yaml`) in a folder. Throws ProcedureMistakes when one of them cannot stand. */
export function loadProcedures(folder: string = shippedProcedures): Procedure[] {
  const mistakes: string[] = [];
  const procedures = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .flatMap((name) => {
      const read = readProcedure(readFileSync(join(folder, name), "utf8"));
      if ("procedure" in read) return read.procedure;
      mistakes.push(
        ...read.mistakes.map(({ line, field, mend }) => `${name}, line ${line}, ${field}: ${mend}`),
      );
      return [];
    });
  if (mistakes.length > 0) throw new ProcedureMistakes(mistakes.join("\n"));
  return procedures;
}
