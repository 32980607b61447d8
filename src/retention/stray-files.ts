import { createReadStream } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Where files of lists lie for a while: uploads and what is linked, and what the watched folder took in or refused. */
export function foldersOfFiles({
  dataFolder,
  watchedFolder,
}: {
  dataFolder: string;
  watchedFolder?: string | undefined;
}): string[] {
  return [
    join(dataFolder, "uploads"),
    join(dataFolder, "linking"),
    ...(watchedFolder ? [watchedFolder] : []),
  ];
}

/**
 * Removes every file below the folders that names the child on one of its lines, whoever else is in it: what it said is in the lists
 * already. `named`: words that stand together on such a line. Answers how many went.
 */
export async function removeFilesNaming(
  folders: readonly string[],
  named: readonly (readonly string[])[],
): Promise<number> {
  const wanted = named.map((words) => words.map((word) => word.toLowerCase()));
  let removed = 0;
  for (const folder of folders) {
    for (const file of await filesBelow(folder)) {
      if (!(await names(file, wanted))) continue;
      await rm(file, { force: true });
      removed += 1;
    }
  }
  return removed;
}

async function filesBelow(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw fault;
  }
}

async function names(file: string, wanted: readonly (readonly string[])[]): Promise<boolean> {
  const input = createReadStream(file, "utf8");
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const said = line.toLowerCase();
      if (wanted.some((words) => words.every((word) => said.includes(word)))) return true;
    }
    return false;
  } finally {
    input.destroy();
  }
}
