import type { Field, Layout, PackedList } from "./packed-list.ts";
import { fillKeys } from "./row-keys.ts";

/**
 * A blocking rule: two rows are compared when every one of its parts is there and the same. A part is a place in the
 * packed row, which for exchanged and former values is another one on the left than on the right.
 */
export type Rule = {
  readonly name: string;
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** The fields whose sameness the rule asks for, in part or whole: it cannot teach how often these agree. */
  readonly fields: readonly number[];
  /** A rule that looks for mistakes, such as names exchanged, finds pairs that are no fair sample of all. */
  readonly isPlain: boolean;
};

type Part = {
  readonly name: string;
  readonly field: number;
  readonly left: number;
  readonly right: number;
  readonly within: string;
};

/** How many pairs a row of the shorter list may cost: of one rule, and of all rules together. */
export type PairBudget = { readonly aRule: number; readonly inAll: number };

const sampled = 20_000;
/** A rule that looks for a mistake, such as names exchanged, may cost this part of what another may: far fewer children need it. */
const worthOfPlain = 4;
const mostParts = 3;

/**
 * The rules for two lists: every combination of up to three parts that is the same for few enough pairs, leaving out
 * those that ask for more than another rule does already. What suits 200,000 rows is quadratic at nine million, so the
 * numbers are counted on a sample of the lists themselves, the same sample each time. The cheapest come first, as many as the budget
 * allows.
 */
export function rulesFor(layout: Layout, left: PackedList, right: PackedList, budget: PairBudget): Rule[] {
  const chosen = combinations(partsOf(layout), left, right, budget.aRule);
  const price = ({ parts, pairs }: Combination) => (isPlain(parts) ? pairs / worthOfPlain : pairs);
  return withinBudget(
    chosen.toSorted((a, b) => price(a) - price(b)),
    budget.inAll,
  );
}

/**
 * The rules that bring hardly more pairs than there are rows, of values that are the same as they stand: those first that bring
 * most, since nearly all of it is children who are in both lists.
 */
export function rulesOfTheSame(
  layout: Layout,
  left: PackedList,
  right: PackedList,
  budget: PairBudget,
): Rule[] {
  const whole = partsOf(layout).filter((part) => part.within === "" && part.left === part.right);
  const chosen = combinations(whole, left, right, budget.aRule);
  return withinBudget(
    chosen.toSorted((a, b) => b.pairs - a.pairs),
    budget.inAll,
  );
}

/** Parts, and how many pairs a row of the shorter list have all of them the same. */
type Combination = { readonly parts: readonly Part[]; readonly pairs: number };

function combinations(
  parts: readonly Part[],
  left: PackedList,
  right: PackedList,
  most: number,
): Combination[] {
  const samples = [sampleOf(left), sampleOf(right)] as const;
  const scale =
    (left.length * right.length) /
    (samples[0].length * samples[1].length) /
    Math.max(1, Math.min(left.length, right.length));
  const chosen: Combination[] = [];
  let candidates: (readonly Part[])[] = parts.map((part) => [part]);
  for (let size = 1; size <= mostParts; size++) {
    const tooMany: (readonly Part[])[] = [];
    for (const combination of candidates) {
      if (
        chosen.some(({ parts: fewer }) =>
          fewer.every((part) => combination.some((each) => isWithin(each, part))),
        )
      )
        continue;
      const pairs = agreeing(combination, samples) * scale;
      if (pairs === 0) continue;
      if (pairs <= most) chosen.push({ parts: combination, pairs });
      else tooMany.push(combination);
    }
    candidates = tooMany.flatMap((combination) =>
      parts
        .slice(parts.indexOf(combination.at(-1) as Part) + 1)
        .filter(({ field }) => combination.every((part) => part.field !== field))
        .map((part) => [...combination, part]),
    );
  }
  return chosen;
}

/** As many as the budget allows, in their order, as rules. */
function withinBudget(some: readonly Combination[], budget: number): Rule[] {
  let spent = 0;
  return some
    .filter(({ pairs }) => {
      spent += pairs;
      return spent <= budget;
    })
    .map(({ parts }) => ({
      name: parts.map(({ name }) => name).join(" and "),
      left: parts.map(({ left: place }) => place),
      right: parts.map(({ right: place }) => place),
      fields: [...new Set(parts.map(({ field }) => field))],
      isPlain: isPlain(parts),
    }));
}

function isPlain(parts: readonly Part[]): boolean {
  return parts.every(({ left, right }) => left === right);
}

/** Whether a part says all that the other says: the whole name also says its first letters. */
function isWithin(part: Part, other: Part): boolean {
  return (
    part === other ||
    (other.within !== "" && part.within === "" && part.field === other.field && part.name === other.within)
  );
}

function partsOf({ fields }: Layout): Part[] {
  const whole = fields.flatMap((field, index): Part[] => {
    if (field.type === "category") return [];
    const same = { name: field.name, field: index, within: "" };
    const slots = Array.from({ length: field.slots - 1 }, (_, slot) => field.at + slot + 1);
    return [
      { ...same, left: field.at, right: field.at },
      ...slots.flatMap((slot): Part[] => [
        { ...same, name: `other ${field.name} on the left`, left: slot, right: field.at },
        { ...same, name: `other ${field.name} on the right`, left: field.at, right: slot },
      ]),
      ...(field.exchanged < 0
        ? []
        : [
            {
              ...same,
              name: `${field.name} with day and month exchanged`,
              left: field.exchanged,
              right: field.at,
            },
          ]),
    ];
  });
  const coarse = fields.flatMap((field, index): Part[] =>
    field.coarse < 0
      ? []
      : [
          {
            name: coarseName(field),
            field: index,
            within: field.name,
            left: field.coarse,
            right: field.coarse,
          },
        ],
  );
  return [...whole, ...coarse, ...exchangedNames(fields)];
}

function coarseName({ name, type }: Field): string {
  if (type === "name") return `beginning of ${name}`;
  return type === "date" ? `month of ${name}` : `district of ${name}`;
}

function exchangedNames(fields: readonly Field[]): Part[] {
  const given = fields.findIndex(({ part }) => part === "given");
  const family = fields.findIndex(({ part }) => part === "family");
  if (given < 0 || family < 0) return [];
  const [one, other] = [fields[given] as Field, fields[family] as Field];
  return [
    { name: `${one.name} as ${other.name}`, field: given, within: "", left: one.at, right: other.at },
    { name: `${other.name} as ${one.name}`, field: family, within: "", left: other.at, right: one.at },
  ];
}

/** Some rows of a list, place by place: each place is looked at for hundreds of combinations. */
type Sample = { readonly length: number; readonly places: readonly Int32Array[] };

/** Rows at even distances: the same ones each time. */
function sampleOf({ length, columns }: PackedList): Sample {
  const taken = Math.min(length, sampled);
  const from = Int32Array.from({ length: taken }, (_, each) => Math.floor((each * length) / taken));
  return { length: taken, places: columns.map((column) => from.map((row) => column[row] as number)) };
}

/** Twice as many places as sampled rows, a power of two: keys that meet stand beside each other. */
const places = 65_536;
const keyIn = new Int32Array(places);
const countIn = new Uint16Array(places);

/** How many pairs of the two samples have every part the same. */
function agreeing(parts: readonly Part[], [left, right]: readonly [Sample, Sample]): number {
  countIn.fill(0);
  const ofRight = keysOf(
    right,
    parts.map((part) => part.right),
  );
  for (let row = 0; row < right.length; row++) {
    const key = ofRight[row] as number;
    if (key === 0) continue;
    const place = placeOf(key);
    keyIn[place] = key;
    countIn[place] = (countIn[place] as number) + 1;
  }
  const ofLeft = keysOf(
    left,
    parts.map((part) => part.left),
  );
  let pairs = 0;
  for (let row = 0; row < left.length; row++) {
    const key = ofLeft[row] as number;
    if (key !== 0) pairs += countIn[placeOf(key)] as number;
  }
  return pairs;
}

const keys = new Int32Array(sampled);

/** The keys of a sample, until the next are asked for. */
function keysOf({ length, places }: Sample, ofParts: readonly number[]): Int32Array {
  fillKeys(
    keys.subarray(0, length),
    ofParts.map((place) => places[place] as Int32Array),
  );
  return keys;
}

function placeOf(key: number): number {
  let place = key & (places - 1);
  while (countIn[place] !== 0 && keyIn[place] !== key) place = (place + 1) & (places - 1);
  return place;
}
