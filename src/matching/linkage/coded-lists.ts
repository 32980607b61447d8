import type { DuckDBConnection } from "@duckdb/node-api";
import type { Column, ColumnMap } from "./column-map.ts";
import { DictionaryInTheMaking } from "./dictionary.ts";
import { dictionaryOf } from "./packed-list.ts";
import { plainCsvOf, type Wanted } from "./plain-csv.ts";
import { RawValues } from "./raw-values.ts";
import { readPieces } from "./read-pieces.ts";
import { RowIds } from "./row-ids.ts";
import { shared } from "./shared-array.ts";
import { isStandardNumber, plainNameIn, standardOf } from "./standard-value.ts";
import { asUtf8, beginningOf, isUtf16 } from "./text-of-list.ts";
import { type RejectedRow, UnreadableList } from "./unreadable-list.ts";

export type Side = "left" | "right";
/** The files to be read; `folder` is the run's own, for copies of what cannot be read as it is. */
export type ListFiles = {
  readonly left: string;
  readonly right: string | undefined;
  readonly folder: string;
  /** How much DuckDB may use for such a copy before it spills to the folder. */
  readonly megabytes: number;
};

/** A list as it was read: row by row the codes of the columns that the map names for its side, in that order. */
export type CodedList = { readonly length: number; readonly codes: Int32Array; readonly ids: RowIds };
type CodedLists = {
  readonly dictionaries: readonly (DictionaryInTheMaking | undefined)[];
  readonly lists: readonly CodedList[];
  readonly rejected: Record<Side, readonly RejectedRow[]>;
};
type OpenList = {
  readonly side: Side;
  readonly name: string;
  file: string;
  rejected: readonly RejectedRow[];
};

/**
 * Reads one or two lists as codes of their values. A plain CSV file is read by its bytes; what is none, which may be known only
 * after a look at its last row, is put in order first. Throws UnreadableList and UnusableColumnMap.
 */
export async function readCoded(map: ColumnMap, files: ListFiles): Promise<CodedLists> {
  const lists: OpenList[] = [{ side: "left", name: files.left, file: files.left, rejected: [] }];
  if (files.right !== undefined)
    lists.push({ side: "right", name: files.right, file: files.right, rejected: [] });
  let loader: DuckDBConnection | undefined;
  const inOrder = async (list: OpenList) => {
    // Most lists never need DuckDB, and it takes a while to load.
    const { openLoader, putInOrder } = await import("./put-in-order.store.ts");
    loader ??= await openLoader(files.megabytes, files.folder);
    const { id, wanted } = wantedOf(map, list.side);
    const headings = new Set([...(id === undefined ? [] : [id]), ...wanted.map(({ heading }) => heading)]);
    Object.assign(list, await putInOrder(loader, list, id, [...headings], files.folder));
  };
  const utf8 = async (list: OpenList) => {
    const start = await beginningOf(list.file, list.name);
    list.file = await asUtf8(list.file, start, files.folder, list.side);
  };
  try {
    for (const list of lists) if (/\.parquet$/i.test(list.file)) await inOrder(list);
    // Each list is mended at most twice: its encoding, then its rows.
    for (let mended = 0; mended <= 2 * lists.length; mended++) {
      const read = await readOnce(map, lists);
      if (!("oddity" in read)) {
        const [left, right] = lists;
        return { ...read, rejected: { left: left?.rejected ?? [], right: right?.rejected ?? [] } };
      }
      await (read.oddity === "not-utf8" ? utf8(read.list) : inOrder(read.list));
    }
  } finally {
    loader?.closeSync();
  }
  throw new UnreadableList(`${files.left} cannot be read. Save it as CSV in UTF-8.`);
}

type Odd = { readonly list: OpenList; readonly oddity: "not-utf8" | "uneven" };

async function readOnce(
  map: ColumnMap,
  lists: readonly OpenList[],
): Promise<Omit<CodedLists, "rejected"> | Odd> {
  const plain = [];
  for (const list of lists) {
    const start = await beginningOf(list.file, list.name);
    if (isUtf16(start)) return { list, oddity: "not-utf8" };
    const { id, wanted } = wantedOf(map, list.side);
    const csv = plainCsvOf(list.file, start, id, wanted);
    if (!csv) return { list, oddity: "uneven" };
    plain.push(csv);
  }
  const dictionaries = map.columns.map(({ type }, index) =>
    dictionaryOf(map.columns, index) === index ? new DictionaryInTheMaking(type) : undefined,
  );
  const standards = map.columns.map(standardOf);
  // Each thread meets the same names: what they stand for is worked out once.
  const met = map.columns.map(() => new RawValues());
  const codes = map.columns.map(() => [0]);
  const read = lists.map(() => ({ ids: new RowIds(), pieces: [] as Int32Array[], length: 0 }));
  const odd = await readPieces(
    plain,
    dictionaries.length,
    (index, { bytes, text }, from, to) => {
      const dictionary = dictionaries[index] as DictionaryInTheMaking;
      // Of numbers, which are nearly as many as rows, no text is kept.
      if (isStandardNumber(map.columns[index] as Column, text, from, to))
        return dictionary.codeOfBytes(bytes, from, to);
      const plain = dictionary.type === "name" ? plainNameIn(text, from, to) : undefined;
      if (plain) return dictionary.codeOfName(plain);
      const [values, known] = [met[index] as RawValues, codes[index] as number[]];
      const number = values.numberOf(bytes, from, to);
      if (number === known.length) {
        const standard = standards[index] as (raw: string) => string;
        known.push(dictionary.codeOf(standard(text.toString("utf8", from, to))));
      }
      return known[number] as number;
    },
    (file, piece) => {
      const list = read[file] as (typeof read)[number];
      list.ids.add(piece);
      list.pieces.push(piece.numbers);
      list.length += piece.rows;
    },
  );
  if (odd) return { list: lists[odd.file] as OpenList, oddity: odd.oddity };
  return {
    dictionaries,
    lists: read.map(({ ids, pieces, length }) => ({ ids, length, codes: joined(pieces) })),
  };
}

function wantedOf(map: ColumnMap, side: Side): { id: string | undefined; wanted: Wanted[] } {
  const wanted = map.columns.flatMap((column, index) =>
    column[side].map((heading) => ({ heading, dictionary: dictionaryOf(map.columns, index) })),
  );
  return { id: map.id[side], wanted };
}

/** The pieces as one, in memory that threads share; each is let go as soon as it is copied. */
function joined(pieces: (Int32Array | undefined)[]): Int32Array {
  const all = shared(
    Int32Array,
    pieces.reduce((sum, piece) => sum + (piece?.length ?? 0), 0),
  );
  let at = 0;
  for (const [number, piece] of pieces.entries()) {
    if (!piece) continue;
    all.set(piece, at);
    at += piece.length;
    pieces[number] = undefined;
  }
  return all;
}
