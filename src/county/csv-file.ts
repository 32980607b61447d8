import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A CSV file being written: UTF-8, RFC 4180, a header row. */
export type CsvFile = {
  name: string;
  /** Writes one row of cells already joined by commas, and tells its line in the file; the header is line 1. */
  row(cells: string): number;
  rows(): number;
  close(): void;
};

/** Starts a file in the folder, over any older one of the name. Memory stays flat: text is written each 256 KB. */
export function openCsvFile(folder: string, name: string, columns: readonly string[]): CsvFile {
  const file = openSync(join(folder, name), "w");
  let waiting = `${columns.join(",")}\r\n`;
  let lines = 1;
  const writeWaiting = () => {
    writeSync(file, waiting);
    waiting = "";
  };
  return {
    name,
    row(cells) {
      waiting += `${cells}\r\n`;
      if (waiting.length > 262144) writeWaiting();
      lines += 1;
      return lines;
    },
    rows: () => lines - 1,
    close() {
      writeWaiting();
      closeSync(file);
    },
  };
}

/** A text as a CSV cell: in quotes only where it must be. */
export function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
