import { levels } from "./levels.ts";
import type { Layout } from "./packed-list.ts";

/** Pairs as columns: rows of the left and right list, weight in bits, and the levels as one number. */
export type Pairs = {
  readonly length: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly bits: Float32Array;
  readonly pattern: Float64Array;
};

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

/** Pairs that come one by one. */
export class PairsInTheMaking {
  #left = new Int32Array(1 << 16);
  #right = new Int32Array(1 << 16);
  #bits = new Float32Array(1 << 16);
  #pattern = new Float64Array(1 << 16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

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

/** Parts of pairs as one, in the order in which they are given. */
export function joinedPairs(parts: readonly { pairs: Pairs; from: number; end: number }[]): Pairs {
  const length = parts.reduce((sum, { from, end }) => sum + end - from, 0);
  const joined = {
    length,
    left: new Int32Array(length),
    right: new Int32Array(length),
    bits: new Float32Array(length),
    pattern: new Float64Array(length),
  };
  let at = 0;
  for (const { pairs, from, end } of parts) {
    joined.left.set(pairs.left.subarray(from, end), at);
    joined.right.set(pairs.right.subarray(from, end), at);
    joined.bits.set(pairs.bits.subarray(from, end), at);
    joined.pattern.set(pairs.pattern.subarray(from, end), at);
    at += end - from;
  }
  return joined;
}

/** What stands at some places of a column, in their order. */
export function gather<A extends Int32Array | Float32Array | Float64Array>(
  column: A,
  places: Int32Array,
  into: A,
): void {
  for (let at = 0; at < places.length; at++) into[at] = column[places[at] as number] as number;
}
