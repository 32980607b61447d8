import {
  atFirst,
  type Circumstance,
  type Circumstances,
  circumstances,
  circumstancesAfter,
} from "./circumstances.ts";
import type { CaseFact } from "./fact-kinds.ts";
import type { Rule, Suspension } from "./procedure.ts";
import { everySortOfFact } from "./sorts-of-fact.ts";

/** What the program itself needs of the circumstances, to decide what may happen and how a fact is taken. */
export const driving: readonly Circumstance[] = ["case", "address", "education"];

/** What a fact makes of one circumstance can depend on another one, besides those that drive the program. */
export const leansOn: { readonly [C in Circumstance]?: readonly Circumstance[] } = {
  safety: ["approach", "honour"],
};

/**
 * The circumstances that decide what these rules and suspensions do: those that they ask about, those that the program
 * asks about, and those on which any of these lean.
 */
export function circumstancesAsked(
  rules: readonly Rule[],
  suspensions: readonly Suspension[],
): ReadonlySet<Circumstance> {
  const conditions = [...rules, ...suspensions].flatMap(({ when }) => when);
  const asked = [...driving, ...conditions.map(({ circumstance }) => circumstance)];
  return new Set([...asked, ...asked.flatMap((name) => leansOn[name] ?? [])]);
}

/** One sort of fact, and what it makes of each of the mixes below. */
export type Sort = { fact: CaseFact; afters: readonly Circumstances[] };

let sorts: readonly Sort[] | undefined;

/** Every sort of fact with what it changes, worked out when the first procedure is proved. */
export function sortsWithChanges(): readonly Sort[] {
  sorts ??= everySortOfFact().map((fact) => ({
    fact,
    afters: mixes.map((before) => circumstancesAfter(before, fact)),
  }));
  return sorts;
}

/**
 * Circumstances that show what a fact changes: every mix of those that decide how a fact is taken, the others all at
 * their first or all at their last word, so that a change to either is seen.
 */
export const mixes: readonly Circumstances[] = [atFirst, atLast()].flatMap((rest) =>
  circumstances.case.flatMap((kase) =>
    circumstances.address.flatMap((address) =>
      circumstances.approach.flatMap((approach) =>
        circumstances.honour.map((honour) => ({ ...rest, case: kase, address, approach, honour })),
      ),
    ),
  ),
);

function atLast(): Circumstances {
  return Object.fromEntries(
    Object.entries(circumstances).map(([name, words]) => [name, words.at(-1)]),
  ) as Circumstances;
}
