import type { Circumstance } from "./circumstances.ts";
import { type Word, wordOf } from "./course.ts";
import type { CaseFact, FactKind } from "./fact-kinds.ts";
import type { Move } from "./moves.ts";
import type { Rule, Subject } from "./procedure.ts";

/** Which rules something can move, by their places in the list, in order. */
export type RulesTouched = {
  by: (move: Move) => readonly number[];
  byLatenessOf: (id: string) => readonly number[];
  /** What a fact says to the rule in each place. */
  saidBy: (fact: CaseFact) => (place: number) => Word;
};

/** The rules that are read in a child's or an authority's history, or in that of a child's home education. */
export function rulesAbout(about: Subject, rules: readonly Rule[]): readonly Rule[] {
  const known = split.get(rules) ?? {
    child: rules.filter((rule) => rule.about === "child"),
    authority: rules.filter((rule) => rule.about === "authority"),
    "home-education": rules.filter((rule) => rule.about === "home-education"),
  };
  split.set(rules, known);
  return known[about];
}

const split = new WeakMap<readonly Rule[], Record<Subject, readonly Rule[]>>();
const made = new WeakMap<readonly Rule[], RulesTouched>();

/**
 * Which rules a fact can move: those that name its kind, those that ask about a circumstance that it changed, and all of
 * them when it ends a stretch of work. Most facts say nothing to most rules, and passing those over is what makes the
 * engine fast. Worked out once for a list of rules.
 */
export function rulesTouched(rules: readonly Rule[]): RulesTouched {
  const known = made.get(rules) ?? indexOf(rules);
  made.set(rules, known);
  return known;
}

function indexOf(rules: readonly Rule[]): RulesTouched {
  const kinds = new Map<FactKind, number[]>();
  const asked = new Map<Circumstance, number[]>();
  const late = new Map<string, number[]>();
  const note = <Key>(index: Map<Key, number[]>, key: Key, place: number) => {
    const places = index.get(key) ?? [];
    index.set(key, places);
    if (places.at(-1) !== place) places.push(place);
  };
  for (const [place, rule] of rules.entries()) {
    const patterns = [...rule.starts, ...rule.ends, ...rule.unless, ...rule.waitsFor];
    for (const { kind } of patterns) note(kinds, kind, place);
    for (const { circumstance } of rule.when) note(asked, circumstance, place);
    for (const id of rule.startsWhenLate) note(late, id, place);
  }
  const all = [...rules.keys()];
  const none: readonly number[] = [];
  const mixed = new Map<Move["changed"], Map<FactKind, readonly number[]>>();
  return {
    by: ({ fact, changed, turnsPage }) => {
      if (turnsPage) return all;
      const byKind = kinds.get(fact.kind) ?? none;
      if (changed.length === 0) return byKind;
      const ofChange = mixed.get(changed) ?? new Map<FactKind, readonly number[]>();
      mixed.set(changed, ofChange);
      const known =
        ofChange.get(fact.kind) ??
        [...new Set([...byKind, ...changed.flatMap((name) => asked.get(name) ?? none)])].sort(
          (a, b) => a - b,
        );
      ofChange.set(fact.kind, known);
      return known;
    },
    byLatenessOf: (id) => late.get(id) ?? none,
    saidBy: wordsOf(rules),
  };
}

/**
 * What facts say to rules, worked out once for all facts that no rule tells apart: matching patterns fact by fact took a
 * third of the engine's time.
 */
function wordsOf(rules: readonly Rule[]): RulesTouched["saidBy"] {
  const patterns = rules.flatMap(({ starts, ends, unless }) => [...starts, ...ends, ...unless]);
  const asked = Map.groupBy(
    patterns.flatMap(({ kind, details }) => details.map(({ name }) => ({ kind, name }))),
    ({ kind }) => kind,
  );
  const told = new Map([...asked].map(([kind, all]) => [kind, [...new Set(all.map(({ name }) => name))]]));
  const known = new Map<string, (Word | undefined)[]>();
  return (fact) => {
    let key: string = fact.kind;
    for (const name of told.get(fact.kind) ?? [])
      key += ` ${(fact.details as Record<string, unknown>)[name]}`;
    const words = known.get(key) ?? [];
    known.set(key, words);
    return (place) => {
      const word = words[place] ?? wordOf(rules[place] as Rule, fact);
      words[place] = word;
      return word;
    };
  };
}
