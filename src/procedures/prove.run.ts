import type { Command } from "commander";
import { checkProcedure } from "./check-procedure.ts";
import { procedureNamed } from "./files-named.run.ts";
import type { Procedure } from "./procedure.ts";

/** Prints the stories in which a case is forgotten; ends with 1 when there is one. */
export function runProve(file: string, options: { with: string[] }, command: Command): void {
  const read = procedureNamed(file, command);
  const together = options.with.map((other) => procedureNamed(other, command));
  const flaws = flawsOf(read, together);
  for (const flaw of flaws) console.log(flaw);
  if (flaws.length === 0) console.log(whatIsProved([read, ...together]));
  process.exitCode = flaws.length === 0 ? 0 : 1;
}

/** What a proof without flaws has shown: of open cases nothing, where none of these procedures holds one. */
export function whatIsProved(together: readonly Procedure[]): string {
  const titles = together.map(({ title, version }) => `${title}, version ${version}`).join("; ");
  const count = together.reduce((sum, { rules }) => sum + rules.length, 0);
  const host = together.some(({ runsWith }) => runsWith.length === 0);
  return host
    ? `${titles}: ${count} obligations, and no open case is forgotten.`
    : `${titles}: ${count} obligations, and each of them can begin. No case is held here, so nothing is proved of open cases: prove it with a procedure that holds them (keepsight procedure prove FILE --with THE-OTHER).`;
}

/** What makes a procedure unfit for use, each with the story that shows it, to be printed. */
export function flawsOf(procedure: Procedure, together: readonly Procedure[] = []): string[] {
  return checkProcedure(procedure, together).map(({ flaw, story }) =>
    [flaw, ...story.map((step, place) => `  ${place + 1}. ${step}`)].join("\n"),
  );
}
