import type { Side } from "./coded-lists.ts";
import type { KnownApart } from "./link-lists.ts";
import type { LoadedLists } from "./load-lists.ts";
import type { Layout, PackedList } from "./packed-list.ts";
import { type Pairs, PairsInTheMaking } from "./pairs.ts";
import { pairsByNumber } from "./pairs-by-number.ts";
import { areNamesakes, mayBeAnother, mayBeSiblings, mayBeTwins } from "./twins.ts";

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

/** How a row of one list and a row of the same or the other one compare, and what that is worth. */
export type Likeness = (
  list: PackedList,
  row: number,
  ofOther: PackedList,
  other: number,
) => { readonly pattern: number; readonly bits: number };

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
  readonly #strangers: number;
  readonly #hasNumbers: boolean;
  /** For each row the number, plus one, of the row of the other list that it surely means; 0 where there is none. */
  readonly #surely: Record<Side, Int32Array>;
  readonly #taken: Record<Side, Uint8Array>;

  /** `strangers`: the odds in bits of two rows being one child before anything is compared. */
  constructor(lists: LoadedLists, kindOf: KindOf, likeness: Likeness, strangers: number) {
    const { left, right } = lists;
    this.#lists = lists;
    this.#kindOf = kindOf;
    this.#likeness = likeness;
    this.#strangers = strangers;
    this.#hasNumbers = lists.layout.fields.some(({ type }) => type === "identifier");
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

  /** If each of two rows surely means another, and these four are of two children of one name. */
  areNamesakes(left: number, right: number): boolean {
    if (!this.#hasNumbers) return false;
    const ofLeft = (this.#surely.left[left] as number) - 1;
    const ofRight = (this.#surely.right[right] as number) - 1;
    if (ofLeft < 0 || ofRight < 0 || ofLeft === right || ofRight === left) return false;
    const { layout, left: lefts, right: rights } = this.#lists;
    const patterns = [
      this.#likeness(lefts, left, rights, right).pattern,
      this.#likeness(lefts, left, lefts, ofRight).pattern,
      this.#likeness(rights, ofLeft, rights, right).pattern,
      this.#likeness(lefts, ofRight, rights, ofLeft).pattern,
    ];
    return areNamesakes(layout, patterns);
  }

  /** Pairs besides those found of which one row surely means a row that has the same number as the other, and is of the same child. */
  byNumber(found: Pairs, areApart: KnownApart | undefined): Pairs {
    const { left: lefts, right: rights } = this.#lists;
    const pairs = new PairsInTheMaking();
    for (const { left, right } of pairsByNumber(this.#lists, this.#surely, this.#taken, found)) {
      if (areApart?.(left, right) || typeof this.of(left, right) !== "object") continue;
      const { pattern, bits } = this.#likeness(lefts, left, rights, right);
      pairs.add(left, right, bits, pattern);
    }
    return pairs.finished();
  }

  #oddsOf(list: PackedList, one: number, other: number): number {
    const { pattern, bits } = this.#likeness(list, one, list, other);
    return this.#kindOf(pattern) === kinds.one ? bits + this.#strangers : never;
  }
}

const never = Number.NEGATIVE_INFINITY;
