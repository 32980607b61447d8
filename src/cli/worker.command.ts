import type { Command } from "commander";
import { startWorker } from "../jobs/worker.ts";
import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

export function registerWorkerCommand(program: Command): void {
  program
    .command("worker")
    .description("Work off what waits: imports, sealing the audit log. `start` runs one by itself.")
    .action(async () => {
      const opened = await openKeepsight(readSettings(process.env), { connections: 7 });
      const worker = await startWorker(opened.keepsight, opened.ownerUrl);
      let stopping = false;
      const stop = async () => {
        if (stopping) return;
        stopping = true;
        await worker.stop();
        await opened.close();
        process.exit(0);
      };
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const)
        process.on(signal, () => void stop());
    });
}
