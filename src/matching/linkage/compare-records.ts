import type { Column } from "./column-map.ts";
import { RowComparer } from "./compare-values.ts";
import { DictionaryInTheMaking } from "./dictionary.ts";
import { type Level, levels } from "./levels.ts";
import { dictionaryOf, layoutOf, packedRows } from "./packed-list.ts";
import { standardOf } from "./standard-value.ts";

/** What one record says, column by column: the value first, then other and former ones. */
export type RecordValues = readonly (readonly string[])[];

/** The level of each column between one record and each of others: what whole lists are compared by, for a few records at hand. [A11] */
export function levelsBetween(
  columns: readonly Column[],
  one: RecordValues,
  others: readonly RecordValues[],
): Level[][] {
  const layout = layoutOf(columns);
  const standards = columns.map(standardOf);
  const making = columns.map(({ type }, column) =>
    dictionaryOf(columns, column) === column ? new DictionaryInTheMaking(type) : undefined,
  );
  const slots = layout.fields.map((field) => field.slots);
  const width = slots.reduce((sum, count) => sum + count, 0);
  const coded = columns.map(() => new Map<string, number>());
  const codesOf = (records: readonly RecordValues[]) => {
    const codes = new Int32Array(records.length * width);
    let first = 0;
    for (const [column, { dictionary, slots: count }] of layout.fields.entries()) {
      const standard = standards[column] as (raw: string) => string;
      const fresh = making[dictionary] as DictionaryInTheMaking;
      // Many records at hand say the same: its code is looked up by what was written.
      const known = coded[column] as Map<string, number>;
      for (let row = 0; row < records.length; row++) {
        const values = records[row]?.[column];
        for (let slot = 0; slot < count; slot++) {
          const value = values?.[slot];
          if (!value) continue;
          let code = known.get(value);
          if (code === undefined) {
            code = fresh.codeOf(standard(value));
            known.set(value, code);
          }
          codes[row * width + first + slot] = code;
        }
      }
      first += count;
    }
    return codes;
  };
  const codes = { one: codesOf([one]), others: codesOf(others) };
  const dictionaries = making.map((dictionary) => dictionary?.finished());
  const left = packedRows(layout, dictionaries, slots, codes.one);
  const right = packedRows(layout, dictionaries, slots, codes.others);
  const comparer = new RowComparer(layout, dictionaries);
  return others.map((_, other) =>
    layout.fields.map(
      ({ type }, field) =>
        levels[type][comparer.level(field, left, 0, right, other * layout.stride)] ?? "missing",
    ),
  );
}
