import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Longer than any run takes: what is as old as this was left by one that was killed. */
const dayInMilliseconds = 86_400_000;

/**
 * Runs `work` with a folder that only this program's user can open, and deletes it with all that it holds, also when the
 * work fails. What a killed run has left behind is deleted by the next.
 */
export async function inOwnFolder<T>(dataFolder: string, work: (folder: string) => Promise<T>): Promise<T> {
  const all = join(dataFolder, "linking");
  mkdirSync(all, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(all)) {
    const left = join(all, name);
    if (Date.now() - (statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? 0) > dayInMilliseconds)
      rmSync(left, { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(all, "run-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
