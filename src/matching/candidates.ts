import { foldName } from "../children/index.ts";
import { type Comparison, compareEach, type Likelihood } from "./compare.ts";
import type { Identity } from "./evidence.ts";
import type { Answered, Entry } from "./matching.store.ts";
import type { SearchWeights } from "./search-weights.ts";

/** One child who may be the one sought: what each list says of them, and how the closest of these compares. */
export type Candidate = Comparison & {
  /** Tells this candidate from the others: `child-12`, or `entry-34` when no child record is known. */
  key: string;
  childId: number | null;
  /** The record that compares best. */
  closest: Entry;
  entries: Entry[];
};

/** A record beside the child sought. */
type ComparedEntry = { entry: Entry; comparison: Comparison };

/** Below this, a record shares a key by chance and is not shown. */
const worthShowing = 4;
const mostShown = 12;

const order: Record<Likelihood, number> = { "very-likely": 0, possible: 1, "likely-sibling": 2, unlikely: 3 };

/** The records compared with the child sought, each by the weights of its own authority. [A11] */
function comparedEntries(
  sought: Identity,
  entries: readonly Entry[],
  weightsOf: (authorityId: number) => SearchWeights,
): ComparedEntry[] {
  const comparisons = compareEach(sought, entries, ({ authorityId }) => weightsOf(authorityId));
  return entries.map((entry, at) => ({ entry, comparison: comparisons[at] as Comparison }));
}

/**
 * The children who may be the one sought, likeliest first, with all that the lists say of each. What was not answered about a candidate
 * yet is asked of `entriesOf`. [A11]
 */
export async function candidatesOf(
  sought: Identity,
  { sharing, ofTheirChildren, weightsOf }: Pick<Answered, "sharing" | "ofTheirChildren" | "weightsOf">,
  entriesOf: (children: readonly number[]) => Promise<Entry[]>,
): Promise<Candidate[]> {
  const known = [...sharing, ...notAmong(sharing, ofTheirChildren)];
  const compared = comparedEntries(sought, known, weightsOf);
  const first = candidatesAmong(compared.slice(0, sharing.length));
  const children = new Set(first.flatMap(({ childId }) => childId ?? []));
  const asked = new Set(ofTheirChildren.map(({ childId }) => childId));
  const unasked = [...children].filter((child) => !asked.has(child));
  const others = unasked.length === 0 ? [] : notAmong(known, await entriesOf(unasked));
  const more = [
    ...compared
      .slice(sharing.length)
      .filter(({ entry: { childId } }) => childId !== null && children.has(childId)),
    ...comparedEntries(sought, others, weightsOf),
  ];
  return more.length === 0 ? first : candidatesAmong([...compared.slice(0, sharing.length), ...more]);
}

/** The children whom the entries speak of, likeliest first. Entries that nobody has linked count as one child when
 * their UPN, or their names and birth date, are the same. */
function candidatesAmong(compared: readonly ComparedEntry[]): Candidate[] {
  return Map.groupBy(compared, ({ entry }) => personKeyOf(entry))
    .values()
    .map(candidateFrom)
    .filter(({ bits, likelihood }) => bits >= worthShowing || likelihood === "likely-sibling")
    .toArray()
    .sort((a, b) => order[a.likelihood] - order[b.likelihood] || b.bits - a.bits)
    .slice(0, mostShown);
}

function personKeyOf({ childId, upn, forename, surname, dateOfBirth, entryId }: Entry): string {
  if (childId !== null) return `child ${childId}`;
  if (upn) return `upn ${upn}`;
  return dateOfBirth ? `${foldName(forename)} ${foldName(surname)} ${dateOfBirth}` : `entry ${entryId}`;
}

function candidateFrom(ofOne: readonly ComparedEntry[]): Candidate {
  const bestFirst = ofOne.toSorted((a, b) => b.comparison.bits - a.comparison.bits);
  const [best] = bestFirst;
  if (!best) throw new RangeError("A candidate has at least one entry");
  const { entry: closest, comparison } = best;
  const key = closest.childId === null ? `entry-${closest.entryId}` : `child-${closest.childId}`;
  return {
    ...comparison,
    key,
    childId: closest.childId,
    closest,
    entries: bestFirst.map(({ entry }) => entry),
  };
}

/** The entries that are not among others already. */
function notAmong(others: readonly Entry[], entries: readonly Entry[]): Entry[] {
  const there = new Set(others.map(({ list, entryId }) => `${list} ${entryId}`));
  return entries.filter(({ list, entryId }) => !there.has(`${list} ${entryId}`));
}
