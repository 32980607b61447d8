import type { RowComparer } from "./compare-values.ts";
import { levels } from "./levels.ts";
import type { Layout } from "./packed-list.ts";
import { radixOf } from "./pairs.ts";

/** Weights by field and level in bits, and by field and code what a rare or common value adds where two are the same. */
export type Weights = {
  readonly bits: readonly Float64Array[];
  readonly rarity: readonly (Float32Array | undefined)[];
};

/** What a field costs to compare where it is not the same. */
const costs = { category: 0, date: 1, place: 2, identifier: 2, name: 3 } as const;

/**
 * Weighs pairs of rows, and stops where what is not yet compared cannot reach the least weight any more: whether values are
 * the same is asked of all fields first, which costs nothing, and the rest is bounded by the best that differing values get.
 */
export class PairWeigher {
  /** The weight and the levels of the last pair that reached the least weight. */
  bits = 0;
  pattern = 0;
  readonly #comparer: RowComparer;
  readonly #weights: Weights;
  readonly #atLeast: number;
  readonly #places: Int32Array;
  readonly #sameLevel: Int32Array;
  readonly #radix: Int32Array;
  readonly #order: Int32Array;
  /** The most that a field gives which is not the same, where the names are exchanged as well, or where a value is missing. */
  readonly #mostOfOther: Float64Array;
  readonly #mostOfExchanged: Float64Array;
  readonly #mostOfMissing: Float64Array;
  readonly #bitsOfSame: Float64Array;
  readonly #level: Int32Array;

  constructor(layout: Layout, comparer: RowComparer, weights: Weights, atLeast: number) {
    const { fields } = layout;
    this.#comparer = comparer;
    this.#weights = weights;
    this.#atLeast = atLeast;
    this.#places = Int32Array.from(fields, ({ at }) => at);
    this.#sameLevel = Int32Array.from(fields, ({ type }) => levels[type].length - 1);
    this.#radix = Int32Array.from(fields, (_, field) => radixOf(layout, field));
    this.#order = Int32Array.from(
      fields
        .keys()
        .toArray()
        .sort((a, b) => costs[fields[a]?.type ?? "name"] - costs[fields[b]?.type ?? "name"]),
    );
    const mostOf = (field: number, isLeftOut: (level: string) => boolean) => {
      const { type, slots } = fields[field] as Layout["fields"][number];
      const isPossible = (level: string, number: number) =>
        number > 0 &&
        level !== "same" &&
        !isLeftOut(level) &&
        (slots > 1 || (level !== "former" && level !== "other-name"));
      const possible = levels[type].map((level, number) =>
        isPossible(level, number) ? (weights.bits[field]?.[number] ?? 0) : Number.NEGATIVE_INFINITY,
      );
      return Math.max(...possible);
    };
    this.#mostOfExchanged = Float64Array.from(fields, (_, field) => mostOf(field, () => false));
    this.#mostOfOther = Float64Array.from(fields, ({ type }, field) =>
      mostOf(field, (level) => type === "name" && level === "swapped"),
    );
    // A place or number that is missing may still be among the former ones.
    this.#mostOfMissing = this.#mostOfOther.map((most, field) => {
      const { slots, type } = fields[field] as Layout["fields"][number];
      return slots > 1 && (type === "place" || type === "identifier") ? Math.max(0, most) : 0;
    });
    this.#bitsOfSame = Float64Array.from(
      fields,
      (_, field) => (weights.bits[field] as Float64Array).at(-1) ?? 0,
    );
    this.#level = new Int32Array(fields.length);
  }

  /** If the row of `A` at `a` and that of `B` at `b` weigh enough: `bits` and `pattern` are then theirs. */
  isEnough(A: Int32Array, a: number, B: Int32Array, b: number): boolean {
    const { bits, rarity } = this.#weights;
    const atLeast = this.#atLeast;
    const places = this.#places;
    const level = this.#level;
    const mostOfMissing = this.#mostOfMissing;
    const mostOfOther = this.#comparer.mayBeExchanged(A, a, B, b) ? this.#mostOfExchanged : this.#mostOfOther;
    let most = 0;
    for (let field = 0; field < places.length; field++) {
      const place = places[field] as number;
      const x = A[a + place] as number;
      const y = B[b + place] as number;
      if (x !== 0 && x === y) {
        level[field] = this.#sameLevel[field] as number;
        most += this.#bitsOfSame[field] as number;
        const ofValue = rarity[field];
        if (ofValue !== undefined) most += ofValue[x] as number;
      } else {
        level[field] = -1;
        most += (x === 0 || y === 0 ? mostOfMissing[field] : mostOfOther[field]) as number;
      }
    }
    if (most < atLeast) return false;
    for (let turn = 0; turn < this.#order.length; turn++) {
      const field = this.#order[turn] as number;
      if (level[field] !== -1) continue;
      const place = places[field] as number;
      const bound = A[a + place] === 0 || B[b + place] === 0 ? mostOfMissing : mostOfOther;
      const found = this.#comparer.level(field, A, a, B, b);
      level[field] = found;
      most += ((bits[field] as Float64Array)[found] as number) - (bound[field] as number);
      if (most < atLeast) return false;
    }
    this.#keep(A, a);
    return this.bits >= atLeast;
  }

  /** The same of levels that somebody else has found: `pattern` is theirs, and the row of `A` at `a` says which values. */
  isEnoughBy(pattern: number, A: Int32Array, a: number): boolean {
    let rest = pattern;
    for (let field = this.#places.length - 1; field >= 0; field--) {
      const radix = this.#radix[field] as number;
      this.#level[field] = rest % radix;
      rest = Math.floor(rest / radix);
    }
    this.#keep(A, a);
    return this.bits >= this.#atLeast;
  }

  /** Adds up in the fields' own order, so that a weight does not depend on the way to it. */
  #keep(A: Int32Array, a: number): void {
    const { bits, rarity } = this.#weights;
    this.bits = 0;
    this.pattern = 0;
    for (let field = 0; field < this.#places.length; field++) {
      const found = this.#level[field] as number;
      this.bits += (bits[field] as Float64Array)[found] as number;
      if (found === this.#sameLevel[field])
        this.bits += rarity[field]?.[A[a + (this.#places[field] as number)] as number] ?? 0;
      this.pattern = this.pattern * (this.#radix[field] as number) + found;
    }
  }
}
