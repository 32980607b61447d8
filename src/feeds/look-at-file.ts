import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { UnreadableFile } from "./header.ts";

export type Encoding = "utf-8" | "windows-1252";

/** What a file is before a row of it is read. The same digest is the same file, whatever it is called. */
export type FileLook = { digest: Buffer; encoding: Encoding; lines: number };

/**
 * Goes through the file once, without keeping it. What is not UTF-8 is taken for Windows-1252, as older systems
 * still write. Throws UnreadableFile for a file that is not there or is no text.
 */
export async function lookAtFile(path: string): Promise<FileLook> {
  const digest = createHash("sha256");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let encoding: Encoding = "utf-8";
  let lines = 0;
  let first = true;
  try {
    for await (const chunk of createReadStream(path, {
      highWaterMark: 256 * 1024,
    }) as AsyncIterable<Buffer>) {
      if (first) refuseOtherKinds(chunk);
      first = false;
      digest.update(chunk);
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
      if (encoding === "utf-8" && !reads(utf8, chunk)) encoding = "windows-1252";
    }
  } catch (fault) {
    if (fault instanceof UnreadableFile) throw fault;
    const why = (fault as NodeJS.ErrnoException).code === "ENOENT" ? "is not there" : "cannot be opened";
    throw new UnreadableFile(`The file ${why}. Check its name and rights, and send it again.`);
  }
  if (first) throw new UnreadableFile("The file is empty. Send one with a header and at least one row.");
  return { digest: digest.digest(), encoding, lines };
}

function reads(decoder: TextDecoder, chunk: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function refuseOtherKinds(start: Buffer): void {
  const mark = start.subarray(0, 2).toString("latin1");
  if (mark === "PK")
    throw new UnreadableFile("This is an Excel workbook. Save it as CSV UTF-8 and send that.");
  if (mark === "\xff\xfe" || mark === "\xfe\xff")
    throw new UnreadableFile("This file is in UTF-16. Save it as CSV UTF-8 and send that.");
}
