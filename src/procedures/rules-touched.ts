import type { Circumstance } from "./circumstances.ts";
import type { FactKind } from "./fact-kinds.ts";
import type { Move } from "./moves.ts";
import type { Rule, Subject } from "./procedure.ts";

/** Which rules something can move, by their places in the list, in order. */
export type RulesTouched = {
  by: (move: Move) => readonly number[];
  byLatenessOf: (id: string) => readonly number[];
};

/** The rules that are read in a child's, or in an authority's, history. */
export function rulesAbout(about: Subject, rules: readonly Rule[]): readonly Rule[] {
  const known = split.get(rules) ?? {
    child: rules.filter((rule) => rule.about === "child"),
    authority: rules.filter((rule) => rule.about === "authority"),
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
  };
}
