import { type BlockIndex, Blocks, type RuleCount } from "./block-index.ts";
import type { Rule } from "./blocking.ts";
import { RowComparer } from "./compare-values.ts";
import type { Dictionary } from "./dictionary.ts";
import { type Layout, lookAt, type PackedList } from "./packed-list.ts";
import { PairWeigher, type Weights } from "./pair-weigher.ts";
import { PairsInTheMaking } from "./pairs.ts";
import { keyOf } from "./row-keys.ts";
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

/** A search under way: what it has found, and for each left row the right row of the last pair kept: other rules make it again. */
export type Search = {
  readonly weigher: PairWeigher;
  readonly found: PairsInTheMaking;
  readonly lastKept: Int32Array;
};

/** So many pairs are at hand at a time that their rows fit the nearest memory. */
const atATime = 128;

/**
 * Finds and compares the pairs of a pass: of each rule, those of some left rows. A pair that several rules make is compared
 * under the first of them; no pair is kept unless its weight is worth it.
 */
export class PairFinder {
  readonly #pass: Pass;
  readonly #comparer: RowComparer;
  readonly #parts: RuleParts;
  /** The pairs at hand. */
  readonly #lefts = new Int32Array(atATime);
  readonly #rights = new Int32Array(atATime);
  #blocks: Blocks | undefined;
  #indexes: readonly BlockIndex[] = [];
  #tooCommon: readonly ReadonlySet<number>[] = [];

  constructor(pass: Pass) {
    this.#pass = pass;
    this.#comparer = new RowComparer(pass.layout, pass.dictionaries);
    this.#parts = new RuleParts(pass.rules);
  }

  /** Sorts the right list by a rule's key, and counts what the rule would compare. */
  indexed(ruleNumber: number): IndexedRule {
    const { rules, mostPairsOfAKey } = this.#pass;
    this.#blocks ??= new Blocks(this.#pass);
    return this.#blocks.indexOf(rules[ruleNumber] as Rule, mostPairsOfAKey);
  }

  /** Takes up what all threads have sorted and counted. */
  takeUp(rules: readonly IndexedRule[]): void {
    this.#blocks = undefined;
    this.#indexes = rules.map(({ index }) => index);
    this.#tooCommon = rules.map(({ count }) => new Set(count.tooCommon));
  }

  /**
   * How often each pattern of levels occurs among the pairs that a rule makes of every nth left row, drawn by chance but
   * the same ones each time; those that an earlier rule makes too: without them the rest would be no fair sample.
   */
  patternsOf(ruleNumber: number, everyNth: number): Map<number, number> {
    const { left, right, isOneList, rules } = this.#pass;
    const { stride } = this.#pass.layout;
    const { entries, hits } = this.#indexes[ruleNumber] as BlockIndex;
    const tooCommon = this.#tooCommon[ruleNumber] as ReadonlySet<number>;
    const rule = rules[ruleNumber] as Rule;
    const patterns = new Map<number, number>();
    for (let hit = 0; hit < hits.length; hit += 2) {
      const l = hits[hit] as number;
      if ((Math.imul(l + 1, 0x9e3779b1) >>> 0) % everyNth !== 0) continue;
      let at = hits[hit + 1] as number;
      const a = l * stride;
      const key = entries[at] as number;
      if (tooCommon.has(key)) continue;
      for (let isLast = false; !isLast; at += 2) {
        const row = entries[at + 1] as number;
        isLast = row < 0;
        if (entries[at] !== key) continue;
        const r = isLast ? ~row : row;
        const b = r * stride;
        if ((isOneList && r <= l) || !isMadeBy(rule, left.rows, a, right.rows, b)) continue;
        const pattern = this.#comparer.pattern(left.rows, a, right.rows, b);
        patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
      }
    }
    return patterns;
  }

  /** A search for every pair that weighs at least so many bits. Threads that share the work share `lastKept`: -1 for each left row. */
  search(weights: Weights, atLeast: number, lastKept: Int32Array): Search {
    const weigher = new PairWeigher(this.#pass.layout, this.#comparer, weights, atLeast);
    return { weigher, found: new PairsInTheMaking(), lastKept };
  }

  /** Finds every pair that a rule makes of its hits from one to another and that weighs enough. */
  find(ruleNumber: number, from: number, to: number, search: Search): void {
    const { isOneList } = this.#pass;
    const { entries, hits } = this.#indexes[ruleNumber] as BlockIndex;
    const tooCommon = this.#tooCommon[ruleNumber] as ReadonlySet<number>;
    const leavesOut = tooCommon.size > 0;
    const { lastKept } = search;
    const lefts = this.#lefts;
    const rights = this.#rights;
    let count = 0;
    for (let hit = from; hit < to; hit += 2) {
      const l = hits[hit] as number;
      let at = hits[hit + 1] as number;
      const key = entries[at] as number;
      if (leavesOut && tooCommon.has(key)) continue;
      for (let isLast = false; !isLast; at += 2) {
        const row = entries[at + 1] as number;
        isLast = row < 0;
        if (entries[at] !== key) continue;
        const r = isLast ? ~row : row;
        if (lastKept[l] === r || (isOneList && r <= l)) continue;
        lefts[count] = l;
        rights[count++] = r;
        if (count < atATime) continue;
        this.#weigh(ruleNumber, count, search);
        count = 0;
      }
    }
    this.#weigh(ruleNumber, count, search);
  }

  /** Keeps those of the pairs at hand that weigh enough and that no earlier rule makes: of most the first is soon denied. */
  #weigh(ruleNumber: number, count: number, { weigher, found, lastKept }: Search): void {
    const { layout, left, right } = this.#pass;
    const { stride } = layout;
    const parts = this.#parts;
    const lefts = this.#lefts;
    const rights = this.#rights;
    const A = left.rows;
    const B = right.rows;
    lookAt(B, rights, count, stride);
    for (let pair = 0; pair < count; pair++) {
      const l = lefts[pair] as number;
      const r = rights[pair] as number;
      const a = l * stride;
      const b = r * stride;
      if (!weigher.isEnough(A, a, B, b)) continue;
      const same = parts.sameIn(A, a, B, b);
      let made = parts.firstThatMakes(same, 0, ruleNumber + 1, A, a, B, b);
      while (made < ruleNumber && this.#isLeftOut(made, a))
        made = parts.firstThatMakes(same, made + 1, ruleNumber + 1, A, a, B, b);
      if (made !== ruleNumber) continue;
      found.add(l, r, weigher.bits, weigher.pattern);
      lastKept[l] = r;
    }
  }

  /** If the left row at `a` has a key that is too common under a rule. */
  #isLeftOut(ruleNumber: number, a: number): boolean {
    const tooCommon = this.#tooCommon[ruleNumber] as ReadonlySet<number>;
    if (tooCommon.size === 0) return false;
    const { left } = this.#pass.rules[ruleNumber] as Rule;
    return tooCommon.has(keyOf(left.map((place) => this.#pass.left.rows[a + place] as number)));
  }
}
