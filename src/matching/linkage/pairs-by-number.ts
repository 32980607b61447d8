import type { Side } from "./coded-lists.ts";
import type { LoadedLists } from "./load-lists.ts";
import type { Pairs } from "./pairs.ts";

type OfSides<Each> = Readonly<Record<Side, Each>>;
/** A left and a right row. */
export type TwoRows = { readonly left: number; readonly right: number };

/** A number that more rows of one list without a partner have than this is no child's own. */
const mostRowsOfANumber = 32;

/**
 * Pairs that no rule need find, because a list says itself which of its rows are one child: a row that surely means one of the other list,
 * and those there that have this one's number and no partner yet. `surely` is for each row the number, plus one, of the row it means;
 * what was `found` is left out.
 */
export function pairsByNumber(
  { layout, dictionaries, left, right }: Pick<LoadedLists, "layout" | "dictionaries" | "left" | "right">,
  surely: OfSides<Int32Array>,
  isTaken: OfSides<Uint8Array>,
  found: Pairs,
): TwoRows[] {
  const pairs = new Map<number, TwoRows>();
  const keyOf = (one: number, other: number) => one * right.length + other;
  const add = (pair: TwoRows) => pairs.set(keyOf(pair.left, pair.right), pair);
  for (const { type, dictionary, at, slots } of layout.fields) {
    if (type !== "identifier") continue;
    const size = dictionaries[dictionary]?.size ?? 0;
    const numbersOf = ({ columns }: typeof left) => columns.slice(at, at + slots);
    const [ofLeft, ofRight] = [numbersOf(left), numbersOf(right)];
    for (const [row, other] of alike(ofRight, size, surely.left, isTaken.right))
      add({ left: row, right: other });
    for (const [row, other] of alike(ofLeft, size, surely.right, isTaken.left))
      add({ left: other, right: row });
  }
  for (let at = 0; pairs.size > 0 && at < found.length; at++)
    pairs.delete(keyOf(found.left[at] as number, found.right[at] as number));
  return [...pairs.values()];
}

/** Each row that means a row here, with those here that have no partner and a number of that one. `numbers` are columns of codes. */
function* alike(
  numbers: readonly Int32Array[],
  size: number,
  meaning: Int32Array,
  isTaken: Uint8Array,
): Generator<readonly [number, number]> {
  const isMeant = new Uint8Array(size);
  for (const meant of meaning)
    if (meant > 0) for (const column of numbers) isMeant[column[meant - 1] as number] = 1;
  isMeant[0] = 0;
  const rowsOf = new Map<number, number[]>();
  for (const column of numbers)
    for (let row = 0; row < column.length; row++) {
      const number = column[row] as number;
      if (isMeant[number] === 0 || isTaken[row] === 1) continue;
      const rows = rowsOf.get(number) ?? [];
      rows.push(row);
      rowsOf.set(number, rows);
    }
  for (let row = 0; row < meaning.length; row++) {
    const meant = (meaning[row] as number) - 1;
    if (meant < 0) continue;
    for (const column of numbers) {
      const others = rowsOf.get(column[meant] as number) ?? [];
      if (others.length <= mostRowsOfANumber) for (const other of others) yield [row, other];
    }
  }
}
