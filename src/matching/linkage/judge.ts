import { type Assigned, assigned } from "./assign.ts";
import type { Side } from "./coded-lists.ts";
import type { ColumnMap } from "./column-map.ts";
import { RowComparer } from "./compare-values.ts";
import type { KnownApart, Links } from "./link-lists.ts";
import type { LoadedLists } from "./load-lists.ts";
import { PairWeigher, type Weights } from "./pair-weigher.ts";
import { joinedPairs, type Pairs } from "./pairs.ts";
import { type KindOf, kinds, kindsOfPairs, type Likeness, Rivals, type Verdict } from "./rivals.ts";

/** Odds in bits, from which a pair is kept at all, accepted by the first pass, shown to a person, and linked by itself. */
export const odds = { kept: -8, accepted: -2, shown: -6, linked: Math.log2(99) } as const;
/**
 * What may be a twin is always a person's to say, however much two records share: even odds at most. Where a list may hold a
 * child many times, each child's records meet those of brothers and sisters too, and nothing crosses them out as one to one does.
 * There a pair that may be of two children has the odds of one in three, if either record surely means another; and a pair that shares
 * no more than brothers and sisters do, also if neither does: one of them may stand in one list alone.
 */
const oddsOfTwins = { even: 0, withRival: -1 } as const;
/** A link by itself beats the next best pair of either row by so many bits: twins have much in common. */
const leastMargin = 5;

/** Pairs that were chosen, with their odds in bits. */
export type Settled = Links & { readonly odds: Float32Array };

/** Says of pairs which are one child, and how likely. What it has said of the pairs of one pass it knows in the next. */
export class Judge {
  readonly #lists: LoadedLists;
  readonly #once: ColumnMap["once"];
  readonly #kindOf: KindOf;
  /** Where a list may hold a child many times: whom each row means. */
  readonly #rivals: Rivals | undefined;
  readonly #strangers: number;
  readonly #areApart: KnownApart | undefined;

  /** `strangers`: the odds in bits of a left and a right row being one child before anything is compared. */
  constructor(
    lists: LoadedLists,
    once: ColumnMap["once"],
    weights: Weights,
    strangers: number,
    areApart?: KnownApart,
  ) {
    const { layout, dictionaries, isOneList } = lists;
    this.#lists = lists;
    this.#once = once;
    this.#kindOf = kindsOfPairs(layout);
    this.#strangers = strangers;
    this.#areApart = areApart;
    if (isOneList || (once.left && once.right)) return;
    const comparer = new RowComparer(layout, dictionaries);
    const weigher = new PairWeigher(layout, comparer, weights, Number.NEGATIVE_INFINITY);
    const likeness: Likeness = (list, row, ofOther, other) => {
      weigher.isEnough(list.rows, row * layout.stride, ofOther.rows, other * layout.stride);
      return weigher;
    };
    this.#rivals = new Rivals(lists, this.#kindOf, likeness, strangers);
  }

  /**
   * The pairs of a pass of which no doubt is left: linked by themselves even if the rows had another partner that nearly fits.
   * The rules of such a pass bring those who share most, brothers and sisters too.
   */
  sure(pairs: Pairs, rows: Readonly<Record<Side, Int32Array>>): Settled {
    const look = this.#firstLook(pairs, rows, 0);
    const { kindOfPair, prior, assigned: first } = look;
    const { length } = first.chosen;
    const [chosen, margin] = [new Int32Array(length), new Float32Array(length)];
    let count = 0;
    for (let at = 0; at < length; at++) {
      const pair = first.chosen[at] as number;
      const isSure =
        kindOfPair[pair] === kinds.one &&
        (pairs.bits[pair] as number) + prior >= odds.linked + leastMargin &&
        (first.margin[at] as number) >= leastMargin;
      if (!isSure) continue;
      chosen[count] = pair;
      margin[count++] = first.margin[at] as number;
    }
    const assigned = { chosen: chosen.slice(0, count), margin: margin.slice(0, count) };
    const own = pairs.bits.map((bits) => bits + prior);
    const made = this.#answered(pairs, { ...look, assigned }, own);
    for (let at = 0; at < made.length; at++)
      this.#rivals?.takeSure(made.left[at] as number, made.right[at] as number);
    return made;
  }

  /**
   * The pairs of a pass that are chosen, with odds and answers. `rows` are those among which the pass looks for partners; `sure` is how
   * many of their pairs were found sure before: how likely a row is to have a partner is counted among them all.
   */
  settled(found: Pairs, rows: Readonly<Record<Side, Int32Array>>, sure = 0): Settled {
    const look = this.#firstLook(found, rows, sure);
    const { prior, assigned: first } = look;
    const rivals = this.#rivals;
    if (!rivals) {
      const own = found.bits.map((bits, pair) =>
        look.kindOfPair[pair] === kinds.twins ? Math.min(bits + prior, oddsOfTwins.even) : bits + prior,
      );
      return this.#answered(found, look, own);
    }
    const isOfNoDoubt = (pair: number) =>
      look.kindOfPair[pair] === kinds.one && (found.bits[pair] as number) + prior >= odds.linked;
    for (const pair of first.chosen)
      if (isOfNoDoubt(pair)) rivals.takeSure(found.left[pair] as number, found.right[pair] as number);
    const pairs = joinedPairs(
      [found, rivals.byNumber(found, this.#areApart)].map((each) => ({
        pairs: each,
        from: 0,
        end: each.length,
      })),
    );
    const kindOfPair = this.#kindsOf(pairs);
    const judged = this.#heard(rivals, { pairs, kindOfPair, rows, prior, isOfNoDoubt }, first.chosen);
    const made = this.#answered(
      pairs,
      { kindOfPair, prior, assigned: this.#assigned(pairs, judged) },
      judged,
    );
    for (let at = 0; at < made.length; at++)
      if ((made.odds[at] as number) >= odds.accepted)
        rivals.take(made.left[at] as number, made.right[at] as number);
    return made;
  }

  #kindsOf({ length, pattern }: Pairs): Uint8Array {
    return new Uint8Array(length).map((_, pair) => this.#kindOf(pattern[pair] as number));
  }

  /** Which pairs are chosen by their own evidence, and the odds in bits before anything is compared that follow from these. */
  #firstLook(pairs: Pairs, rows: Readonly<Record<Side, Int32Array>>, sure: number): FirstLook {
    const kindOfPair = this.#kindsOf(pairs);
    const even = -this.#strangers;
    const standing = pairs.bits.map((bits, pair) =>
      kindOfPair[pair] === kinds.twins ? Math.min(bits, even) : bits,
    );
    const assigned = this.#assigned(pairs, standing);
    const possible = (this.#lists.isOneList ? rows.left.length / 2 : rows.left.length) * rows.right.length;
    return { kindOfPair, assigned, prior: priorOf(pairs.bits, assigned.chosen, possible, sure) };
  }

  #answered(pairs: Pairs, { kindOfPair, prior, assigned }: FirstLook, judged: Float32Array): Settled {
    const { chosen, margin } = assigned;
    const { length } = chosen;
    const made: Settled = {
      length,
      left: new Int32Array(length),
      right: new Int32Array(length),
      weight: new Float32Array(length),
      probability: new Float32Array(length),
      pattern: new Float64Array(length),
      answer: new Uint8Array(length),
      odds: new Float32Array(length),
    };
    for (let at = 0; at < length; at++) {
      const pair = chosen[at] as number;
      const weight = pairs.bits[pair] as number;
      const ofPair = judged[pair] as number;
      made.left[at] = pairs.left[pair] as number;
      made.right[at] = pairs.right[pair] as number;
      made.weight[at] = weight;
      made.pattern[at] = pairs.pattern[pair] as number;
      made.odds[at] = ofPair;
      made.probability[at] = 1 / (1 + 2 ** -ofPair);
      // Only what its own evidence says is linked by itself, never what another row says of it.
      const isSure = Math.min(ofPair, weight + prior) >= odds.linked && kindOfPair[pair] !== kinds.twins;
      made.answer[at] = isSure && (margin[at] as number) >= leastMargin ? 1 : 0;
    }
    return made;
  }

  #assigned(pairs: Pairs, standing: Float32Array): Assigned {
    const { left, right } = this.#lists;
    return assigned(pairs, standing, { left: left.length, right: right.length }, this.#once);
  }

  /** The odds in bits of all pairs: of those that leave a doubt with whom their rows mean counted in. */
  #heard(rivals: Rivals, of: Weighed, chosen: Int32Array): Float32Array {
    const { pairs, kindOfPair, prior, isOfNoDoubt } = of;
    const priors = this.#priorsByPartner(rivals, of, chosen);
    return pairs.bits.map((bits, pair) => {
      const [left, right] = [pairs.left[pair] as number, pairs.right[pair] as number];
      const areNamesakes = rivals.areNamesakes(left, right);
      if (isOfNoDoubt(pair) && !areNamesakes) return bits + prior;
      const ofPartners = priors[rivals.whoIsTaken(left, right)] as number;
      const ofOne = bits + Math.min(prior, ofPartners);
      if (areNamesakes) return Math.min(ofOne, oddsOfTwins.withRival);
      return judgedBy(rivals.of(left, right), ofOne, kindOfPair[pair] as number);
    });
  }

  /**
   * The odds in bits before anything is compared, by which of two rows have a partner: a child who stands in the other list once
   * seldom stands there again, and of those who are in no pair yet most stand in one list alone.
   */
  #priorsByPartner(rivals: Rivals, { pairs, rows, isOfNoDoubt }: Weighed, chosen: Int32Array): number[] {
    const taken = (side: Side) =>
      rows[side].reduce((sum, row) => sum + (rivals.isTaken(side, row) ? 1 : 0), 0);
    const [left, right] = [taken("left"), taken("right")];
    const doubtful: number[][] = [[], [], [], []];
    for (const pair of chosen)
      if (!isOfNoDoubt(pair))
        doubtful[rivals.whoIsTaken(pairs.left[pair] as number, pairs.right[pair] as number)]?.push(pair);
    return doubtful.map((some, who) =>
      priorOf(
        pairs.bits,
        some,
        Math.max(
          1,
          (who & 1 ? left : rows.left.length - left) * (who & 2 ? right : rows.right.length - right),
        ),
      ),
    );
  }
}

type FirstLook = {
  readonly kindOfPair: Uint8Array;
  readonly assigned: Assigned;
  readonly prior: number;
};

/** The pairs of a pass with what they may be and how likely any two of its rows are one child. */
type Weighed = {
  readonly pairs: Pairs;
  readonly kindOfPair: Uint8Array;
  readonly rows: Readonly<Record<Side, Int32Array>>;
  readonly prior: number;
  readonly isOfNoDoubt: (pair: number) => boolean;
};

/** The odds in bits of a pair that its own evidence gives `ofOne`, after what its rows' partners say. */
function judgedBy(verdict: Verdict, ofOne: number, kind: number): number {
  const isOfAnother = kind === kinds.siblings || (verdict === "another" && kind !== kinds.one);
  const most = isOfAnother ? oddsOfTwins.withRival : kind === kinds.twins ? oddsOfTwins.even : ofOne;
  const own = Math.min(ofOne, most);
  return typeof verdict === "object" ? Math.max(own, Math.min(verdict.theSameBy, odds.linked)) : own;
}

/** The odds of two rows being one child before anything is compared: those that make the chosen pairs add up. */
function priorOf(bits: Float32Array, chosen: ArrayLike<number>, possible: number, sure = 0): number {
  // Pairs of one weight, to a fiftieth of a bit, are counted together.
  const pairsOf = new Map<number, number>();
  for (let each = 0; each < chosen.length; each++) {
    const weight = Math.round((bits[chosen[each] as number] as number) * 50);
    pairsOf.set(weight, (pairsOf.get(weight) ?? 0) + 1);
  }
  let prior = oddsInBits((sure + chosen.length) * 0.8, possible);
  for (let round = 0; round < 6; round++) {
    let matches = sure;
    for (const [weight, pairs] of pairsOf) matches += pairs / (1 + 2 ** -(weight / 50 + prior));
    prior = oddsInBits(Math.max(1, matches), possible);
  }
  return prior;
}

export function oddsInBits(matches: number, possible: number): number {
  return Math.log2(Math.max(1e-12, matches) / Math.max(1, possible - matches));
}
