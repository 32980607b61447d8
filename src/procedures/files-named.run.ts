import type { Command } from "commander";
import { type FactsAsked, readFacts } from "./facts-file.ts";
import type { Mistake } from "./mistakes.ts";
import type { Procedure } from "./procedure.ts";
import { procedureInFile, textOfProcedure } from "./procedures.store.ts";
import { readAndWorkOut } from "./read-procedure.ts";
import { textOfFile } from "./text-of-file.store.ts";

const procedureExample = "Name a procedure file, such as procedures/norfolk.yaml.";

/** The procedure in the file that somebody named; ends the command with every mistake by line, field and mend. */
export function procedureNamed(file: string, command: Command): Procedure {
  const read = opened(file, procedureExample, command, () => procedureInFile(file));
  return "procedure" in read ? read.procedure : refuse(file, read.mistakes, command);
}

/** The same with the worked examples that come out otherwise than they are written, a line each; they do not end it. */
export function workedOutNamed(file: string, command: Command): { procedure: Procedure; wrong: string[] } {
  const { procedure, mistakes } = opened(file, procedureExample, command, () => {
    const text = textOfProcedure(file);
    return typeof text === "string" ? readAndWorkOut(text) : { ...text, procedure: undefined };
  });
  if (procedure === undefined) return refuse(file, mistakes, command);
  return { procedure, wrong: mistakes.map((each) => inFile(file, each)) };
}

/** The facts in the file that somebody named; ends the command as `procedureNamed` does. */
export function factsNamed(file: string, command: Command): FactsAsked {
  const read = opened(file, "Name a file of facts, such as facts.json.", command, () => {
    const text = textOfFile(file, 10_000_000);
    return typeof text === "string" ? readFacts(text) : text;
  });
  return "facts" in read ? read : refuse(file, read.mistakes, command);
}

/** What reading a file that somebody named gives; ends the command where there is no such file. */
export function opened<Read>(file: string, example: string, command: Command, read: () => Read): Read {
  try {
    return read();
  } catch (fault) {
    // Only the file system's own faults have a code; anything else is a fault of ours.
    if (!(fault instanceof Error && "syscall" in fault)) throw fault;
    return command.error(`Keepsight cannot read ${file}. ${example}`);
  }
}

/** Ends the command with the mistakes in a file that somebody named. */
export function refuse(file: string, mistakes: readonly Mistake[], command: Command): never {
  return command.error(mistakes.map((each) => inFile(file, each)).join("\n"));
}

function inFile(file: string, { line, field, mend }: Mistake): string {
  return `${file}, line ${line}, ${field}: ${mend}`;
}
