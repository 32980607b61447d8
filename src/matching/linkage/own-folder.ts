import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "keepsight-linkage-";
/** Containers may share a temporary folder, and then have processes of the same number. */
const ofThisMachine = `${prefix}${hostname().replace(/[^A-Za-z0-9.-]/g, "")}_`;

/**
 * A folder that only this program's user can open, named after this process. Those of processes that are no more, which were
 * killed, are deleted first.
 */
export function ownFolder(): string {
  for (const name of readdirSync(tmpdir()).filter((each) => each.startsWith(ofThisMachine))) {
    const owner = Number(name.slice(ofThisMachine.length).split("-")[0]);
    if (owner > 0 && !isAlive(owner)) deleteFolder(join(tmpdir(), name));
  }
  return mkdtempSync(join(tmpdir(), `${ofThisMachine}${process.pid}-`));
}

/** Deletes a folder with all that is in it; another user's is left alone. */
export function deleteFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (fault) {
    if (!["EACCES", "EPERM"].includes((fault as NodeJS.ErrnoException).code ?? "")) throw fault;
  }
}

/** If a process of this machine runs under a number. */
export function isAlive(number: number): boolean {
  if (number <= 0) return false;
  try {
    return process.kill(number, 0);
  } catch (fault) {
    // A process of another user lives, too.
    return (fault as NodeJS.ErrnoException).code === "EPERM";
  }
}
