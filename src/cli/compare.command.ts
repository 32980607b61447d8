import type { Command } from "commander";

/** `keepsight compare`: what the worker does after each import, for those who look after the server. */
export function registerCompareCommand(program: Command): void {
  program
    .command("compare")
    .description("Compare the lists anew and print how many children each comparison finds.")
    .option("--authority <code>", "one authority alone, by its three-digit code")
    .action(async (options: { authority?: string }) =>
      (await import("./compare.run.ts")).runCompare(options),
    );
}
