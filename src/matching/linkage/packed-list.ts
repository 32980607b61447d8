import type { Column } from "./column-map.ts";
import { type Dictionary, shared } from "./dictionary.ts";

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

/** A list whose rows are numbers: row n stands from n * stride on. */
export type PackedList = { readonly length: number; readonly rows: Int32Array };

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
 * Packs a list. `codes` has for each field one array a slot. The rows are put in the order of the first date, so that
 * rows of one birthday are neighbours in memory; `order` says which row of the list each came from.
 */
export function packed(
  layout: Layout,
  dictionaries: readonly (Dictionary | undefined)[],
  codes: readonly (readonly Int32Array[])[],
  length: number,
): PackedList & { readonly order: Int32Array } {
  const order = inOrderOfFirstDate(layout, dictionaries, codes, length);
  const rows = shared(Int32Array, length * layout.stride);
  for (const [index, field] of layout.fields.entries()) {
    const dictionary = dictionaries[field.dictionary];
    if (!dictionary) throw new RangeError(`No dictionary for ${field.name}`);
    for (const [slot, of] of (codes[index] ?? []).entries()) {
      for (let row = 0, to = field.at + slot; row < length; row++, to += layout.stride)
        rows[to] = of[order[row] as number] as number;
    }
    for (let base = 0; base < rows.length; base += layout.stride) {
      const code = rows[base + field.at] as number;
      if (field.coarse >= 0) rows[base + field.coarse] = dictionary.coarse[code] as number;
      if (field.exchanged >= 0) rows[base + field.exchanged] = dictionary.exchanged[code] as number;
    }
  }
  return { length, rows, order };
}

/** Some rows of a packed list as a list of their own. */
export function rowsOf(list: PackedList, stride: number, some: Int32Array): PackedList {
  if (some.length === list.length) return list;
  const rows = shared(Int32Array, some.length * stride);
  for (let row = 0; row < some.length; row++) {
    const from = (some[row] as number) * stride;
    rows.set(list.rows.subarray(from, from + stride), row * stride);
  }
  return { length: some.length, rows };
}

function inOrderOfFirstDate(
  layout: Layout,
  dictionaries: readonly (Dictionary | undefined)[],
  codes: readonly (readonly Int32Array[])[],
  length: number,
): Int32Array {
  const order = new Int32Array(length);
  const first = layout.fields.findIndex(({ type }) => type === "date");
  const dates = codes[first]?.[0];
  if (!dates) return order.map((_, row) => row);
  const next = new Int32Array((dictionaries[layout.fields[first]?.dictionary ?? -1]?.size ?? 0) + 1);
  for (const code of dates) next[code + 1] = (next[code + 1] as number) + 1;
  for (let code = 1; code < next.length; code++)
    next[code] = (next[code] as number) + (next[code - 1] as number);
  for (let row = 0; row < length; row++) {
    const code = dates[row] as number;
    order[next[code] as number] = row;
    next[code] = (next[code] as number) + 1;
  }
  return order;
}
