import type { LoadedLists } from "./load-lists.ts";
import type { PackedList } from "./packed-list.ts";
import type { Pairs } from "./pairs.ts";
import { areBornOtherwise, mayBeAnother, mayBeTwins } from "./twins.ts";

/** What a pair may be: twins, or else two children, or two who were born on days that have little in common. */
export type Kind = {
  readonly perhapsTwins: boolean;
  readonly perhapsAnother: boolean;
  readonly bornOtherwise: boolean;
};
export type KindOf = (pattern: number) => Kind;

/** Says of a pattern whether it may be twins, or else two children; of each only once. */
export function kindsOfPairs(layout: LoadedLists["layout"]): KindOf {
  const known = new Map<number, Kind>();
  return (pattern) => {
    const before = known.get(pattern);
    if (before) return before;
    const kind = {
      perhapsTwins: mayBeTwins(layout, pattern),
      perhapsAnother: mayBeAnother(layout, pattern),
      bornOtherwise: areBornOtherwise(layout, pattern),
    };
    known.set(pattern, kind);
    return kind;
  };
}

/**
 * Whom each record surely means, where both lists may hold a child many times. A pair that may be of two children is judged by
 * that: the record that one of them surely means is another child's, or has the same identifier and is the same child's.
 */
export class Rivals {
  readonly #lists: LoadedLists;
  readonly #identifiers: readonly number[];
  /** For each row the number, plus one, of the row of the other list that it surely means; 0 where there is none. */
  readonly #ofLeft: Int32Array;
  readonly #ofRight: Int32Array;

  constructor(lists: LoadedLists, pairs: Pairs, chosen: Int32Array, atLeast: number, kindOf: KindOf) {
    this.#lists = lists;
    this.#identifiers = lists.layout.fields.flatMap(({ type, at, slots }) =>
      type === "identifier" ? Array.from({ length: slots }, (_, slot) => at + slot) : [],
    );
    this.#ofLeft = new Int32Array(lists.left.length);
    this.#ofRight = new Int32Array(lists.right.length);
    // The heaviest comes first, and is the one that is kept.
    for (const pair of chosen) {
      if ((pairs.bits[pair] as number) < atLeast || kindOf(pairs.pattern[pair] as number).perhapsAnother)
        continue;
      const [left, right] = [pairs.left[pair] as number, pairs.right[pair] as number];
      this.#ofLeft[left] ||= right + 1;
      this.#ofRight[right] ||= left + 1;
    }
  }

  /** What those whom two rows surely mean say of the rows, which compare like this, being one child. */
  of(left: number, right: number, { bornOtherwise }: Kind): "none" | "another" | "the same" {
    const { left: lefts, right: rights } = this.#lists;
    const ofLeft = (this.#ofLeft[left] as number) - 1;
    const ofRight = (this.#ofRight[right] as number) - 1;
    if (ofLeft < 0 && ofRight < 0) return "none";
    const isSame =
      (ofLeft >= 0 && this.#shareIdentifier(rights, ofLeft, right)) ||
      (ofRight >= 0 && this.#shareIdentifier(lefts, ofRight, left));
    return isSame && !bornOtherwise ? "the same" : "another";
  }

  #shareIdentifier({ rows }: PackedList, one: number, other: number): boolean {
    const { stride } = this.#lists.layout;
    return this.#identifiers.some((place) => {
      const value = rows[one * stride + place] as number;
      return value !== 0 && this.#identifiers.some((another) => rows[other * stride + another] === value);
    });
  }
}
