import type { Rule } from "./blocking.ts";
import { shared } from "./dictionary.ts";
import type { PackedList } from "./packed-list.ts";

/** The rows of the right list by one rule's key: a bucket's rows stand from `start` of it to `start` of the next. */
export type BlockIndex = {
  readonly start: Int32Array;
  readonly rows: Int32Array;
  /** The key of each row: few that share a bucket share a key, and this tells without a look at the row. */
  readonly keys: Int32Array;
  readonly buckets: number;
};

/** What a rule would compare, and the keys that it leaves out because too many pairs share them. */
export type RuleCount = { pairs: number; tooCommon: number[]; pairsLeftOut: number };

/** A rule's parts of a row as one number that is not 0; 0 where one is missing. */
export function keyOf(rows: Int32Array, base: number, parts: Int32Array): number {
  let key = 17;
  for (let part = 0; part < parts.length; part++) {
    const value = rows[base + (parts[part] as number)] as number;
    if (value === 0) return 0;
    key = Math.imul(key ^ value, 0x9e3779b1);
    key ^= key >>> 15;
  }
  return key === 0 ? 1 : key;
}

/** Sorts the right list by a rule's key, by counting. `scratch` has room for every row. */
export function blockIndexOf(
  { right: places }: Rule,
  { length, rows }: PackedList,
  stride: number,
  scratch: { keys: Int32Array; rows: Int32Array },
): BlockIndex {
  let buckets = 1024;
  while (buckets < length) buckets *= 2;
  const start = shared(Int32Array, buckets + 1);
  const parts = Int32Array.from(places);
  let count = 0;
  for (let row = 0, base = 0; row < length; row++, base += stride) {
    const key = keyOf(rows, base, parts);
    if (key === 0) continue;
    const bucket = key & (buckets - 1);
    start[bucket] = (start[bucket] as number) + 1;
    scratch.keys[count] = key;
    scratch.rows[count++] = row;
  }
  for (let bucket = 1; bucket <= buckets; bucket++)
    start[bucket] = (start[bucket] as number) + (start[bucket - 1] as number);
  const index = { start, rows: shared(Int32Array, count), keys: shared(Int32Array, count), buckets };
  // From the back, so that a bucket's rows keep their order; each bucket's end moves to its beginning.
  for (let at = count - 1; at >= 0; at--) {
    const key = scratch.keys[at] as number;
    const bucket = key & (buckets - 1);
    const place = (start[bucket] as number) - 1;
    start[bucket] = place;
    index.keys[place] = key;
    index.rows[place] = scratch.rows[at] as number;
  }
  return index;
}

/** How many pairs a rule makes with the left list, and which keys more pairs share than may be. */
export function pairsUnder(
  { left: places }: Rule,
  { length, rows }: PackedList,
  stride: number,
  { start, keys, buckets }: BlockIndex,
  mostPairsOfAKey: number,
): RuleCount {
  const parts = Int32Array.from(places);
  const count: RuleCount = { pairs: 0, tooCommon: [], pairsLeftOut: 0 };
  const lefts = new Int32Array(keys.length);
  const common = new Map<number, number>();
  for (let row = 0, base = 0; row < length; row++, base += stride) {
    const key = keyOf(rows, base, parts);
    if (key === 0) continue;
    const bucket = key & (buckets - 1);
    const end = start[bucket + 1] as number;
    let first = -1;
    let rights = 0;
    for (let at = start[bucket] as number; at < end; at++)
      if (keys[at] === key) {
        if (first < 0) first = at;
        rights++;
      }
    if (first < 0) continue;
    const soFar = (lefts[first] as number) + 1;
    lefts[first] = soFar;
    count.pairs += rights;
    if (soFar * rights > mostPairsOfAKey) common.set(key, soFar * rights);
  }
  for (const [key, pairs] of common) {
    count.tooCommon.push(key);
    count.pairs -= pairs;
    count.pairsLeftOut += pairs;
  }
  return count;
}
