import { type BlockIndex, blockIndexOf, keyOf, pairsUnder, type RuleCount } from "./block-index.ts";
import type { Rule } from "./blocking.ts";
import { RowComparer } from "./compare-values.ts";
import type { Dictionary } from "./dictionary.ts";
import type { Layout, PackedList } from "./packed-list.ts";
import { PairWeigher, type Weights } from "./pair-weigher.ts";
import { type PairsInTheMaking, radixOf } from "./pairs.ts";
import { isMadeBy, RuleParts } from "./rule-parts.ts";

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

/** A rule's index, and what the rule would compare. */
export type IndexedRule = { readonly index: BlockIndex; readonly count: RuleCount };

/**
 * Finds and compares the pairs of a pass: of each rule, the pairs of some left rows. A pair that several rules make is compared
 * under the first of them; no pair is kept unless its weight is worth it.
 */
export class PairFinder {
  readonly #pass: Pass;
  readonly #comparer: RowComparer;
  readonly #parts: RuleParts;
  /** The parts of each rule in a row of the left list. */
  readonly #places: readonly Int32Array[];
  #scratch: { keys: Int32Array; rows: Int32Array } | undefined;
  #indexes: readonly BlockIndex[] = [];
  #tooCommon: readonly ReadonlySet<number>[] = [];

  constructor(pass: Pass) {
    this.#pass = pass;
    this.#comparer = new RowComparer(pass.layout, pass.dictionaries);
    this.#parts = new RuleParts(pass.rules);
    this.#places = pass.rules.map(({ left }) => Int32Array.from(left));
  }

  /** Sorts the right list by a rule's key, and counts what the rule would compare. */
  indexed(ruleNumber: number): IndexedRule {
    const { rules, left, right, layout, mostPairsOfAKey } = this.#pass;
    const rule = rules[ruleNumber] as Rule;
    this.#scratch ??= { keys: new Int32Array(right.length), rows: new Int32Array(right.length) };
    const index = blockIndexOf(rule, right, layout.stride, this.#scratch);
    return { index, count: pairsUnder(rule, left, layout.stride, index, mostPairsOfAKey) };
  }

  /** Takes up what all threads have sorted and counted. */
  takeUp(rules: readonly IndexedRule[]): void {
    this.#scratch = undefined;
    this.#indexes = rules.map(({ index }) => index);
    this.#tooCommon = rules.map(({ count }) => new Set(count.tooCommon));
  }

  /**
   * How often each pattern of levels occurs among the pairs that a rule makes of every nth left row, drawn by chance but
   * the same ones each time; those that an earlier rule makes too: without them the rest would be no fair sample.
   */
  patternsOf(ruleNumber: number, everyNth: number): Map<number, number> {
    const { layout, left, right, isOneList, rules } = this.#pass;
    const { stride, fields } = layout;
    const patterns = new Map<number, number>();
    const rule = rules[ruleNumber] as Rule;
    const { start, rows, keys, buckets } = this.#indexes[ruleNumber] as BlockIndex;
    const tooCommon = this.#tooCommon[ruleNumber] as ReadonlySet<number>;
    const places = this.#places[ruleNumber] as Int32Array;
    const radix = fields.map((_, field) => radixOf(layout, field));
    for (let l = 0; l < left.length; l++) {
      if ((Math.imul(l + 1, 0x9e3779b1) >>> 0) % everyNth !== 0) continue;
      const a = l * stride;
      const key = keyOf(left.rows, a, places);
      if (key === 0 || tooCommon.has(key)) continue;
      const bucket = key & (buckets - 1);
      for (let at = start[bucket] as number; at < (start[bucket + 1] as number); at++) {
        const r = rows[at] as number;
        const b = r * stride;
        if (keys[at] !== key || (isOneList && r <= l) || !isMadeBy(rule, left.rows, a, right.rows, b))
          continue;
        let pattern = 0;
        for (let field = 0; field < fields.length; field++)
          pattern =
            pattern * (radix[field] as number) + this.#comparer.level(field, left.rows, a, right.rows, b);
        patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
      }
    }
    return patterns;
  }

  /** What weighs the pairs that are sought; made once for many. */
  weigher(weights: Weights, atLeast: number): PairWeigher {
    return new PairWeigher(this.#pass.layout, this.#comparer, weights, atLeast);
  }

  /** Adds to `found` every pair that a rule makes of the left rows from one to another and that weighs enough. */
  find(ruleNumber: number, from: number, to: number, weigher: PairWeigher, found: PairsInTheMaking): void {
    const { layout, left, right, isOneList } = this.#pass;
    const { start, rows, keys, buckets } = this.#indexes[ruleNumber] as BlockIndex;
    const tooCommon = this.#tooCommon[ruleNumber] as ReadonlySet<number>;
    const leavesOut = tooCommon.size > 0;
    const parts = this.#parts;
    const places = this.#places[ruleNumber] as Int32Array;
    const { stride } = layout;
    const A = left.rows;
    const B = right.rows;
    for (let l = from, a = from * stride; l < to; l++, a += stride) {
      const key = keyOf(A, a, places);
      if (key === 0 || (leavesOut && tooCommon.has(key))) continue;
      const bucket = key & (buckets - 1);
      const end = start[bucket + 1] as number;
      for (let at = start[bucket] as number; at < end; at++) {
        if (keys[at] !== key) continue;
        const r = rows[at] as number;
        if (isOneList && r <= l) continue;
        const b = r * stride;
        const same = parts.sameIn(A, a, B, b);
        let first = parts.firstThatMakes(same, 0, ruleNumber + 1, A, a, B, b);
        while (first < ruleNumber && this.#isLeftOut(first, a))
          first = parts.firstThatMakes(same, first + 1, ruleNumber + 1, A, a, B, b);
        if (first === ruleNumber && weigher.isEnough(A, a, B, b))
          found.add(l, r, weigher.bits, weigher.pattern);
      }
    }
  }

  /** If the left row at `a` has a key that is too common under a rule. */
  #isLeftOut(ruleNumber: number, a: number): boolean {
    const tooCommon = this.#tooCommon[ruleNumber] as ReadonlySet<number>;
    if (tooCommon.size === 0) return false;
    return tooCommon.has(keyOf(this.#pass.left.rows, a, this.#places[ruleNumber] as Int32Array));
  }
}
