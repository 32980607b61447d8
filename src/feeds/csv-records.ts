import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UnreadableFile } from "./header.ts";
import type { Encoding } from "./look-at-file.ts";

/** A record that is longer than this was opened by a quotation mark that never closes. */
const longestRecord = 100_000;

/**
 * The records of a CSV file one by one, the header first, whatever its size. Throws UnreadableFile where the file
 * stops being CSV, naming the row.
 */
export async function* csvRecords(path: string, encoding: Encoding): AsyncGenerator<readonly string[]> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: longestRecord,
  });
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  // Its faults come out of the loop below.
  const settled = () => {};
  if (encoding === "utf-8") pipeline(file, parser, settled);
  else pipeline(file, decoded(encoding), parser, settled);
  let records = 0;
  try {
    for await (const record of parser) {
      records += 1;
      yield record as string[];
    }
  } catch (fault) {
    if (!(fault instanceof CsvError)) throw fault;
    throw new UnreadableFile(
      `Row ${records + 1} cannot be read: a quotation mark opens and does not close. Mend that row and send the file again; the rows before it are in.`,
    );
  } finally {
    file.destroy();
  }
}

function decoded(encoding: Encoding) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
    const decoder = new TextDecoder(encoding);
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  };
}
