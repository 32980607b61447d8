import { type ListFiles, readCoded, type Side } from "./coded-lists.ts";
import type { ColumnMap } from "./column-map.ts";
import type { Dictionary } from "./dictionary.ts";
import { type Layout, layoutOf, type PackedList, packed } from "./packed-list.ts";
import type { RowIds } from "./row-ids.ts";
import type { RejectedRow } from "./unreadable-list.ts";

export type LoadedList = PackedList & {
  /** Which row of the file each packed row is, from 0. */
  readonly order: Int32Array;
  /** What the file tells its rows apart by. */
  readonly ids: RowIds;
};

/** Two lists, or one against itself, ready to be compared. */
export type LoadedLists = {
  readonly layout: Layout;
  readonly dictionaries: readonly (Dictionary | undefined)[];
  readonly left: LoadedList;
  readonly right: LoadedList;
  readonly isOneList: boolean;
  /** For each field how many rows of both lists have each code; none for an identifier, whose every value is rare. */
  readonly counts: readonly (Float64Array | undefined)[];
  /** For each field how likely two random rows are to have the same value. */
  readonly sameByValue: readonly number[];
  /** The rows that could not be read, of either list, and so are in no link. */
  readonly rejected: Record<Side, readonly RejectedRow[]>;
};

/** Reads one or two lists (CSV or Parquet, by the file's ending) and packs them. Throws UnreadableList and UnusableColumnMap. */
export async function loadLists(map: ColumnMap, files: ListFiles): Promise<LoadedLists> {
  const layout = layoutOf(map.columns);
  const { dictionaries: made, lists, rejected } = await readCoded(map, files);
  const dictionaries = made.map((dictionary) => dictionary?.finished());
  const [left, right] = lists.map(({ codes, length, ids }, at) => ({
    ...packed(
      layout,
      dictionaries,
      map.columns.map((column) => column[at === 0 ? "left" : "right"].length),
      codes,
      length,
    ),
    ids,
  })) as [LoadedList, LoadedList | undefined];
  const counts = layout.fields.map(({ at, dictionary }) => {
    const size = dictionaries[dictionary]?.size ?? 1;
    const one = countsOf(left, at, size);
    return { left: one, right: right ? countsOf(right, at, size) : one };
  });
  return {
    ...{ layout, dictionaries, left, right: right ?? left, rejected, isOneList: right === undefined },
    counts: counts.map(({ left: one, right: other }, field) =>
      layout.fields[field]?.type === "identifier"
        ? undefined
        : one.map((count, code) => count + (other[code] as number)),
    ),
    sameByValue: counts.map(({ left: one, right: other }) => {
      const [all, others] = [said(one), said(other)];
      return one.reduce(
        (sum, count, code) => (code === 0 ? sum : sum + (count / all) * ((other[code] as number) / others)),
        0,
      );
    }),
  };
}

function countsOf({ columns }: PackedList, at: number, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const code of columns[at] as Int32Array) counts[code] = (counts[code] as number) + 1;
  return counts;
}

function said(counts: Float64Array): number {
  return Math.max(
    1,
    counts.reduce((sum, count, code) => (code === 0 ? sum : sum + count), 0),
  );
}
