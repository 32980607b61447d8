import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it that are not there, each with this mode. One at a time: where none can be made, as under /proc, Node's own
 * recursive mkdir never comes back.
 * @throws what the file system says where one cannot be made.
 */
export function makeFolder(folder: string, mode?: number): void {
  const missing: string[] = [];
  for (let at = resolve(folder); !existsSync(at); at = dirname(at)) missing.unshift(at);
  for (const each of missing) {
    try {
      mkdirSync(each, mode);
    } catch (fault) {
      // Somebody else made it meanwhile.
      if ((fault as NodeJS.ErrnoException).code !== "EEXIST") throw fault;
    }
  }
}
