import type { Command } from "commander";

/** Adds `keepsight procedure prove FILE [--with FILE...]`. */
export function registerProveCommand(procedure: Command): void {
  procedure
    .command("prove <file>")
    .description(
      "Show that no open case is forgotten, whatever happens in whatever order; or the story of one.",
    )
    .option("--with <file...>", "procedures that apply to the same child, such as its authority's", [])
    .action(async (file: string, options: { with: string[] }, command: Command) =>
      (await import("./prove.run.ts")).runProve(file, options, command),
    );
}
