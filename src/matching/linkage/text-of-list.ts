import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { UnreadableList } from "./unreadable-list.ts";

/** So much of a file shows what it is. */
const beginning = 65_536;
const zip = Buffer.from("PK\x03\x04");

/** The first bytes of a CSV file. Throws UnreadableList where it is empty, a workbook, or no text at all. */
export async function beginningOf(file: string, name: string): Promise<Buffer> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(beginning) });
  await handle.close();
  const start = buffer.subarray(0, bytesRead);
  if (start.length === 0) throw new UnreadableList(`${name} is empty. Name a file with a line of headings.`);
  if (start.subarray(0, 4).equals(zip))
    throw new UnreadableList(`${name} is a workbook or an archive. Save the list as CSV and name that file.`);
  if (!isUtf16(start) && start.includes(0))
    throw new UnreadableList(
      `${name} holds bytes that no text has. Save the list as CSV and name that file.`,
    );
  return start;
}

/** If a file says by its mark that its text is UTF-16. */
export function isUtf16(start: Buffer): boolean {
  return start[0] === 0xff && start[1] === 0xfe;
}

/** A copy in `folder` as UTF-8 of a file whose text is UTF-16 (by its mark) or Windows-1252 (old spreadsheets). */
export async function asUtf8(file: string, start: Buffer, folder: string, side: string): Promise<string> {
  const encoding = isUtf16(start) ? "utf-16le" : "windows-1252";
  const copy = join(folder, `${side}-from-${encoding}.csv`);
  await pipeline(
    createReadStream(file),
    async function* (chunks: AsyncIterable<Buffer>) {
      const decoder = new TextDecoder(encoding);
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
    createWriteStream(copy, { mode: 0o600 }),
  );
  return copy;
}
