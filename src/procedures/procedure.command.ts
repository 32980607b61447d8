import type { Command } from "commander";
import { registerDeadlinesCommand } from "./deadlines.command.ts";
import { registerProveCommand } from "./prove.command.ts";

/** Adds `keepsight procedure` with check, explain, diff, schema, deadlines and prove, and answers with it. */
export function registerProcedureCommand(program: Command): Command {
  const procedure = program.command("procedure").description("An authority's own rules, in a file.");
  procedure
    .command("check <file>")
    .description("Name every mistake with line and mend; work the examples; prove what it holds by itself.")
    .action(async (file: string, _: unknown, command: Command) =>
      (await import("./procedure.run.ts")).runCheck(file, command),
    );
  procedure
    .command("explain <file>")
    .description(
      "Print the definition, what is suspended when, the ways to close a case, and every obligation as a table to be signed.",
    )
    .action(async (file: string, _: unknown, command: Command) =>
      (await import("./procedure.run.ts")).runExplain(file, command),
    );
  procedure
    .command("diff <old> <new>")
    .description("Say in words what changed; nothing when only comments or order did.")
    .action(async (old: string, newer: string, _: unknown, command: Command) =>
      (await import("./procedure.run.ts")).runDiff(old, newer, command),
    );
  procedure
    .command("schema")
    .description("Print the JSON Schema with which editors complete procedure files.")
    .action(async () => (await import("./procedure.run.ts")).runSchema());
  registerDeadlinesCommand(procedure);
  registerProveCommand(procedure);
  return procedure;
}
