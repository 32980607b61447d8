import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** An upload is read within minutes; what lies longer was left by a worker that died. */
const keptMilliseconds = 24 * 60 * 60 * 1000;

/** Keeps an upload under a name that tells nothing, readable by the program alone; answers its path. */
export async function keepUpload(folder: string, file: Readable, now: Temporal.Instant): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await forgetOldUploads(folder, now);
  const path = join(folder, `${randomUUID()}.csv`);
  try {
    await pipeline(file, createWriteStream(path, { mode: 0o600 }));
  } catch (fault) {
    await forgetUpload(path);
    throw fault;
  }
  return path;
}

/** Removes an upload that is not needed after all. */
export function forgetUpload(path: string): Promise<void> {
  return rm(path, { force: true });
}

async function forgetOldUploads(folder: string, now: Temporal.Instant): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const keptSince = await lastWrittenAt(path);
    if (keptSince !== undefined && now.epochMilliseconds - keptSince > keptMilliseconds)
      await forgetUpload(path);
  }
}

/** When a file was written last, in milliseconds; undefined where somebody else's work with it has ended meanwhile and it is gone. */
async function lastWrittenAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw fault;
  }
}
