import type { Command } from "commander";
import { registerDeadlinesCommand } from "./deadlines.command.ts";
import { differenceInWords, differenceOf } from "./difference.ts";
import {
  explainAtRisk,
  explainClosing,
  explainDefinition,
  explainProcedure,
  explainSuspensions,
} from "./explain-procedure.ts";
import { procedureNamed, workedOutNamed } from "./files-named.command.ts";
import type { Procedure } from "./procedure.ts";
import { procedureSchema } from "./procedure-schema.ts";
import { flawsOf, registerProveCommand, whatIsProved } from "./prove.command.ts";
import { explainReasonGroups } from "./reason-groups.ts";

/** Adds `keepsight procedure` with check, explain, diff, schema, deadlines and prove, and answers with it. */
export function registerProcedureCommand(program: Command): Command {
  const procedure = program.command("procedure").description("An authority's own rules, in a file.");
  procedure
    .command("check <file>")
    .description("Name every mistake with line and mend; work the examples; prove what it holds by itself.")
    .action((file: string, _: unknown, command: Command) => {
      const { procedure: read, wrong } = workedOutNamed(file, command);
      const faults = [...wrong, ...flawsOf(read)];
      for (const fault of faults) console.log(fault);
      if (faults.length === 0) console.log(whatIsProved([read]));
      process.exitCode = faults.length === 0 ? 0 : 1;
    });
  procedure
    .command("explain <file>")
    .description(
      "Print the definition, what is suspended when, the ways to close a case, and every obligation as a table to be signed.",
    )
    .action((file: string, _: unknown, command: Command) => {
      console.log(tableOf(procedureNamed(file, command)));
    });
  procedure
    .command("diff <old> <new>")
    .description("Say in words what changed; nothing when only comments or order did.")
    .action((old: string, newer: string, _: unknown, command: Command) => {
      const difference = differenceOf(procedureNamed(old, command), procedureNamed(newer, command));
      for (const line of differenceInWords(difference)) console.log(line);
    });
  procedure
    .command("schema")
    .description("Print the JSON Schema with which editors complete procedure files.")
    .action(() => console.log(JSON.stringify(procedureSchema(), undefined, 2)));
  registerDeadlinesCommand(procedure);
  registerProveCommand(procedure);
  return procedure;
}

function tableOf(procedure: Procedure): string {
  const columns = ["Clause", "What", "Who", "Within", "After", "While", "Until", "If late", "Reading"];
  const rows = explainProcedure(procedure).map((rule) => [
    rule.clause,
    rule.asks,
    rule.role,
    [rule.within, rule.inForce].filter(Boolean).join("; "),
    rule.after,
    rule.while,
    rule.until,
    rule.late,
    rule.reading ? `${rule.reading.question} ${rule.reading.choice} ${rule.reading.why}` : "",
  ]);
  const lines = [columns, columns.map(() => "---"), ...rows].map(
    (cells) => `| ${cells.map(inOneCell).join(" | ")} |`,
  );
  const heading = `# ${procedure.title}, version ${procedure.version}`;
  const parts = [
    explainDefinition(procedure.definition),
    explainAtRisk(procedure.atRisk),
    explainReasonGroups(procedure),
    explainSuspensions(procedure),
    explainClosing(procedure),
    lines,
  ].filter((part) => part.length > 0);
  return [heading, ...parts.map((part) => part.join("\n"))].join("\n\n");
}

/** A line or a bar in a text would end the cell. */
function inOneCell(words: string): string {
  return words.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
}
