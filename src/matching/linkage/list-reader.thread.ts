import { closeSync, openSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { type Oddity, type Piece, PieceReader, type PlainCsv } from "./csv-piece.ts";
import { RawValues } from "./raw-values.ts";

/** What reading threads share: the files, their pieces in order, and how many of these are taken. */
export type ReadingOrder = {
  readonly files: readonly PlainCsv[];
  readonly pieces: readonly { readonly file: number; readonly from: number; readonly to: number }[];
  readonly dictionaries: number;
  readonly taken: Int32Array<SharedArrayBuffer>;
};

/** A piece, with the values that this thread had not met before; or why its file cannot be read like this. */
export type PieceRead = {
  readonly number: number;
  readonly piece: Piece | Oddity;
  readonly fresh: readonly {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly ends: Int32Array<ArrayBuffer>;
  }[];
};

const port = parentPort;
if (!port) throw new Error("This is a thread of the linkage engine.");
const { files, pieces, dictionaries, taken } = workerData as ReadingOrder;
const values = Array.from({ length: dictionaries }, () => new RawValues());
const readers = files.map((csv) => new PieceReader(csv, values));
const descriptors = files.map(({ file }) => openSync(file, "r"));
for (let number = Atomics.add(taken, 0, 1); number < pieces.length; number = Atomics.add(taken, 0, 1)) {
  const { file, from, to } = pieces[number] as ReadingOrder["pieces"][number];
  const piece = (readers[file] as PieceReader).read(descriptors[file] as number, from, to);
  const answer: PieceRead = { number, piece, fresh: values.map((each) => each.fresh()) };
  const moved = answer.fresh.flatMap(({ bytes, ends }) => [bytes.buffer, ends.buffer]);
  if (typeof piece !== "string") moved.push(piece.numbers.buffer, piece.idBytes.buffer, piece.idEnds.buffer);
  port.postMessage(answer, moved);
}
for (const descriptor of descriptors) closeSync(descriptor);
