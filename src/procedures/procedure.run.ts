import type { Command } from "commander";
import { differenceInWords, differenceOf } from "./difference.ts";
import {
  explainAtRisk,
  explainClosing,
  explainDefinition,
  explainProcedure,
  explainSuspensions,
} from "./explain-procedure.ts";
import { procedureNamed, workedOutNamed } from "./files-named.run.ts";
import type { Procedure } from "./procedure.ts";
import { procedureSchema } from "./procedure-schema.ts";
import { flawsOf, whatIsProved } from "./prove.run.ts";
import { explainReasonGroups } from "./reason-groups.ts";

/** Prints every mistake and flaw; ends with 1 when there is one. */
export function runCheck(file: string, command: Command): void {
  const { procedure: read, wrong } = workedOutNamed(file, command);
  const faults = [...wrong, ...flawsOf(read)];
  for (const fault of faults) console.log(fault);
  if (faults.length === 0) console.log(whatIsProved([read]));
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** Prints a procedure as tables. */
export function runExplain(file: string, command: Command): void {
  console.log(tableOf(procedureNamed(file, command)));
}

/** Prints what changed between two files. */
export function runDiff(old: string, newer: string, command: Command): void {
  const difference = differenceOf(procedureNamed(old, command), procedureNamed(newer, command));
  for (const line of differenceInWords(difference)) console.log(line);
}

/** Prints the JSON Schema. */
export function runSchema(): void {
  console.log(JSON.stringify(procedureSchema(), undefined, 2));
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
