import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { upnWith } from "../../src/children/index.ts";

/** Cells of one row of a school roll by the names of their columns. */
export type RollRow = Record<string, string>;

/** A pupil who gives no trouble, at Ashfield Primary School; each number is another child. All invented. */
export function pupil(number: number, over: RollRow = {}): RollRow {
  return {
    LAESTAB: "9972001",
    UPN: upnWith("997", "2001", "20", String(number).padStart(3, "0")),
    Surname: `Tester${letters(number)}`,
    Forename: `Pupil${letters(number)}`,
    DOB: "2015-03-04",
    Sex: "F",
    AddressLine1: `${number} Quay Lane`,
    Town: "Quillhithe",
    Postcode: "EA4 7DN",
    StartDate: "2024-09-04",
    ...over,
  };
}

/** A number in letters, for names that differ. */
function letters(number: number): string {
  return [...String(number)].map((digit) => "abcdefghij".charAt(Number(digit))).join("");
}

/** Writes rows as a CSV file with a header of every column that one of them has; answers its path. */
export function rollFile(rows: readonly RollRow[], ending = "\n"): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = rows.map((row) => columns.map((column) => cell(row[column] ?? "")).join(","));
  return textFile([columns.join(","), ...lines, ""].join(ending));
}

/** Writes a text, or bytes, as a file of its own; answers its path. */
export function textFile(content: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), "keepsight-roll-")), "roll.csv");
  writeFileSync(path, content);
  return path;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
