import { isUtf8 } from "node:buffer";
import { readSync } from "node:fs";
import type { RawValues } from "./raw-values.ts";

/** How the rows of a plain CSV file are laid out, and which of its columns are wanted. */
export type PlainCsv = {
  readonly file: string;
  /** Where the first row begins, after the line of headings, and where the file ends; in bytes. */
  readonly begin: number;
  readonly end: number;
  readonly separator: number;
  readonly columns: number;
  /** The number of the column that tells rows apart; -1 where none does. */
  readonly id: number;
  /** The wanted columns by number, in rising order, and whose values each holds. One column may be wanted twice. */
  readonly wanted: readonly {
    readonly column: number;
    readonly dictionary: number;
    readonly place: number;
  }[];
};

/** The rows that begin in a piece of a file: the numbers of their values row by row, and their ids. */
export type Piece = {
  readonly rows: number;
  readonly numbers: Int32Array<ArrayBuffer>;
  readonly idBytes: Uint8Array<ArrayBuffer>;
  readonly idEnds: Int32Array<ArrayBuffer>;
};

/** Why a piece cannot be read byte by byte: its text is in an old encoding, or some row has too few cells or a loose quotation mark. */
export type Oddity = "not-utf8" | "uneven";

const newline = 10;
const carriageReturn = 13;
const quote = 34;
const space = 32;

/**
 * Reads the rows of a plain CSV file that begin between two places. Every row has as many cells as the line of headings, and
 * none goes on in the next line: whatever is not so is left to DuckDB.
 */
export class PieceReader {
  readonly #csv: PlainCsv;
  readonly #values: readonly RawValues[];
  readonly #stops = new Uint8Array(256);
  /** Room for the rows of a piece, kept for the next. */
  #numbers: Int32Array<ArrayBuffer>;
  #idEnds = new Int32Array(1 << 15);
  /** For each column the wanted places, from one number to another. */
  readonly #firstWanted: Int32Array;
  readonly #isNeeded: Uint8Array;

  constructor(csv: PlainCsv, values: readonly RawValues[]) {
    this.#csv = csv;
    this.#values = values;
    this.#numbers = new Int32Array((1 << 15) * csv.wanted.length);
    for (const stop of [newline, quote, csv.separator]) this.#stops[stop] = 1;
    this.#firstWanted = Int32Array.from({ length: csv.columns + 1 }, (_, column) => {
      const first = csv.wanted.findIndex((each) => each.column >= column);
      return first < 0 ? csv.wanted.length : first;
    });
    this.#isNeeded = Uint8Array.from({ length: csv.columns }, (_, column) =>
      Number(column === csv.id || csv.wanted.some((each) => each.column === column)),
    );
  }

  read(descriptor: number, from: number, to: number): Piece | Oddity {
    const buffer = linesBetween(descriptor, from, to, this.#csv);
    if (!isUtf8(buffer)) return "not-utf8";
    return this.#rowsIn(buffer) ?? "uneven";
  }

  #rowsIn(buffer: Uint8Array<ArrayBuffer>): Piece | undefined {
    const { separator, columns, id, wanted } = this.#csv;
    const width = wanted.length;
    const stops = this.#stops;
    const isNeeded = this.#isNeeded;
    const firstWanted = this.#firstWanted;
    const end = buffer.length;
    const bytes = new DataView(buffer.buffer, buffer.byteOffset, end);
    let numbers = this.#numbers;
    const idBytes = id < 0 ? new Uint8Array(0) : new Uint8Array(end);
    let idEnds = this.#idEnds;
    let idAt = 0;
    let rows = 0;
    for (let at = 0; at < end; ) {
      if ((rows + 1) * width > numbers.length) numbers = twice(numbers);
      if (rows === idEnds.length) idEnds = twice(idEnds);
      for (let column = 0; column < columns; column++) {
        let first = at;
        let last = at;
        let byte = buffer[at] as number;
        if (byte === quote) {
          first = at + 1;
          last = closingQuote(buffer, first);
          if (last < 0) return undefined;
          at = last + 1;
          last = unescaped(buffer, first, last);
          if (buffer[at] === carriageReturn && buffer[at + 1] === newline) at++;
          byte = buffer[at] as number;
        } else {
          while (stops[byte] === 0) byte = buffer[++at] as number;
          last = byte === newline && at > first && buffer[at - 1] === carriageReturn ? at - 1 : at;
          // Whether a blank line is a row of a list of one column is not to be guessed here.
          if (columns === 1 && first === last) return undefined;
        }
        if (byte !== (column === columns - 1 ? newline : separator)) return undefined;
        at++;
        if (isNeeded[column] === 0) continue;
        while (first < last && buffer[first] === space) first++;
        while (first < last && buffer[last - 1] === space) last--;
        if (column === id)
          for (let from = first; from < last; from++) idBytes[idAt++] = buffer[from] as number;
        const endWanted = firstWanted[column + 1] as number;
        for (let each = firstWanted[column] as number; each < endWanted; each++) {
          const { dictionary, place } = wanted[each] as PlainCsv["wanted"][number];
          numbers[rows * width + place] = (this.#values[dictionary] as RawValues).numberOf(
            bytes,
            first,
            last,
          );
        }
      }
      idEnds[rows++] = idAt;
    }
    this.#numbers = numbers;
    this.#idEnds = idEnds;
    return {
      rows,
      numbers: numbers.slice(0, rows * width),
      idBytes: idBytes.slice(0, idAt),
      idEnds: id < 0 ? new Int32Array(0) : idEnds.slice(0, rows),
    };
  }
}

/** The whole lines that begin between two places of a file, the last one with a line break in any case. */
function linesBetween(
  descriptor: number,
  from: number,
  to: number,
  { begin, end }: PlainCsv,
): Uint8Array<ArrayBuffer> {
  // The byte before shows whether a line begins here.
  const start = from === begin ? from : from - 1;
  let room = to - start + 65_536;
  for (;;) {
    const size = Math.min(room, end - start);
    const buffer = Buffer.allocUnsafeSlow(size + 1);
    if (readSync(descriptor, buffer, 0, size, start) < size)
      throw new Error("The file was cut off while it was read.");
    const isWhole = start + size >= end;
    buffer[size] = newline;
    const first = from === begin ? 0 : buffer.indexOf(newline) + 1;
    if (start + first >= to) return new Uint8Array(0);
    const found = buffer.indexOf(newline, to - 1 - start);
    if (found < size || isWhole) return new Uint8Array(buffer.buffer, first, found + 1 - first);
    room *= 2;
  }
}

/** Where a quoted cell closes that begins here; -1 where it does not in its line. */
function closingQuote(buffer: Uint8Array, from: number): number {
  for (let at = from; at < buffer.length; at++) {
    const byte = buffer[at];
    if (byte === newline) return -1;
    if (byte !== quote) continue;
    if (buffer[at + 1] !== quote) return at;
    at++;
  }
  return -1;
}

/** Makes one of each two quotation marks, in place; answers where the cell ends then. */
function unescaped(buffer: Uint8Array, from: number, to: number): number {
  let end = from;
  for (let at = from; at < to; at++) {
    buffer[end++] = buffer[at] as number;
    if (buffer[at] === quote) at++;
  }
  return end;
}

function twice(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
