import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import type { Mistake } from "./mistakes.ts";

/**
 * The text of a file of at most so many bytes: a longer one is not read, and the first line that is not UTF-8 is named.
 * Throws what `openSync` throws where there is no such file.
 */
export function textOfFile(file: string, mostBytes: number): string | { mistakes: [Mistake] } {
  const opened = openSync(file, "r");
  try {
    const { size } = fstatSync(opened);
    if (size > mostBytes)
      return mistake(1, `Make the file smaller than ${Math.floor(mostBytes / 1_000_000)} MB.`);
    const bytes = readFileSync(opened);
    const line = lineNotUtf8(bytes);
    return line === undefined
      ? bytes.toString("utf8")
      : mistake(line, "Save the file as UTF-8: this line holds a letter that is not.");
  } finally {
    closeSync(opened);
  }
}

function mistake(line: number, mend: string): { mistakes: [Mistake] } {
  return { mistakes: [{ line, field: "the file", mend }] };
}

function lineNotUtf8(bytes: Buffer): number | undefined {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let line = 0;
  for (let from = 0; from < bytes.length; ) {
    line++;
    const end = bytes.indexOf(10, from);
    const until = end < 0 ? bytes.length : end + 1;
    try {
      strict.decode(bytes.subarray(from, until));
    } catch {
      return line;
    }
    from = until;
  }
  return undefined;
}
