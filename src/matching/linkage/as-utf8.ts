import { isUtf8 } from "node:buffer";
import { createReadStream, createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { UnreadableList } from "./load-lists.store.ts";

/** So much of a file shows what it is. */
const beginning = 65_536;

/**
 * A CSV file as the loader can read it: the file itself where its text is UTF-8, or else a copy in `folder`, whose text was
 * UTF-16 (by its mark) or Windows-1252 (old spreadsheets). Throws UnreadableList where it is no text at all.
 */
export async function asUtf8(file: string, folder: string): Promise<string> {
  const handle = await open(file);
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(beginning) });
  await handle.close();
  const start = buffer.subarray(0, bytesRead);
  if (start.length === 0) throw new UnreadableList(`${file} is empty. Name a file with a line of headings.`);
  const utf16 = start[0] === 0xff && start[1] === 0xfe ? "utf-16le" : undefined;
  if (start.subarray(0, 4).equals(zip))
    throw new UnreadableList(`${file} is a workbook or an archive. Save the list as CSV and name that file.`);
  if (!utf16 && start.includes(0))
    throw new UnreadableList(
      `${file} holds bytes that no text has. Save the list as CSV and name that file.`,
    );
  if (!utf16 && (await isAllUtf8(file))) return file;
  const copy = join(folder, `${utf16 ?? "windows-1252"}-${basename(file)}`);
  await pipeline(
    createReadStream(file),
    async function* (chunks: AsyncIterable<Buffer>) {
      const decoder = new TextDecoder(utf16 ?? "windows-1252");
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
    createWriteStream(copy, { mode: 0o600 }),
  );
  return copy;
}

const zip = Buffer.from("PK\x03\x04");

async function isAllUtf8(file: string): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const text = Buffer.concat([rest, chunk]);
    const whole = endOfWholeLetters(text);
    if (!isUtf8(text.subarray(0, whole))) return false;
    rest = text.subarray(whole);
  }
  return isUtf8(rest);
}

/** Where a letter of several bytes begins whose end is in the next chunk, or else the end. */
function endOfWholeLetters(text: Buffer): number {
  for (let at = text.length - 1; at >= Math.max(0, text.length - 4); at--) {
    const byte = text[at] as number;
    if (byte < 0x80) return text.length;
    if (byte >= 0xc0) return at;
  }
  return text.length;
}
