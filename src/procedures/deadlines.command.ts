import type { Command } from "commander";

/** Adds `keepsight procedure deadlines FILE [FILE...] --facts FACTS.json --now T [--known-at T]`. */
export function registerDeadlinesCommand(procedure: Command): void {
  procedure
    .command("deadlines <file...>")
    .description("Print as JSON what procedures ask, given facts. Several files run together.")
    .requiredOption("--facts <file>", "JSON: a list of facts, or { facts, school, terms }")
    .requiredOption(
      "--now <moment>",
      "when it is asked: 2026-03-03 10:00 in London, a day, or ISO with its zone",
    )
    .option("--known-at <moment>", "what was known then, rather than all that is recorded")
    .action(
      async (files: string[], options: { facts: string; now: string; knownAt?: string }, command: Command) =>
        (await import("./deadlines.run.ts")).runDeadlines(files, options, command),
    );
}
