import type { Rule } from "./blocking.ts";

const bitsOfANumber = 31;

/**
 * The parts of all rules, a bit each, so that what two rows have the same is asked once for all rules: a rule makes a pair when
 * all of its bits are set. The few rules whose parts are beyond the bits are asked part by part.
 */
export class RuleParts {
  readonly #rules: readonly Rule[];
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  /** The parts of each rule as bits; 0 for a rule with a part beyond them. */
  readonly bits: Int32Array;

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
    const parts = new Map<string, { left: number; right: number }>();
    for (const rule of rules)
      for (const [part, left] of rule.left.entries()) {
        const right = rule.right[part] as number;
        parts.set(`${left} ${right}`, { left, right });
      }
    const places = [...parts].slice(0, bitsOfANumber);
    const bitOf = new Map(places.map(([name], bit) => [name, 1 << bit]));
    this.#left = Int32Array.from(places, ([, { left }]) => left);
    this.#right = Int32Array.from(places, ([, { right }]) => right);
    this.bits = Int32Array.from(rules, ({ left, right }) => {
      const bits = left.map((place, part) => bitOf.get(`${place} ${right[part]}`) ?? 0);
      return bits.includes(0) ? 0 : bits.reduce((all, bit) => all | bit, 0);
    });
  }

  /** The parts that the row of `A` at `a` and that of `B` at `b` have the same, as bits. */
  sameIn(A: Int32Array, a: number, B: Int32Array, b: number): number {
    const left = this.#left;
    const right = this.#right;
    let same = 0;
    for (let part = 0; part < left.length; part++) {
      const value = A[a + (left[part] as number)] as number;
      if (value !== 0 && value === B[b + (right[part] as number)]) same |= 1 << part;
    }
    return same;
  }

  /** The first rule from `from` on and before `end` that makes a pair; `end` where none does. */
  firstThatMakes(
    same: number,
    from: number,
    end: number,
    A: Int32Array,
    a: number,
    B: Int32Array,
    b: number,
  ): number {
    for (let rule = from; rule < end; rule++) {
      const bits = this.bits[rule] as number;
      if (bits === 0 ? isMadeBy(this.#rules[rule] as Rule, A, a, B, b) : (same & bits) === bits) return rule;
    }
    return end;
  }
}

/** If every part of a rule is there and the same in two rows. */
export function isMadeBy({ left, right }: Rule, A: Int32Array, a: number, B: Int32Array, b: number): boolean {
  for (let part = 0; part < left.length; part++) {
    const value = A[a + (left[part] as number)];
    if (value === 0 || value !== B[b + (right[part] as number)]) return false;
  }
  return true;
}
