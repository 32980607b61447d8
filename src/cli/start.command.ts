import type { Command } from "commander";

export function registerStartCommand(program: Command): void {
  program
    .command("start")
    .description("Start Keepsight: the database, the pages and the worker.")
    .action(async () => (await import("./start.run.ts")).runStart());
}
