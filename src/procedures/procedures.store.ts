import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Procedure } from "./procedure.ts";
import { readProcedure } from "./read-procedure.ts";
import { textOfFile } from "./text-of-file.store.ts";

/** The procedures that come with the program: two levels up from here, both in src/ and in dist/. */
export const shippedProcedures = fileURLToPath(new URL("../../procedures/", import.meta.url));

/** Procedure files that cannot be used; the message lists every mistake with file, line, field and mend. */
export class ProcedureMistakes extends Error {
  override readonly name = "ProcedureMistakes";
}

/** Reads a procedure file, as `readProcedure` does its text. Throws what `openSync` throws where there is none. */
export function procedureInFile(file: string): ReturnType<typeof readProcedure> {
  const text = textOfProcedure(file);
  return typeof text === "string" ? readProcedure(text) : text;
}

/** The text of a procedure file, of which no more is read than one can hold. Throws as `textOfFile` does. */
export function textOfProcedure(file: string): ReturnType<typeof textOfFile> {
  return textOfFile(file, 2_000_000);
}

/** Reads every procedure (`*.yaml`) in a folder. Throws ProcedureMistakes when one of them cannot stand. */
export function loadProcedures(folder: string = shippedProcedures): Procedure[] {
  const mistakes: string[] = [];
  const procedures = readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .flatMap((name) => {
      const read = procedureInFile(join(folder, name));
      if ("procedure" in read) return read.procedure;
      mistakes.push(
        ...read.mistakes.map(({ line, field, mend }) => `${name}, line ${line}, ${field}: ${mend}`),
      );
      return [];
    });
  if (mistakes.length > 0) throw new ProcedureMistakes(mistakes.join("\n"));
  return procedures;
}
