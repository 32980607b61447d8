import { type CodedList, type ListFiles, readCoded, type Side } from "./coded-lists.ts";
import type { ColumnMap } from "./column-map.ts";
import type { Dictionary } from "./dictionary.ts";
import { type PackedAndCounted, packedTogether } from "./packed-and-counted.ts";
import { type Layout, layoutOf, type PackedList } from "./packed-list.ts";
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
  const [one, other] = (await packedTogether(
    lists.map(({ codes, length }, at) => {
      const slots = map.columns.map((column) => column[at === 0 ? "left" : "right"].length);
      return { layout, dictionaries, slots, codes, length };
    }),
  )) as [PackedAndCounted, PackedAndCounted | undefined];
  const { counts: ofLeft, ...packedLeft } = one;
  const { counts: ofRight, ...packedRight } = other ?? one;
  const left = { ...packedLeft, ids: (lists[0] as CodedList).ids };
  const right = lists[1] && { ...packedRight, ids: lists[1].ids };
  const counts = ofLeft.map((each, field) => ({ left: each, right: ofRight[field] as Float64Array }));
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

function said(counts: Float64Array): number {
  return Math.max(
    1,
    counts.reduce((sum, count, code) => (code === 0 ? sum : sum + count), 0),
  );
}
