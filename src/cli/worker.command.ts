import type { Command } from "commander";

export function registerWorkerCommand(program: Command): void {
  program
    .command("worker")
    .description("Work off what waits: imports, sealing the audit log. `start` runs one by itself.")
    .action(async () => (await import("./worker.run.ts")).runWorker());
}
