import type { Command } from "commander";

export function registerStartCommand(program: Command): void {
  program
    .command("start")
    .description("Start Keepsight: the database, the pages and the worker.")
    .option("--without-worker", "the database and the pages alone, where workers run by themselves")
    .action(async (options: { withoutWorker?: true }) => (await import("./start.run.ts")).runStart(options));
}
