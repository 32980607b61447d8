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
    const { mtimeMs } = await stat(path);
    if (now.epochMilliseconds - mtimeMs > keptMilliseconds) await forgetUpload(path);
  }
}
