import type { Side } from "./coded-lists.ts";
import type { LoadedLists } from "./load-lists.ts";
import type { Layout, PackedList } from "./packed-list.ts";
import { mayBeAnother, mayBeSiblings, mayBeTwins } from "./twins.ts";

/** What a pair may be: one child as far as can be seen, or else two children, among them brothers and sisters, or even twins. */
export const kinds = { one: 0, another: 1, siblings: 2, twins: 3 } as const;
export type KindOf = (pattern: number) => number;

/** Says of a pattern what a pair may be; of each only once. */
export function kindsOfPairs(layout: Layout): KindOf {
  const known = new Map<number, number>();
  return (pattern) => {
    const found = known.get(pattern);
    if (found !== undefined) return found;
    const kind = mayBeTwins(layout, pattern)
      ? kinds.twins
      : mayBeSiblings(layout, pattern)
        ? kinds.siblings
        : mayBeAnother(layout, pattern)
          ? kinds.another
          : kinds.one;
    known.set(pattern, kind);
    return kind;
  };
}

/** How two rows of one list compare, and the odds in bits of their being one child. */
export type Likeness = (list: PackedList, one: number, other: number) => { pattern: number; odds: number };

/** What those whom two rows surely mean say of the rows being one child; if they say it is, with which odds in bits. */
export type Verdict = "none" | "another" | { readonly theSameBy: number };

/**
 * Whom each record surely means, where a list may hold a child many times. A pair of which its own evidence leaves doubt is judged
 * by that: the record that one of them surely means is another child's, or is of the same child as the other record.
 */
export class Rivals {
  readonly #lists: LoadedLists;
  readonly #kindOf: KindOf;
  readonly #likeness: Likeness;
  /** For each row the number, plus one, of the row of the other list that it surely means; 0 where there is none. */
  readonly #surely: Record<Side, Int32Array>;
  readonly #taken: Record<Side, Uint8Array>;

  constructor(lists: LoadedLists, kindOf: KindOf, likeness: Likeness) {
    const { left, right } = lists;
    this.#lists = lists;
    this.#kindOf = kindOf;
    this.#likeness = likeness;
    this.#surely = { left: new Int32Array(left.length), right: new Int32Array(right.length) };
    this.#taken = { left: new Uint8Array(left.length), right: new Uint8Array(right.length) };
  }

  /** Takes up a pair of which no doubt is left. Of each row the first is kept: the likeliest come first. */
  takeSure(left: number, right: number): void {
    this.#surely.left[left] ||= right + 1;
    this.#surely.right[right] ||= left + 1;
    this.take(left, right);
  }

  /** Takes up that two rows have a partner. */
  take(left: number, right: number): void {
    this.#taken.left[left] = 1;
    this.#taken.right[right] = 1;
  }

  isTaken(side: Side, row: number): boolean {
    return this.#taken[side][row] === 1;
  }

  /** Which of two rows have a partner: 1 for the left one, and 2 for the right one. */
  whoIsTaken(left: number, right: number): number {
    return (this.#taken.left[left] as number) + 2 * (this.#taken.right[right] as number);
  }

  /** What those whom two rows surely mean say of the rows. */
  of(left: number, right: number): Verdict {
    const { left: lefts, right: rights } = this.#lists;
    const ofLeft = (this.#surely.left[left] as number) - 1;
    const ofRight = (this.#surely.right[right] as number) - 1;
    if (ofLeft < 0 && ofRight < 0) return "none";
    const theSameBy = Math.max(
      ofLeft < 0 ? never : this.#oddsOf(rights, ofLeft, right),
      ofRight < 0 ? never : this.#oddsOf(lefts, ofRight, left),
    );
    return theSameBy > 0 ? { theSameBy } : "another";
  }

  #oddsOf(list: PackedList, one: number, other: number): number {
    const { pattern, odds } = this.#likeness(list, one, other);
    return this.#kindOf(pattern) === kinds.one ? odds : never;
  }
}

const never = Number.NEGATIVE_INFINITY;
