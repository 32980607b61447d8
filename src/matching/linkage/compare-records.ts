import type { Column } from "./column-map.ts";
import { RowComparer } from "./compare-values.ts";
import { DictionaryInTheMaking } from "./dictionary.ts";
import { type Level, levels } from "./levels.ts";
import { dictionaryOf, layoutOf, packed } from "./packed-list.ts";
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
  const codesOf = (records: readonly RecordValues[]) =>
    Int32Array.from(
      records.flatMap((record) =>
        layout.fields.flatMap(({ dictionary, slots: count }, column) =>
          Array.from({ length: count }, (_, slot) => {
            const value = record[column]?.[slot];
            return value ? (making[dictionary]?.codeOf(standards[column]?.(value) ?? "") ?? 0) : 0;
          }),
        ),
      ),
    );
  const codes = { one: codesOf([one]), others: codesOf(others) };
  const dictionaries = making.map((dictionary) => dictionary?.finished());
  const left = packed(layout, dictionaries, slots, codes.one, 1);
  const right = packed(layout, dictionaries, slots, codes.others, others.length);
  const comparer = new RowComparer(layout, dictionaries);
  const found: Level[][] = [];
  for (const [row, other] of right.order.entries())
    found[other] = layout.fields.map(
      ({ type }, field) =>
        levels[type][comparer.level(field, left.rows, 0, right.rows, row * layout.stride)] ?? "missing",
    );
  return found;
}
