import type { Column } from "./column-map.ts";
import type { Dictionary } from "./dictionary.ts";
import { shared } from "./shared-array.ts";

/** Where the values of one column stand in a packed row. */
export type Field = {
  readonly name: string;
  readonly type: Column["type"];
  readonly part: Column["part"];
  /** Which dictionary its codes are of: all names share one, so that exchanged names meet. */
  readonly dictionary: number;
  /** The place of the value itself; its former and other values follow. */
  readonly at: number;
  readonly slots: number;
  /** The place of what it begins with or lies in; -1 for an identifier or a category. */
  readonly coarse: number;
  /** The place of a date with day and month exchanged; -1 for anything else. */
  readonly exchanged: number;
};

export type Layout = { readonly fields: readonly Field[]; readonly stride: number };

/**
 * A list whose rows are numbers: row n stands from n * stride on. Two rows are compared by that; the same numbers place by
 * place, as columns, are for what looks at a few places of every row.
 */
export type PackedList = {
  readonly length: number;
  readonly rows: Int32Array;
  readonly columns: readonly Int32Array[];
};

export function layoutOf(columns: readonly Column[]): Layout {
  let stride = 0;
  const place = (wanted: boolean) => (wanted ? stride++ : -1);
  const fields = columns.map(({ name, type, part, left, right }, index): Field => {
    const slots = Math.max(left.length, right.length);
    const at = stride;
    stride += slots;
    return {
      ...{ name, type, part, slots, at },
      dictionary: dictionaryOf(columns, index),
      coarse: place(type === "name" || type === "date" || type === "place"),
      exchanged: place(type === "date"),
    };
  });
  return { fields, stride };
}

/** The number of a column's dictionary: the first name column's for every name. */
export function dictionaryOf(columns: readonly Column[], index: number): number {
  return columns[index]?.type === "name" ? columns.findIndex(({ type }) => type === "name") : index;
}

/**
 * Packs a list whose codes stand row by row, of each field as many columns as `slots` says. The rows are put in the order of
 * the first date, so that rows of one birthday are neighbours in memory; `order` says which row of the list each came from.
 */
export function packed(
  layout: Layout,
  dictionaries: readonly (Dictionary | undefined)[],
  slots: readonly number[],
  codes: Int32Array,
  length: number,
): PackedList & { readonly order: Int32Array } {
  const order = inOrderOfFirstDate(layout, dictionaries, slots, codes, length);
  return { ...inColumns(packedRows(layout, dictionaries, slots, codes, order), layout.stride), order };
}

/** The rows alone, in this order of those that are coded; without one, as they stand. */
export function packedRows(
  layout: Layout,
  dictionaries: readonly (Dictionary | undefined)[],
  slots: readonly number[],
  codes: Int32Array,
  order?: Int32Array,
): Int32Array {
  const width = slots.reduce((sum, count) => sum + count, 0);
  const length = codes.length / width;
  const places = Int32Array.from(
    layout.fields.flatMap(({ at }, field) =>
      Array.from({ length: slots[field] ?? 0 }, (_, slot) => at + slot),
    ),
  );
  const rows = shared(Int32Array, length * layout.stride);
  const { stride } = layout;
  const some = new Int32Array(atATime);
  for (let first = 0; first < length; first += atATime) {
    const count = Math.min(atATime, length - first);
    for (let row = 0; row < count; row++) some[row] = order ? (order[first + row] as number) : first + row;
    lookAt(codes, some, count, width);
    const begin = first * stride;
    const end = begin + count * stride;
    for (let row = 0, base = begin; row < count; row++, base += stride) {
      const from = (some[row] as number) * width;
      for (let column = 0; column < width; column++)
        rows[base + (places[column] as number)] = codes[from + column] as number;
    }
    for (const { dictionary: index, at, coarse, exchanged } of layout.fields) {
      if (coarse < 0 && exchanged < 0) continue;
      const dictionary = dictionaries[index] as Dictionary;
      for (let base = begin; base < end; base += stride) {
        const code = rows[base + at] as number;
        if (coarse >= 0) rows[base + coarse] = dictionary.coarse[code] as number;
        if (exchanged >= 0) rows[base + exchanged] = dictionary.exchanged[code] as number;
      }
    }
  }
  return rows;
}

/** So many rows at a time stay in the nearest memory until they are whole. */
const atATime = 128;

function inColumns(rows: Int32Array, stride: number): PackedList {
  const length = rows.length / stride;
  const columns = Array.from({ length: stride }, () => shared(Int32Array, length));
  for (let from = 0; from < length; from += atATime) {
    const to = Math.min(length, from + atATime);
    for (const [place, column] of columns.entries())
      for (let row = from, at = from * stride + place; row < to; row++, at += stride)
        column[row] = rows[at] as number;
  }
  return { length, rows, columns };
}

/** Some rows of a packed list as a list of their own. */
export function rowsOf(list: PackedList, stride: number, some: Int32Array): PackedList {
  if (some.length === list.length) return list;
  const rows = shared(Int32Array, some.length * stride);
  for (let row = 0; row < some.length; row++) {
    const from = (some[row] as number) * stride;
    rows.set(list.rows.subarray(from, from + stride), row * stride);
  }
  return inColumns(rows, stride);
}

/**
 * Has a look at some rows of a list that stand anywhere in memory, so that the processor fetches many of them at the same time
 * before each is compared: one by one each would be waited for.
 */
export function lookAt(rows: Int32Array, some: Int32Array, count: number, stride: number): void {
  let sum = 0;
  for (let each = 0; each < count; each++) {
    const base = (some[each] as number) * stride;
    sum += (rows[base] as number) ^ (rows[base + stride - 1] as number);
  }
  // What nobody asks for would not be looked at.
  seen[0] = sum;
}

const seen = new Float64Array(1);

function inOrderOfFirstDate(
  layout: Layout,
  dictionaries: readonly (Dictionary | undefined)[],
  slots: readonly number[],
  codes: Int32Array,
  length: number,
): Int32Array {
  const order = shared(Int32Array, length);
  const first = layout.fields.findIndex(({ type }) => type === "date");
  const dictionary = dictionaries[layout.fields[first]?.dictionary ?? -1];
  if (!dictionary) return order.map((_, row) => row);
  const width = slots.reduce((sum, count) => sum + count, 0);
  const column = slots.slice(0, first).reduce((sum, count) => sum + count, 0);
  const ranks = ranksOf(dictionary);
  const next = new Int32Array(dictionary.size + 1);
  for (let row = 0, at = column; row < length; row++, at += width) {
    const after = (ranks[codes[at] as number] as number) + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let rank = 1; rank < next.length; rank++)
    next[rank] = (next[rank] as number) + (next[rank - 1] as number);
  for (let row = 0, at = column; row < length; row++, at += width) {
    const rank = ranks[codes[at] as number] as number;
    order[next[rank] as number] = row;
    next[rank] = (next[rank] as number) + 1;
  }
  return order;
}

/** The place of each code in the order of the dates. */
function ranksOf({ letters, start, size }: Dictionary): Int32Array {
  const dates = Float64Array.from({ length: size }, (_, code) => {
    let date = 0;
    for (let at = start[code] as number; at < (start[code + 1] as number); at++)
      date = date * 10 + (letters[at] as number) - 48;
    return date;
  });
  const sorted = Int32Array.from(dates.keys()).sort(
    (one, other) => (dates[one] as number) - (dates[other] as number),
  );
  const ranks = new Int32Array(size);
  for (const [rank, code] of sorted.entries()) ranks[code] = rank;
  return ranks;
}
