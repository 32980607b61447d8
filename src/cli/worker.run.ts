import { startWorker } from "../jobs/worker.ts";
import { sendTraces } from "../operating/index.ts";
import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

/** Works until it is told to stop, or until the program that began it is gone. */
export async function runWorker(): Promise<void> {
  const settings = readSettings(process.env);
  const endTraces = await sendTraces(settings, "worker");
  const opened = await openKeepsight(settings, { connections: 7 });
  const worker = await startWorker(opened.keepsight, opened.ownerUrl);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await worker.stop();
    await opened.close();
    await endTraces();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"] as const)
    process.on(signal, () => void stop());
}
