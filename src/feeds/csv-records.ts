import { createReadStream } from "node:fs";
import { UnreadableFile } from "./header.ts";
import type { Encoding } from "./look-at-file.ts";

/** A record that is longer than this was opened by a quotation mark that never closes. */
const longestRecord = 100_000;

/**
 * The records of a CSV file (RFC 4180) one by one, the header first, whatever its size. Throws UnreadableFile where a
 * quotation mark does not close, naming the row; the records before it have been given by then, which readers that
 * buffer do not promise.
 */
export async function* csvRecords(path: string, encoding: Encoding): AsyncGenerator<string[]> {
  const decoder = new TextDecoder(encoding);
  let text = "";
  let at = 0;
  let records = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    text = text.slice(at) + decoder.decode(chunk, { stream: true });
    at = 0;
    for (let record = recordAt(text, at); record; record = recordAt(text, at)) {
      at = record.end;
      records += 1;
      yield record.cells;
    }
    if (text.length - at > longestRecord) throw unclosed(records + 1);
  }
  text = text.slice(at) + decoder.decode();
  if (text === "") return;
  const last = recordAt(`${text}\n`, 0);
  if (!last) throw unclosed(records + 1);
  yield last.cells;
}

type CsvRecord = { cells: string[]; end: number };

/** The record that begins here, or undefined when its end is not in the text yet. */
function recordAt(text: string, start: number): CsvRecord | undefined {
  const lineEnd = text.indexOf("\n", start);
  if (lineEnd === -1) return undefined;
  const line = text.slice(
    start,
    text.charCodeAt(lineEnd - 1) === 13 && lineEnd > start ? lineEnd - 1 : lineEnd,
  );
  // Most lines hold no quotation mark, and splitting those is ten times faster.
  return line.includes('"') ? quotedRecordAt(text, start) : { cells: line.split(","), end: lineEnd + 1 };
}

function quotedRecordAt(text: string, start: number): CsvRecord | undefined {
  const cells: string[] = [];
  for (let at = start; ; at++) {
    let cell = "";
    if (text[at] === '"') {
      let close = text.indexOf('"', at + 1);
      while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
      if (close === -1) return undefined;
      cell = text.slice(at + 1, close).replaceAll('""', '"');
      at = close + 1;
    }
    // What stands outside quotation marks counts as it is: people type them in the middle of a name.
    const end = cellEnd(text, at);
    if (end === -1) return undefined;
    cell += text.slice(at, text[end] === "\n" && text[end - 1] === "\r" && end > at ? end - 1 : end);
    cells.push(cell);
    if (text[end] === "\n") return { cells, end: end + 1 };
    at = end;
  }
}

function cellEnd(text: string, at: number): number {
  const comma = text.indexOf(",", at);
  const line = text.indexOf("\n", at);
  return comma !== -1 && (line === -1 || comma < line) ? comma : line;
}

function unclosed(row: number): UnreadableFile {
  return new UnreadableFile(
    `Row ${row} cannot be read: a quotation mark opens and does not close. Mend that row and send the file again; the rows before it are in.`,
  );
}
