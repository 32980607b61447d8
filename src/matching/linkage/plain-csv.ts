import { isUtf8 } from "node:buffer";
import { statSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { PlainCsv } from "./csv-piece.ts";

const separators = [",", ";", "\t", "|"] as const;
const mark = Buffer.from("\uFEFF");

/** A column that is wanted of a list: its heading, and whose values it holds. */
export type Wanted = { readonly heading: string; readonly dictionary: number };

/**
 * How a CSV file is laid out, by its line of headings; undefined where no separator makes the wanted headings of it, or its
 * text is not UTF-8: then it takes more than this to read it. `start` is the beginning of the file.
 */
export function plainCsvOf(
  file: string,
  start: Buffer,
  id: string | undefined,
  wanted: readonly Wanted[],
): PlainCsv | undefined {
  const marked = start.subarray(0, mark.length).equals(mark) ? mark.length : 0;
  const newline = start.indexOf("\n");
  if (newline < 0) return undefined;
  const line = start.subarray(marked, newline);
  if (!isUtf8(line)) return undefined;
  const { size } = statSync(file);
  for (const separator of separators) {
    const headings = headingsIn(line.toString().trimEnd(), separator);
    const places = wanted.map(({ heading }) => headings.indexOf(heading));
    const idColumn = id === undefined ? -1 : headings.indexOf(id);
    if (places.includes(-1) || (id !== undefined && idColumn < 0)) continue;
    return {
      ...{ file, begin: newline + 1, end: size, separator: separator.charCodeAt(0) },
      columns: headings.length,
      id: idColumn,
      wanted: wanted
        .map(({ dictionary }, place) => ({ column: places[place] as number, dictionary, place }))
        .toSorted((one, other) => one.column - other.column),
    };
  }
  return undefined;
}

/** Many a list has a space after each comma, in its first line too. */
function headingsIn(line: string, separator: string): string[] {
  try {
    const [headings = []] = parse(line, { delimiter: separator }) as string[][];
    return headings.map((heading) => heading.trim());
  } catch {
    return [];
  }
}
