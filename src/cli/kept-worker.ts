import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Settings } from "../settings.ts";

/** Milliseconds before another worker is started after one that ended at once; twice as many after each that does so too. */
const firstWait = 1_000;
const longestWait = 60_000;
/** Milliseconds that a worker is given to end what it does. */
const patience = 8_000;

/**
 * Runs the worker in a process of its own, and another whenever one ends, killed or fallen over: deadlines, messages and seals wait for
 * nobody to look. Answers how to stop it.
 */
export function keepWorker(settings: Settings, ownerUrl: string): () => Promise<void> {
  let worker: ChildProcess;
  let again: NodeJS.Timeout | undefined;
  let stopping = false;
  let wait = firstWait;
  const begin = () => {
    const begun = performance.now();
    worker = spawn(process.execPath, [join(import.meta.dirname, "..", "main.js"), "worker"], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      env: { ...process.env, DATABASE_URL: ownerUrl, KEEPSIGHT_DATA: settings.dataFolder },
      // Ctrl-C reaches this program alone, which then stops its worker.
      detached: true,
    });
    const ended = (why: unknown) => {
      if (stopping) return;
      if (performance.now() - begun > longestWait) wait = firstWait;
      console.error(`The worker ended (${why}). Another is started in ${wait / 1000} s.`);
      again = setTimeout(begin, wait);
      wait = Math.min(wait * 2, longestWait);
    };
    worker.on("error", ({ message }) => worker.pid === undefined && ended(message));
    worker.on("exit", (code, signal) => ended(signal ?? code));
  };
  begin();
  return () => {
    stopping = true;
    clearTimeout(again);
    return stopWorker(worker);
  };
}

function stopWorker(worker: ChildProcess): Promise<void> {
  if (worker.pid === undefined || worker.exitCode !== null || worker.signalCode !== null)
    return Promise.resolve();
  return new Promise((stopped) => {
    const impatience = setTimeout(() => worker.kill("SIGKILL"), patience);
    worker.once("exit", () => {
      clearTimeout(impatience);
      stopped();
    });
    worker.kill("SIGTERM");
  });
}
