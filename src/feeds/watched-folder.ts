import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Keepsight } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { UnreadableFile } from "./header.ts";
import { importFile } from "./import-file.ts";
import { aloneInFolder } from "./import-turns.store.ts";
import type { Import } from "./imports.store.ts";
import { listDefinitions } from "./lists/index.ts";

/** How large a file was and when it was last written, at the look before. */
export type LookBefore = Map<string, string>;

const folders = { reading: "reading", done: "done", refused: "refused" } as const;

/**
 * Looks into the watched folder once: files named LIST-anything.csv that have stopped growing since the look before are
 * taken in as the program itself, and moved to done/ or, with a .txt that says the mend, to refused/. A file is moved
 * to reading/ first and stays there through a kill, after which the next look goes on with it. [A02]
 */
export async function takeInFolder(keepsight: Keepsight, folder: string, before: LookBefore): Promise<void> {
  for (const name of Object.values(folders)) await mkdir(join(folder, name), { recursive: true });
  await aloneInFolder(keepsight.pool, async () => {
    for (const name of await readdir(join(folder, folders.reading))) await takeIn(keepsight, folder, name);
    for (const name of await filesGrownUp(folder, before)) {
      const path = join(folder, folders.reading, name);
      await rename(join(folder, name), path);
      await takeIn(keepsight, folder, name);
    }
  });
}

/**
 * Deletes what was taken in or refused so many days ago as the settings say, with what was said of it: the files hold names,
 * and what they say is in the record, or was told to be wrong. Answers how many went. [A02] [G01]
 */
export async function emptyFolder({ settings, now }: Keepsight, folder: string): Promise<number> {
  const before = now().subtract({ hours: 24 * settings.watchedFolderDays }).epochMilliseconds;
  let gone = 0;
  for (const name of [folders.done, folders.refused])
    for (const note of await namesIn(join(folder, name), ".txt")) {
      const path = join(folder, name, note);
      // The file itself may be older than its coming; its note was written when it was done with.
      if ((await stat(path)).mtimeMs >= before) continue;
      // The note goes last, so that a kill between the two leaves what finds the file again.
      await rm(path.slice(0, -".txt".length), { force: true });
      await rm(path, { force: true });
      gone += 1;
    }
  return gone;
}

/** The names of a folder that end so; none where there is no folder yet. */
async function namesIn(folder: string, end: string): Promise<string[]> {
  const names = await readdir(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code !== "ENOENT") throw fault;
    return [];
  });
  return names.filter((name) => name.endsWith(end));
}

/** The files that are as they were at the look before: nobody is writing them. */
async function filesGrownUp(folder: string, before: LookBefore): Promise<string[]> {
  const found = await readdir(folder, { withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile() && /^[^.~].*\.csv$/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const grown: string[] = [];
  for (const name of names) {
    const { size, mtimeMs } = await stat(join(folder, name));
    const look = `${size} ${mtimeMs}`;
    if (before.get(name) === look && size > 0) grown.push(name);
    before.set(name, look);
  }
  for (const name of before.keys()) if (!names.includes(name) || grown.includes(name)) before.delete(name);
  return grown;
}

async function takeIn(keepsight: Keepsight, folder: string, name: string): Promise<void> {
  const path = join(folder, folders.reading, name);
  try {
    const word = listNamedBy(name);
    const { outcome, import: read } = await importFile(keepsight, word, path);
    if (read.state === "failed") return await refuse(folder, name, read.fault ?? "");
    const end = await move(folder, name, folders.done);
    await writeFile(
      `${end}.txt`,
      `${outcome === "already-in" ? "In already, as " : ""}${endInWords(read)}\n`,
    );
  } catch (fault) {
    if (fault instanceof UnreadableFile) return refuse(folder, name, fault.message);
    if (fault instanceof NotAllowed)
      return refuse(
        folder,
        name,
        "The program has no post from which it may import. Import the places of the authority first.",
      );
    throw fault;
  }
}

/** The list that a file's name begins with: the longest, for some names begin as others do. @throws UnreadableFile */
function listNamedBy(name: string): string {
  const stem = name.toLowerCase().replace(/\.csv$/, "");
  const words = listDefinitions.map(({ word }) => word).sort((one, other) => other.length - one.length);
  const word = words.find((each) => stem === each || stem.startsWith(`${each}-`));
  if (word) return word;
  throw new UnreadableFile(
    `The name says no list. Begin it with one of ${words.sort().join(", ")}, then a hyphen and anything.`,
  );
}

async function refuse(folder: string, name: string, reason: string): Promise<void> {
  const end = await move(folder, name, folders.refused);
  await writeFile(`${end}.txt`, `${reason}\n`);
}

/** Moves a file out of reading/, beside any of its name that came before. */
async function move(folder: string, name: string, to: string): Promise<string> {
  const taken = new Set(await readdir(join(folder, to)));
  const nameOf = (nth: number) => (nth === 1 ? name : name.replace(/(\.csv)$/i, ` (${nth})$1`));
  let nth = 1;
  while (taken.has(nameOf(nth)) || taken.has(`${nameOf(nth)}.txt`)) nth += 1;
  const end = join(folder, to, nameOf(nth));
  await rename(join(folder, folders.reading, name), end);
  return end;
}

function endInWords({ id, rowsNew, rowsChanged, rowsSame, rowsRejected }: Import): string {
  return `import ${id}: ${rowsNew} new, ${rowsChanged} changed, ${rowsSame} the same, ${rowsRejected} waiting for correction.`;
}
