import { constants, createWriteStream, existsSync } from "node:fs";
import { copyFile, link, mkdir, mkdtemp, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { WrittenFile } from "./rewrite-file.ts";

/**
 * Writes files into a folder, all of them or none: they are made in a folder of their own beside their places, and get
 * their names when the last is whole. What lies there already stays as it is; after a fault or a stop nothing is left,
 * and no folder that was not there. Answers their names. @throws an EEXIST where a name is taken. [F04]
 */
export async function keepFiles(
  files: AsyncIterable<WrittenFile>,
  folder: string,
  stop: AbortSignal,
): Promise<string[]> {
  const madeFirst = await makeFolder(resolve(folder));
  const kept: string[] = [];
  const making = await mkdtemp(join(folder, ".ctf-"));
  try {
    const names: string[] = [];
    for await (const { name, text } of files) {
      stop.throwIfAborted();
      if (existsSync(join(folder, name))) throw taken();
      await pipeline(text, createWriteStream(join(making, name)), { signal: stop });
      names.push(name);
    }
    for (const name of names) {
      await giveName(join(making, name), join(folder, name));
      kept.push(name);
    }
    return kept;
  } catch (fault) {
    for (const name of kept) await rm(join(folder, name));
    if (madeFirst !== undefined) await rm(madeFirst, { recursive: true });
    throw fault;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/**
 * Makes a folder with those above it that are not there, and answers the first of them. One by one: where a folder stands in which none can
 * be made, as in /proc, Node's own way to make all at once never ends.
 */
async function makeFolder(folder: string): Promise<string | undefined> {
  if (existsSync(folder)) return undefined;
  const above = await makeFolder(dirname(folder));
  await mkdir(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== "EEXIST") throw fault;
  });
  return above ?? folder;
}

/** A second name for the same file is refused where it is taken; a disk without second names gets a copy, which is too. */
async function giveName(made: string, place: string): Promise<void> {
  await link(made, place).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === "EEXIST") throw fault;
    return copyFile(made, place, constants.COPYFILE_EXCL);
  });
}

function taken(): Error {
  return Object.assign(new Error("A file of that name is there already."), { code: "EEXIST" });
}
