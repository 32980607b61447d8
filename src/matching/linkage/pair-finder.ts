import type { Rule } from "./blocking.ts";
import { RowComparer } from "./compare-values.ts";
import type { Dictionary } from "./dictionary.ts";
import { levels } from "./levels.ts";
import type { Layout, PackedList } from "./packed-list.ts";

/** What every thread of one pass works on. */
export type Pass = {
  readonly layout: Layout;
  readonly dictionaries: readonly (Dictionary | undefined)[];
  readonly left: PackedList;
  readonly right: PackedList;
  /** One list against itself: each pair once, no row with itself. */
  readonly isOneList: boolean;
  readonly rules: readonly Rule[];
  /** A key that more pairs than this share is left out: a hostel's postcode, an office's address. */
  readonly mostPairsOfAKey: number;
};

/** Weights by field and level in bits, and by field and code what a rare or common value adds where two are the same. */
export type Weights = {
  readonly bits: readonly Float64Array[];
  readonly rarity: readonly (Float32Array | undefined)[];
};

/** Pairs as columns: rows of the left and right list, weight in bits, and the levels as one number. */
export type Pairs = {
  readonly length: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly bits: Float32Array;
  readonly pattern: Float64Array;
};

type Index = { readonly start: Int32Array; readonly rows: Int32Array; readonly buckets: number };

/** What a rule found in a thread's share of the keys. */
export type RuleCount = { pairs: number; tooCommon: number[]; pairsLeftOut: number };

/**
 * Finds and compares the pairs of one thread's share of the blocking keys. A pair that several rules make is compared
 * under the first of them; no pair is stored unless its weight is worth it.
 */
export class PairFinder {
  readonly #pass: Pass;
  readonly #share: number;
  readonly #shares: number;
  readonly #comparer: RowComparer;
  readonly #indexes: Index[] = [];
  readonly #counts: RuleCount[] = [];
  #tooCommon: readonly ReadonlySet<number>[] = [];

  constructor(pass: Pass, share: number, shares: number) {
    this.#pass = pass;
    this.#share = share;
    this.#shares = shares;
    this.#comparer = new RowComparer(pass.layout, pass.dictionaries);
  }

  /** Sorts the right list by each rule's key, and counts what each rule would compare. */
  index(): readonly RuleCount[] {
    for (const rule of this.#pass.rules) {
      const index = this.#indexOf(rule);
      this.#indexes.push(index);
      this.#counts.push(this.#countOf(rule, index));
    }
    return this.#counts;
  }

  /** Which keys, of all threads' shares, are too common under each rule. */
  leaveOut(tooCommon: readonly (readonly number[])[]): void {
    this.#tooCommon = tooCommon.map((keys) => new Set(keys));
  }

  /**
   * How often each pattern of levels occurs among a rule's pairs, of about so many of them; those that an earlier rule
   * makes too: without them the rest would be no fair sample.
   */
  patternsOf(rule: number, wanted: number): Map<number, number> {
    const patterns = new Map<number, number>();
    const { layout } = this.#pass;
    const everyNth = Math.max(1, Math.round((this.#counts[rule]?.pairs ?? 0) / wanted));
    let turn = 0;
    this.#eachPair(rule, false, (A, a, B, b) => {
      if (turn++ % everyNth !== 0) return;
      let pattern = 0;
      for (let field = 0; field < layout.fields.length; field++)
        pattern = pattern * radixOf(layout, field) + this.#comparer.level(field, A, a, B, b);
      patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
    });
    return patterns;
  }

  /** Every pair of this share that weighs at least so many bits. */
  pairs(weights: Weights, atLeast: number, onRule?: (rule: number) => void): Pairs {
    const found = new PairsInTheMaking();
    const { layout } = this.#pass;
    const fields = layout.fields.length;
    const order = cheapestFirst(layout);
    const still = mostStillToCome(weights, order);
    const levelOf = new Uint8Array(fields);
    const places = layout.fields.map(({ at }) => at);
    const sameLevels = layout.fields.map(({ type }) => levels[type].length - 1);
    for (let rule = 0; rule < this.#pass.rules.length; rule++) {
      this.#eachPair(rule, true, (A, a, B, b, l, r) => {
        let bits = 0;
        for (let turn = 0; turn < fields; turn++) {
          const field = order[turn] as number;
          const level = this.#comparer.level(field, A, a, B, b);
          levelOf[field] = level;
          bits += (weights.bits[field] as Float64Array)[level] as number;
          if (level === sameLevels[field]) {
            const rarity = weights.rarity[field];
            if (rarity) bits += rarity[A[a + (places[field] as number)] as number] as number;
          }
          if (bits + (still[turn] as number) < atLeast) return;
        }
        let pattern = 0;
        for (let field = 0; field < fields; field++)
          pattern = pattern * radixOf(layout, field) + (levelOf[field] as number);
        found.add(l, r, bits, pattern);
      });
      onRule?.(rule);
    }
    return found.finished();
  }

  /** Gives each pair of a rule, if so wished only those that no earlier rule makes: rows, and where each begins. */
  #eachPair(
    ruleNumber: number,
    onlyNew: boolean,
    see: (A: Int32Array, a: number, B: Int32Array, b: number, l: number, r: number) => void,
  ): void {
    const { layout, left, right, isOneList, rules } = this.#pass;
    const rule = rules[ruleNumber] as Rule;
    const { start, rows, buckets } = this.#indexes[ruleNumber] as Index;
    const tooCommon = this.#tooCommon[ruleNumber];
    const leavesOut = tooCommon !== undefined && tooCommon.size > 0;
    const { stride } = layout;
    const A = left.rows;
    const B = right.rows;
    for (let l = 0, a = 0; l < left.length; l++, a += stride) {
      const key = keyOf(A, a, rule.left);
      if (key === 0 || (key >>> 16) % this.#shares !== this.#share) continue;
      if (leavesOut && tooCommon.has(key)) continue;
      const bucket = key & (buckets - 1);
      const end = start[bucket + 1] as number;
      for (let at = start[bucket] as number; at < end; at++) {
        const r = rows[at] as number;
        if (isOneList && r <= l) continue;
        const b = r * stride;
        if (!isMadeBy(rule, A, a, B, b) || (onlyNew && this.#isMadeEarlier(ruleNumber, A, a, B, b))) continue;
        see(A, a, B, b, l, r);
      }
    }
  }

  #isMadeEarlier(ruleNumber: number, A: Int32Array, a: number, B: Int32Array, b: number): boolean {
    const { rules } = this.#pass;
    for (let earlier = 0; earlier < ruleNumber; earlier++) {
      const rule = rules[earlier] as Rule;
      if (!isMadeBy(rule, A, a, B, b)) continue;
      const tooCommon = this.#tooCommon[earlier];
      if (tooCommon === undefined || tooCommon.size === 0 || !tooCommon.has(keyOf(A, a, rule.left)))
        return true;
    }
    return false;
  }

  #indexOf(rule: Rule): Index {
    const { layout, right } = this.#pass;
    const { stride } = layout;
    let buckets = 1024;
    while (buckets * this.#shares < right.length) buckets *= 2;
    const start = new Int32Array(buckets + 1);
    let count = 0;
    for (let row = 0, base = 0; row < right.length; row++, base += stride) {
      const key = keyOf(right.rows, base, rule.right);
      if (key === 0 || (key >>> 16) % this.#shares !== this.#share) continue;
      const next = (key & (buckets - 1)) + 1;
      start[next] = (start[next] as number) + 1;
      count++;
    }
    for (let bucket = 1; bucket <= buckets; bucket++)
      start[bucket] = (start[bucket] as number) + (start[bucket - 1] as number);
    const rows = new Int32Array(count);
    for (let row = right.length - 1, base = row * stride; row >= 0; row--, base -= stride) {
      const key = keyOf(right.rows, base, rule.right);
      if (key === 0 || (key >>> 16) % this.#shares !== this.#share) continue;
      const next = (key & (buckets - 1)) + 1;
      const place = (start[next] as number) - 1;
      start[next] = place;
      rows[place] = row;
    }
    // Each bucket's end has moved to its beginning: the next bucket's beginning is its end again.
    start.copyWithin(0, 1);
    start[buckets] = count;
    return { start, rows, buckets };
  }

  #countOf(rule: Rule, { start, buckets }: Index): RuleCount {
    const { layout, left, mostPairsOfAKey } = this.#pass;
    const lefts = new Int32Array(buckets);
    const count: RuleCount = { pairs: 0, tooCommon: [], pairsLeftOut: 0 };
    const common = new Map<number, number>();
    for (let row = 0, base = 0; row < left.length; row++, base += layout.stride) {
      const key = keyOf(left.rows, base, rule.left);
      if (key === 0 || (key >>> 16) % this.#shares !== this.#share) continue;
      const bucket = key & (buckets - 1);
      const rights = (start[bucket + 1] as number) - (start[bucket] as number);
      if (rights === 0) continue;
      const soFar = (lefts[bucket] as number) + 1;
      lefts[bucket] = soFar;
      count.pairs += rights;
      if (soFar * rights > mostPairsOfAKey) common.set(key, (common.get(key) ?? 0) + 1);
    }
    for (const [key] of common) {
      const bucket = key & (buckets - 1);
      const pairs = (lefts[bucket] as number) * ((start[bucket + 1] as number) - (start[bucket] as number));
      count.tooCommon.push(key);
      count.pairs -= pairs;
      count.pairsLeftOut += pairs;
    }
    return count;
  }
}

/** How many levels a field has: the base of its digit in a pattern. */
export function radixOf({ fields }: Layout, field: number): number {
  return levels[(fields[field] as Layout["fields"][number]).type].length;
}

/** The levels of each field in a pattern. */
export function levelsIn(layout: Layout, pattern: number): number[] {
  const found: number[] = [];
  let rest = pattern;
  for (let field = layout.fields.length - 1; field >= 0; field--) {
    const radix = radixOf(layout, field);
    found[field] = rest % radix;
    rest = Math.floor(rest / radix);
  }
  return found;
}

/** A rule's parts of a row as one number that is not 0; 0 where one is missing. */
function keyOf(rows: Int32Array, base: number, parts: readonly number[]): number {
  let key = 17;
  for (let part = 0; part < parts.length; part++) {
    const value = rows[base + (parts[part] as number)] as number;
    if (value === 0) return 0;
    key = Math.imul(key ^ value, 0x9e3779b1);
    key ^= key >>> 15;
  }
  return key === 0 ? 1 : key;
}

function isMadeBy({ left, right }: Rule, A: Int32Array, a: number, B: Int32Array, b: number): boolean {
  for (let part = 0; part < left.length; part++) {
    const value = A[a + (left[part] as number)];
    if (value === 0 || value !== B[b + (right[part] as number)]) return false;
  }
  return true;
}

const costs = { category: 0, date: 1, place: 2, identifier: 2, name: 3 } as const;

function cheapestFirst({ fields }: Layout): number[] {
  return fields
    .map((_, index) => index)
    .sort((a, b) => costs[fields[a]?.type ?? "name"] - costs[fields[b]?.type ?? "name"]);
}

/** After each field in turn, the most that those still to come can add. */
function mostStillToCome({ bits, rarity }: Weights, order: readonly number[]): Float64Array {
  const most = order.map((field) => {
    const largest = (of: Float64Array | Float32Array = new Float64Array(0)) => {
      let most = 0;
      for (const each of of) if (each > most) most = each;
      return most;
    };
    return largest(bits[field]) + largest(rarity[field]);
  });
  const still = new Float64Array(order.length);
  for (let turn = order.length - 2; turn >= 0; turn--)
    still[turn] = (still[turn + 1] as number) + (most[turn + 1] as number);
  return still;
}

class PairsInTheMaking {
  #left = new Int32Array(1 << 16);
  #right = new Int32Array(1 << 16);
  #bits = new Float32Array(1 << 16);
  #pattern = new Float64Array(1 << 16);
  #length = 0;

  add(left: number, right: number, bits: number, pattern: number): void {
    if (this.#length === this.#left.length) this.#grow();
    this.#left[this.#length] = left;
    this.#right[this.#length] = right;
    this.#bits[this.#length] = bits;
    this.#pattern[this.#length] = pattern;
    this.#length++;
  }

  finished(): Pairs {
    const length = this.#length;
    return {
      length,
      left: this.#left.slice(0, length),
      right: this.#right.slice(0, length),
      bits: this.#bits.slice(0, length),
      pattern: this.#pattern.slice(0, length),
    };
  }

  #grow(): void {
    const twice = this.#left.length * 2;
    const grown = <A extends Int32Array | Float32Array | Float64Array>(array: A, next: A): A => {
      next.set(array);
      return next;
    };
    this.#left = grown(this.#left, new Int32Array(twice));
    this.#right = grown(this.#right, new Int32Array(twice));
    this.#bits = grown(this.#bits, new Float32Array(twice));
    this.#pattern = grown(this.#pattern, new Float64Array(twice));
  }
}
