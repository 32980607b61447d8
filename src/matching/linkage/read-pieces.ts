import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { Oddity, Piece, PlainCsv } from "./csv-piece.ts";
import type { PieceRead, ReadingOrder } from "./list-reader.thread.ts";

/** The same file's thread, in src/ and in dist/. */
const thread = new URL(`./list-reader.thread${extname(import.meta.url)}`, import.meta.url);
/** Pieces are cut at the same places however many threads read them, so that values are met in the same order. */
const bytesAPiece = 4_194_304;

/** Values as they stand in a file: the same bytes twice, as numbers and as text. */
export type Written = { readonly bytes: DataView; readonly text: Buffer };

/** Which file cannot be read byte by byte, and why. */
export type OddFile = { readonly file: number; readonly oddity: Oddity };

/**
 * Reads plain CSV files in threads, one a core, and gives their pieces in order: `see` hears of each which file it is of, and
 * `codeOf` is asked once for each thread and distinct value, by its bytes. The numbers of a piece are codes by then. Answers which file is
 * odd, if one is: what `see` heard is then to be forgotten.
 */
export async function readPieces(
  files: readonly PlainCsv[],
  dictionaries: number,
  codeOf: (dictionary: number, written: Written, from: number, to: number) => number,
  see: (file: number, piece: Piece) => void,
): Promise<OddFile | undefined> {
  const pieces = files.flatMap(({ begin, end }, file) =>
    Array.from({ length: Math.ceil((end - begin) / bytesAPiece) }, (_, n) => ({
      ...{ file, from: begin + n * bytesAPiece, to: Math.min(end, begin + (n + 1) * bytesAPiece) },
    })),
  );
  const order: ReadingOrder = {
    files,
    pieces,
    dictionaries,
    taken: new Int32Array(new SharedArrayBuffer(4)),
  };
  const dictionaryOf = files.map(({ wanted }) =>
    wanted.toSorted((one, other) => one.place - other.place).map(({ dictionary }) => dictionary),
  );
  const waiting = new Map<number, PieceRead & { codes: readonly CodesOfThread[] }>();
  let next = 0;
  let odd: OddFile | undefined;
  const takeUp = () => {
    for (let read = waiting.get(next); read && !odd; read = waiting.get(++next)) {
      waiting.delete(next);
      const { file } = pieces[next] as ReadingOrder["pieces"][number];
      if (typeof read.piece === "string") {
        odd = { file, oddity: read.piece };
        return;
      }
      for (const [dictionary, { bytes, ends }] of read.fresh.entries())
        (read.codes[dictionary] as CodesOfThread).add(bytes, ends, (...value) =>
          codeOf(dictionary, ...value),
        );
      const codes = (dictionaryOf[file] ?? []).map(
        (dictionary) => (read.codes[dictionary] as CodesOfThread).codes,
      );
      recode(read.piece, codes);
      see(file, read.piece);
    }
  };
  const threads = Math.min(availableParallelism(), pieces.length);
  await Promise.all(
    Array.from({ length: threads }, () => {
      const codes = Array.from({ length: dictionaries }, () => new CodesOfThread());
      const worker = new Worker(thread, { workerData: order });
      return new Promise<void>((resolve, reject) => {
        worker.on("message", (read: PieceRead) => {
          waiting.set(read.number, { ...read, codes });
          takeUp();
          // The others stop as well: no piece is left to take.
          if (odd) Atomics.store(order.taken, 0, pieces.length);
        });
        worker.on("error", reject);
        worker.on("exit", () => resolve());
      });
    }),
  );
  return odd;
}

/** What a thread's numbers of values mean as codes. */
class CodesOfThread {
  codes = new Int32Array(1 << 12);
  #size = 1;

  add(
    { buffer }: Uint8Array<ArrayBuffer>,
    ends: Int32Array,
    codeOf: (written: Written, from: number, to: number) => number,
  ): void {
    while (this.#size + ends.length > this.codes.length) {
      const grown = new Int32Array(this.codes.length * 2);
      grown.set(this.codes);
      this.codes = grown;
    }
    const written = { bytes: new DataView(buffer), text: Buffer.from(buffer) };
    let start = 0;
    for (const end of ends) {
      this.codes[this.#size++] = codeOf(written, start, end);
      start = end;
    }
  }
}

function recode({ rows, numbers }: Piece, codes: readonly Int32Array[]): void {
  for (const [place, of] of codes.entries())
    for (let row = 0, at = place; row < rows; row++, at += codes.length)
      numbers[at] = of[numbers[at] as number] as number;
}
