import type { Rule } from "./blocking.ts";
import type { PackedList } from "./packed-list.ts";
import { shared } from "./shared-array.ts";

/**
 * Where each row of the left list meets rows of the right one under a rule. Entries are the key and the row of the right list,
 * one after the other, those of one bucket beside each other: the key tells them apart without a look at the row.
 */
export type BlockIndex = {
  readonly entries: Int32Array;
  /** The left rows that have a key of the right list, in their order, each with the place of the first entry of its key. */
  readonly hits: Int32Array;
  /** A key's bits that are its bucket. */
  readonly bucketBits: number;
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

/** Sorts the right lists of a pass by rules' keys, and looks each left row up. Keeps room for the sorting. */
export class Blocks {
  readonly #left: PackedList;
  readonly #right: PackedList;
  readonly #stride: number;
  readonly #keys: Int32Array;
  readonly #rows: Int32Array;
  readonly #start: Int32Array;
  readonly #hits: Int32Array;
  /** For each left row which parts may meet the right list, as bits. */
  readonly #mayMeet: Int32Array;

  constructor(left: PackedList, right: PackedList, stride: number, mayMeet: Int32Array) {
    this.#left = left;
    this.#right = right;
    this.#stride = stride;
    this.#mayMeet = mayMeet;
    this.#hits = new Int32Array(left.length * 2);
    this.#keys = new Int32Array(right.length);
    this.#rows = new Int32Array(right.length);
    let buckets = 1024;
    while (buckets < right.length) buckets *= 2;
    this.#start = new Int32Array(buckets + 1);
  }

  /** The index of a rule, and what it would compare. `bits` are its parts: a left row that lacks one meets nothing. */
  indexOf(rule: Rule, bits: number, mostPairsOfAKey: number): { index: BlockIndex; count: RuleCount } {
    const entries = this.#sorted(Int32Array.from(rule.right));
    const { length, rows } = this.#left;
    const parts = Int32Array.from(rule.left);
    const start = this.#start;
    const bucketBits = start.length - 2;
    const mayMeet = this.#mayMeet;
    const hits = this.#hits;
    let hit = 0;
    const lefts = new Int32Array(entries.length >> 1);
    const count: RuleCount = { pairs: 0, tooCommon: [], pairsLeftOut: 0 };
    const common = new Map<number, number>();
    for (let row = 0; row < length; row++) {
      if (((mayMeet[row] as number) & bits) !== bits) continue;
      const key = keyOf(rows, row * this.#stride, parts);
      if (key === 0) continue;
      const bucket = key & bucketBits;
      const end = (start[bucket + 1] as number) * 2;
      let found = -1;
      let rights = 0;
      for (let at = (start[bucket] as number) * 2; at < end; at += 2)
        if (entries[at] === key) {
          if (found < 0) found = at;
          rights++;
        }
      if (found < 0) continue;
      hits[hit++] = row;
      hits[hit++] = found;
      const soFar = (lefts[found >> 1] as number) + 1;
      lefts[found >> 1] = soFar;
      count.pairs += rights;
      if (soFar * rights > mostPairsOfAKey) common.set(key, soFar * rights);
    }
    for (const [key, pairs] of common) {
      count.tooCommon.push(key);
      count.pairs -= pairs;
      count.pairsLeftOut += pairs;
    }
    const kept = shared(Int32Array, hit);
    kept.set(hits.subarray(0, hit));
    return { index: { entries, hits: kept, bucketBits }, count };
  }

  /** The entries of the right list by counting; `#start` then says where each bucket begins. */
  #sorted(parts: Int32Array): Int32Array {
    const { length, rows } = this.#right;
    const stride = this.#stride;
    const start = this.#start.fill(0);
    const bucketBits = start.length - 2;
    let count = 0;
    for (let row = 0, base = 0; row < length; row++, base += stride) {
      const key = keyOf(rows, base, parts);
      if (key === 0) continue;
      const bucket = key & bucketBits;
      start[bucket] = (start[bucket] as number) + 1;
      this.#keys[count] = key;
      this.#rows[count++] = row;
    }
    for (let bucket = 1; bucket < start.length; bucket++)
      start[bucket] = (start[bucket] as number) + (start[bucket - 1] as number);
    const entries = shared(Int32Array, count * 2);
    // From the back, so that a bucket's rows keep their order; each bucket's end moves to its beginning.
    for (let at = count - 1; at >= 0; at--) {
      const key = this.#keys[at] as number;
      const bucket = key & bucketBits;
      const place = (start[bucket] as number) - 1;
      start[bucket] = place;
      entries[place * 2] = key;
      entries[place * 2 + 1] = this.#rows[at] as number;
    }
    return entries;
  }
}
