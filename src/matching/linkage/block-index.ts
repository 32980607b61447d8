import type { Rule } from "./blocking.ts";
import { KeyedRows, KnownKeys } from "./keyed-rows.ts";
import type { PackedList } from "./packed-list.ts";
import type { Pass } from "./pair-finder.ts";
import { shared } from "./shared-array.ts";

/**
 * Where each row of the left list meets rows of the right one under a rule. Entries are the key and the row of the right list,
 * one after the other, those of one bucket beside each other, of which the last has its row's bits turned over: so is a bucket's
 * end known, and the key tells a bucket's rows apart without a look at them.
 */
export type BlockIndex = {
  readonly entries: Int32Array;
  /** The left rows that have a key of the right list, in their order, each with the place of the first entry of its key. */
  readonly hits: Int32Array;
};

/** What a rule would compare, and the keys that it leaves out because too many pairs share them. */
export type RuleCount = { pairs: number; tooCommon: number[]; pairsLeftOut: number };

/** The entries of so many right rows are near enough in memory to be looked up in any order. */
const nearAtHand = 65_536;

/** Sorts the right lists of a pass by rules' keys, and looks each left row up. Keeps room for the sorting. */
export class Blocks {
  readonly #left: PackedList;
  readonly #right: PackedList;
  readonly #days: Days;
  readonly #lefts: KeyedRows;
  readonly #knownLefts: KnownKeys;
  readonly #knownRights: KnownKeys;
  readonly #rights: KeyedRows;
  readonly #buckets: Int32Array;
  readonly #start: Int32Array;
  /** By the place of a key's first entry how many left rows have it, and that place by left row, or -1. */
  readonly #leftsOf: Int32Array;
  readonly #firstOf: Int32Array;

  constructor(pass: Pick<Pass, "layout" | "dictionaries" | "left" | "right">) {
    const { left, right } = pass;
    this.#left = left;
    this.#right = right;
    this.#days = daysOf(pass);
    this.#lefts = new KeyedRows(left.length);
    this.#knownLefts = new KnownKeys(left.length);
    this.#knownRights = new KnownKeys(right.length);
    this.#rights = new KeyedRows(right.length);
    this.#buckets = new Int32Array(right.length);
    this.#start = new Int32Array(right.length + 1);
    this.#leftsOf = new Int32Array(right.length);
    this.#firstOf = new Int32Array(left.length);
  }

  /** The index of a rule, and what it would compare. */
  indexOf(rule: Rule, mostPairsOfAKey: number): { index: BlockIndex; count: RuleCount } {
    const day = rule.right.indexOf(this.#days.place);
    const left = columnsAt(this.#left, rule.left);
    const right = columnsAt(this.#right, rule.right);
    // Most rows of the longer list are passed over by a look at their keys.
    if (this.#right.length * 2 < this.#left.length) {
      this.#rights.fill(right);
      this.#knownRights.fill(this.#rights);
      this.#lefts.fill(left, this.#knownRights);
    } else this.#lefts.fill(left);
    this.#knownLefts.fill(this.#lefts);
    this.#rights.fill(right, this.#knownLefts);
    // Rows of one date are neighbours already.
    const isPartitioned = day < 0 && this.#rights.length > nearAtHand;
    if (isPartitioned) {
      this.#lefts.partition();
      this.#rights.partition();
    }
    return this.#lookedUp(this.#sorted(right[day]), left[day], mostPairsOfAKey, isPartitioned);
  }

  /**
   * The entries of the right rows by counting; `#start` then says where each bucket begins. `dates` is the column of the first
   * date, if the rule asks for it.
   */
  #sorted(dates: Int32Array | undefined): Int32Array {
    const { keys, rows, length } = this.#rights;
    const buckets = this.#buckets;
    const days = this.#days;
    days.share[wholeList] = length * 2 ** -32;
    const size = dates ? this.#right.length : length;
    const start = this.#start.fill(0, 0, size + 1);
    for (let at = 0; at < length; at++) {
      const date = dates === undefined ? wholeList : (dates[rows[at] as number] as number);
      const bucket = bucketOf(keys[at] as number, days, date);
      buckets[at] = bucket;
      start[bucket] = (start[bucket] as number) + 1;
    }
    for (let bucket = 1; bucket <= size; bucket++)
      start[bucket] = (start[bucket] as number) + (start[bucket - 1] as number);
    const entries = shared(Int32Array, length * 2);
    // From the back, so that a bucket's rows keep their order; each bucket's end moves to its beginning.
    for (let at = length - 1; at >= 0; at--) {
      const bucket = buckets[at] as number;
      const place = (start[bucket] as number) - 1;
      start[bucket] = place;
      entries[place * 2] = keys[at] as number;
      entries[place * 2 + 1] = rows[at] as number;
    }
    for (let bucket = 0; bucket < size; bucket++) {
      const end = start[bucket + 1] as number;
      if (end > (start[bucket] as number)) entries[end * 2 - 1] = ~(entries[end * 2 - 1] as number);
    }
    return entries;
  }

  #lookedUp(
    entries: Int32Array,
    dates: Int32Array | undefined,
    mostPairsOfAKey: number,
    isPartitioned: boolean,
  ): { index: BlockIndex; count: RuleCount } {
    const { keys, rows, length } = this.#lefts;
    const days = this.#days;
    const start = this.#start;
    const leftsOf = this.#leftsOf.fill(0, 0, entries.length >> 1);
    const firstOf = isPartitioned ? this.#firstOf.fill(-1) : this.#firstOf;
    let hits = 0;
    const count: RuleCount = { pairs: 0, tooCommon: [], pairsLeftOut: 0 };
    const common = new Map<number, number>();
    for (let each = 0; each < length; each++) {
      const key = keys[each] as number;
      const row = rows[each] as number;
      const bucket = bucketOf(key, days, dates === undefined ? wholeList : (dates[row] as number));
      const end = (start[bucket + 1] as number) * 2;
      let first = -1;
      let rights = 0;
      for (let at = (start[bucket] as number) * 2; at < end; at += 2)
        if (entries[at] === key) {
          if (first < 0) first = at;
          rights++;
        }
      if (first < 0) continue;
      firstOf[row] = first;
      // The rows are read faster than they are kept.
      rows[hits++] = row;
      const soFar = (leftsOf[first >> 1] as number) + 1;
      leftsOf[first >> 1] = soFar;
      count.pairs += rights;
      if (soFar * rights > mostPairsOfAKey) common.set(key, soFar * rights);
    }
    for (const [key, pairs] of common) {
      count.tooCommon.push(key);
      count.pairs -= pairs;
      count.pairsLeftOut += pairs;
    }
    // Rows that were partitioned are put in their order again.
    return { index: { entries, hits: hitsOf(firstOf, isPartitioned ? undefined : rows, hits) }, count };
  }
}

/** Left rows with the place of their first entry: all that have one, in their order, or those of `rows`. */
function hitsOf(firstOf: Int32Array, rows: Int32Array | undefined, count: number): Int32Array {
  const hits = shared(Int32Array, count * 2);
  let at = 0;
  for (let each = 0; at < hits.length; each++) {
    const row = rows === undefined ? each : (rows[each] as number);
    const first = firstOf[row] as number;
    if (first < 0) continue;
    hits[at++] = row;
    hits[at++] = first;
  }
  return hits;
}

/**
 * The buckets of each first date, by its code: where they begin, and how many there are for each part of a key, in all as many as
 * the right list has rows of that date. Such rows are neighbours, as are the left rows that look for them, so that a rule with
 * the date in it finds near in memory what it looks up one after the other. Other rules have a bucket for each row to be sorted.
 */
type Days = { readonly place: number; readonly first: Int32Array; readonly share: Float64Array };

/** No date has the code 0. */
const wholeList = 0;

function daysOf({ layout, dictionaries, right }: Pick<Pass, "layout" | "dictionaries" | "right">): Days {
  const born = layout.fields.find(({ type }) => type === "date");
  const size = (born && dictionaries[born.dictionary]?.size) ?? 1;
  const first = new Int32Array(size);
  const share = new Float64Array(size);
  const place = born?.at ?? -1;
  const dates = right.columns[place] ?? new Int32Array(0);
  for (let row = 0; row < dates.length; row++) {
    const date = dates[row] as number;
    // Rows of one date stand beside each other.
    if (share[date] === 0) first[date] = row;
    share[date] = (share[date] as number) + 2 ** -32;
  }
  first[wholeList] = 0;
  return { place, first, share };
}

/** The bucket of a key among those of a date, by the key's highest bits. */
function bucketOf(key: number, { first, share }: Days, date: number): number {
  return (first[date] as number) + (((key >>> 0) * (share[date] as number)) | 0);
}

function columnsAt({ columns }: PackedList, places: readonly number[]): Int32Array[] {
  return places.map((place) => columns[place] as Int32Array);
}
