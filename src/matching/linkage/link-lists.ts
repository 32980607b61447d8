import type { RuleCount } from "./block-index.ts";
import { type PairBudget, type Rule, rulesFor, rulesOfTheSame } from "./blocking.ts";
import type { ColumnMap } from "./column-map.ts";
import { FinderThreads } from "./finder-threads.ts";
import { Judge, odds, oddsInBits, type Settled } from "./judge.ts";
import { learnMatches, sharesOfStrangers } from "./learn.ts";
import { type LinkageModel, modelOf, weightsOf } from "./linkage-model.ts";
import type { LoadedLists } from "./load-lists.ts";
import { type Layout, type PackedList, rowsOf } from "./packed-list.ts";
import type { Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";
import type { Pairs } from "./pairs.ts";
import { shared } from "./shared-array.ts";
import type { WorkDone } from "./work-done.ts";

/** What becomes of a pair: linked by itself, or a person says. What is in neither is not linked. */
export const answers = ["to be confirmed", "linked"] as const;

/** Links as columns; rows as they stand in the packed lists. */
export type Links = {
  readonly length: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Evidence in bits: the logarithm to base 2 of how many times likelier it is between records of one child. */
  readonly weight: Float32Array;
  /** How likely it is one child, with how many the lists share counted in; of twins perhaps no more than a half. */
  readonly probability: Float32Array;
  readonly pattern: Float64Array;
  /** The place in `answers`. */
  readonly answer: Uint8Array;
};

/** What a rule compared, and what it left out because too many pairs share a key. */
export type RuleReport = { name: string; pairs: number; keysLeftOut: number; pairsLeftOut: number };
export type Linked = { links: Links; model: LinkageModel; weights: Weights; rules: readonly RuleReport[] };
/** Whether a left and a right row, as packed, are known to be of two children: such a pair is left out from the start. */
export type KnownApart = (left: number, right: number) => boolean;
/** Who finds and compares the pairs: threads of this machine, or an engine elsewhere. The answers are the same. */
export type Finder = Pick<FinderThreads, "take" | "randomPairs" | "patterns" | "pairs" | "close">;
/** What a run may be given besides its lists. */
type Means = { areApart?: KnownApart | undefined; work?: WorkDone | undefined; finder?: Finder | undefined };
/** Hears which stage it is at, and what share of that stage is done. */
export type Saying = (stage: string, done: number) => void;

/**
 * The passes over two lists, each over the rows that those before have left: most rows are soon settled, and the many rules that find
 * the others need not look at them. Where both lists may hold a child many times nothing is settled, and there is the middle one alone.
 */
const passes = [
  { name: "sure", stage: "Comparing what is the same", suffix: "" },
  { name: "first", stage: "Comparing", suffix: ", of what was left" },
  { name: "rest", stage: "Looking again at what is left", suffix: ", of what was left at last" },
] as const;
type PassName = (typeof passes)[number]["name"];
const budgets: Readonly<Record<PassName, PairBudget>> = {
  sure: { aRule: 1.2, inAll: 6 },
  first: { aRule: 6, inAll: 20 },
  rest: { aRule: 40, inAll: 120 },
};
/** So many pairs cost nothing worth saving: short lists are compared by looser rules than long ones can be. */
const cheapPairs = 3_000_000;
/** Weights are learnt from some rows of the left list with all of the right: more than so many would hardly teach more. */
const rowsToLearnFrom = 100_000;
/** A key that more pairs than this share is left out: a hostel's postcode, a name that half a town has. */
const mostPairsOfAKey = 250_000;
const pairsToLearnFrom = 40_000;
/**
 * Links two packed lists, or one with itself: rules by what they cost, weights learnt from the lists themselves unless a
 * model is given, the heaviest pairs one to one where a list holds each child once, pass after pass over what is left. The same lists give the same links, however many threads there are, and however often a run was stopped whose `work`
 * is kept, and whichever `finder` finds the pairs; it is closed at the end.
 */
export async function linkLists(
  map: Pick<ColumnMap, "once">,
  lists: LoadedLists,
  given: LinkageModel | undefined,
  say: Saying,
  { areApart, work, finder = new FinderThreads() }: Means = {},
): Promise<Linked> {
  const { layout, dictionaries, left, right, isOneList, counts } = lists;
  const once = isOneList ? { left: false, right: false } : map.once;
  const isOneToOne = once.left || once.right;
  const basis = { layout, dictionaries, isOneList, mostPairsOfAKey };
  try {
    const known = given ?? work?.model;
    const model = known ?? (await learnt(basis, lists, finder, say));
    if (!known) work?.keepModel(model);
    const weights = weightsOf(model, layout, counts, (length) => shared(Float32Array, length));
    const strangers = oddsInBits(0.8 * Math.min(left.length, right.length), left.length * right.length);
    const judge = new Judge(lists, once, weights, strangers, areApart);
    const settled: Settled[] = [];
    const reports: RuleReport[] = [];
    const shorter = Math.min(left.length, right.length);
    const whole = { left: rowsBut(left.length, []), right: rowsBut(right.length, []) };
    let rest = whole;
    const chosenIn: Readonly<Record<PassName, (pairs: Pairs) => Settled>> = {
      sure: (pairs) => judge.sure(pairs, whole),
      first: (pairs) => {
        const chosen = judge.settled(pairs, whole, settled[0]?.length);
        return isOneToOne ? only(chosen, odds.accepted) : chosen;
      },
      rest: (pairs) => judge.settled(pairs, rest),
    };
    for (const { name, stage, suffix } of isOneToOne
      ? passes
      : passes.filter((each) => each.name === "first")) {
      say("Sorting", 0);
      const some = {
        left: rowsOf(left, layout.stride, rest.left),
        right: rowsOf(right, layout.stride, rest.right),
      };
      const rules = rulesOfPass(name, layout, some, shorter);
      const counted = await finder.take({ ...basis, ...some, rules });
      const found = await finder.pairs(
        weights,
        odds.kept - strangers,
        (done) => say(stage, done),
        work && { work, pass: name },
      );
      const pairs = {
        ...found,
        left: found.left.map((row) => rest.left[row] as number),
        right: found.right.map((row) => rest.right[row] as number),
      };
      // Of the only pass nothing was left before.
      reports.push(...reportsOf(rules, counted, settled.length === 0 ? "" : suffix));
      settled.push(chosenIn[name](areApart ? without(areApart, pairs) : pairs));
      // A row may still meet another where the other list can hold its child twice.
      const [lefts, rights] = [settled.map((each) => each.left), settled.map((each) => each.right)];
      rest = {
        left: once.right ? rowsBut(left.length, lefts) : rest.left,
        right: once.left ? rowsBut(right.length, rights) : rest.right,
      };
    }
    return { links: shownOf(settled), model, weights, rules: reports };
  } finally {
    await finder.close();
  }
}

function rulesOfPass(
  name: PassName,
  layout: Layout,
  { left, right }: { left: PackedList; right: PackedList },
  shorterList: number,
): Rule[] {
  if (name === "sure") return rulesOfTheSame(layout, left, right, budgets.sure);
  const rows = name === "first" ? shorterList : Math.min(left.length, right.length);
  return rulesFor(layout, left, right, affordable(budgets[name], rows));
}

/** What two lists may cost: more pairs a row where there are few rows. */
function affordable(budget: PairBudget, rows: number): PairBudget {
  const aRow = cheapPairs / Math.max(1, rows);
  return aRow <= budget.inAll ? budget : { aRule: Math.max(budget.aRule, aRow / 3), inAll: aRow };
}

async function learnt(
  basis: Omit<Pass, "left" | "right" | "rules">,
  { layout, left, right, isOneList, sameByValue }: LoadedLists,
  finder: Finder,
  say: Saying,
): Promise<LinkageModel> {
  say("Choosing what to compare", 0);
  const rules = rulesFor(layout, left, right, budgets.first).filter(({ isPlain }) => isPlain);
  const some = isOneList ? left : rowsOf(left, layout.stride, atEvenDistances(left.length, rowsToLearnFrom));
  say("Sorting", 0);
  const counted = await finder.take({ ...basis, left: some, right, rules });
  say("Learning the weights", 0);
  const u = sharesOfStrangers(layout, await finder.randomPairs(), sameByValue);
  const patterns = await finder.patterns(pairsToLearnFrom, counted);
  const pairs = counted.map((each) => each.pairs);
  return modelOf(layout, learnMatches(layout, rules, patterns, pairs, u), u);
}

/** Rows at even distances, about so many: the same ones each time. */
function atEvenDistances(rows: number, wanted: number): Int32Array {
  const distance = Math.max(1, Math.floor(rows / wanted));
  return Int32Array.from({ length: Math.ceil(rows / distance) }, (_, each) => each * distance);
}

/** The pairs but for those that are known to be two children: the next best of either row comes into its place. */
function without(areApart: KnownApart, pairs: Pairs): Pairs {
  const kept = Int32Array.from(
    pairs.left.keys().filter((at) => !areApart(pairs.left[at] as number, pairs.right[at] as number)),
  );
  if (kept.length === pairs.length) return pairs;
  return {
    length: kept.length,
    left: kept.map((at) => pairs.left[at] as number),
    right: kept.map((at) => pairs.right[at] as number),
    bits: Float32Array.from(kept, (at) => pairs.bits[at] as number),
    pattern: Float64Array.from(kept, (at) => pairs.pattern[at] as number),
  };
}

function only(of: Settled, atLeast: number): Settled {
  const some = new Int32Array(of.length);
  let length = 0;
  for (let at = 0; at < of.length; at++) if ((of.odds[at] as number) >= atLeast) some[length++] = at;
  const picked = <A extends Int32Array | Uint8Array | Float32Array | Float64Array>(from: A, to: A): A => {
    for (let at = 0; at < length; at++) to[at] = from[some[at] as number] as number;
    return to;
  };
  return {
    length,
    left: picked(of.left, new Int32Array(length)),
    right: picked(of.right, new Int32Array(length)),
    weight: picked(of.weight, new Float32Array(length)),
    probability: picked(of.probability, new Float32Array(length)),
    pattern: picked(of.pattern, new Float64Array(length)),
    answer: picked(of.answer, new Uint8Array(length)),
    odds: picked(of.odds, new Float32Array(length)),
  };
}

function shownOf(parts: readonly Settled[]): Links {
  const shown = parts.map((part) => only(part, odds.shown));
  const length = shown.reduce((sum, part) => sum + part.length, 0);
  const joined = <A extends Int32Array | Uint8Array | Float32Array | Float64Array>(
    to: A,
    from: (part: Links) => A,
  ): A => {
    let at = 0;
    for (const part of shown) {
      to.set(from(part), at);
      at += part.length;
    }
    return to;
  };
  return {
    length,
    left: joined(new Int32Array(length), ({ left }) => left as Int32Array<ArrayBuffer>),
    right: joined(new Int32Array(length), ({ right }) => right as Int32Array<ArrayBuffer>),
    weight: joined(new Float32Array(length), ({ weight }) => weight as Float32Array<ArrayBuffer>),
    probability: joined(
      new Float32Array(length),
      ({ probability }) => probability as Float32Array<ArrayBuffer>,
    ),
    pattern: joined(new Float64Array(length), ({ pattern }) => pattern as Float64Array<ArrayBuffer>),
    answer: joined(new Uint8Array(length), ({ answer }) => answer as Uint8Array<ArrayBuffer>),
  };
}

function rowsBut(length: number, taken: readonly Int32Array[]): Int32Array {
  const isTaken = new Uint8Array(length);
  for (const some of taken) for (const row of some) isTaken[row] = 1;
  const rows = new Int32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (!isTaken[row]) rows[count++] = row;
  return rows.slice(0, count);
}

function reportsOf(rules: readonly Rule[], counts: readonly RuleCount[], suffix: string): RuleReport[] {
  return rules.map(({ name }, at) => ({
    name: `${name}${suffix}`,
    pairs: counts[at]?.pairs ?? 0,
    keysLeftOut: counts[at]?.tooCommon.length ?? 0,
    pairsLeftOut: counts[at]?.pairsLeftOut ?? 0,
  }));
}
