import { atFirst, type Circumstance, type Circumstances, circumstancesAfter } from "./circumstances.ts";
import { endsDuties, holds, turnsThePage } from "./course.ts";
import type { CaseFact, FactKind } from "./fact-kinds.ts";
import { type Call, callOf, isHeard, type PlannedRule, planned } from "./planned-rules.ts";
import type { Procedure, Rule, Subject, Suspension } from "./procedure.ts";
import { sortOf } from "./sorts-of-fact.ts";

/** Circumstances in which a case can stand, and where facts have led from there so far. */
export type Scene = {
  circumstances: Circumstances;
  /** The suspensions that hold. */
  suspended: readonly Suspension[];
  /** By the numbers of sorts of facts. */
  passages: (Passage | undefined)[];
};

/** What a fact of one sort does in one scene: where it leads, and what it says to those rules that listen there. */
export type Passage = { to: Scene; turnsPage: boolean; calls: readonly Call[] };

/** So many passages are known at a time; a county of four thousand cases needs seven thousand. */
const mostPassages = 50_000;
const names = Object.keys(atFirst) as Circumstance[];

/**
 * Rules that are read together, made ready to be read in thousands of histories. What a fact says to a rule follows from
 * the sort of the fact and from the circumstances, and cases go the same few ways through these: so it is worked out the
 * first time that a case goes there, and looked up by all later ones. Forgetting changes no answer.
 */
export class Plan {
  readonly procedures: readonly (readonly Rule[])[];
  readonly rules: readonly PlannedRule[];
  readonly suspensions: readonly Suspension[];
  #first: Scene;
  #scenes = new Map<string, Scene>();
  #passages = 0;
  #lists = new Map<string, readonly Call[]>();
  readonly #byKind: ReadonlyMap<FactKind, readonly PlannedRule[]>;
  readonly #byCircumstance: ReadonlyMap<Circumstance, readonly PlannedRule[]>;

  /** The rules of each procedure, and what these suspend. */
  constructor(procedures: readonly (readonly Rule[])[], suspensions: readonly Suspension[]) {
    this.procedures = procedures;
    this.rules = planned(procedures, suspensions);
    this.suspensions = suspensions;
    this.#byKind = listeners(this.rules, ({ starts, ends, unless, waitsFor }) =>
      [...starts, ...ends, ...unless, ...waitsFor].map(({ kind }) => kind),
    );
    this.#byCircumstance = listeners(this.rules, ({ when }) => when.map(({ circumstance }) => circumstance));
    this.#first = this.#sceneOf(atFirst);
  }

  /** How every history begins. */
  get first(): Scene {
    return this.#first;
  }

  /** What a fact does in a scene. */
  passageFrom(scene: Scene, fact: CaseFact): Passage {
    const sort = sortOf(fact);
    const known = scene.passages[sort];
    if (known !== undefined) return known;
    const made = this.#passageMade(scene, fact);
    scene.passages[sort] = made;
    if (++this.#passages > mostPassages) this.#forget();
    return made;
  }

  #passageMade(scene: Scene, fact: CaseFact): Passage {
    const before = scene.circumstances;
    const after = circumstancesAfter(before, fact);
    const to = after === before ? scene : this.#sceneOf(after);
    const turnsPage = turnsThePage(fact, before);
    const ends = endsDuties(fact, before);
    const calls = this.#listening(fact.kind, before, after, ends)
      .map((rule) => callOf(rule, fact, after, ends))
      .filter((call) => isHeard(call, before));
    return { to, turnsPage, calls: this.#listOf(calls) };
  }

  /** The same list for the same calls: seven thousand passages have five hundred, which stay in the processor's own memory. */
  #listOf(calls: readonly Call[]): readonly Call[] {
    const key = calls.map(({ place, number }) => `${place}.${number}`).join();
    const known = this.#lists.get(key) ?? [...calls];
    this.#lists.set(key, known);
    return known;
  }

  /** The rules that name its kind, those that ask about a circumstance that it changed, and all of them when it ends a stretch of work. */
  #listening(kind: FactKind, before: Circumstances, after: Circumstances, turnsPage: boolean) {
    if (turnsPage) return this.rules;
    const listening = new Set(this.#byKind.get(kind));
    for (const name of names)
      if (after[name] !== before[name])
        for (const rule of this.#byCircumstance.get(name) ?? []) listening.add(rule);
    return [...listening].sort((one, other) => one.place - other.place);
  }

  #sceneOf(circumstances: Circumstances): Scene {
    const key = names.map((name) => circumstances[name]).join();
    const known = this.#scenes.get(key) ?? {
      circumstances,
      suspended: this.suspensions.filter((each) => holds(each, circumstances)),
      passages: [],
    };
    this.#scenes.set(key, known);
    return known;
  }

  #forget(): void {
    this.#passages = 0;
    this.#scenes = new Map();
    this.#lists = new Map();
    this.#first = this.#sceneOf(atFirst);
  }
}

/** The plan of the rules of these versions that are read in the history of such a subject: the same one each time. */
export function planFor(versions: readonly Procedure[], about: Subject): Plan {
  const [first] = versions;
  if (first === undefined) return nothingAsked;
  const known = plans.get(first);
  for (const each of known ?? [])
    if (each.about === about && isSameList(each.versions, versions)) return each.plan;
  const plan = new Plan(
    versions.map(({ rules }) => rules.filter((rule) => rule.about === about)),
    versions.flatMap(({ suspends }) => suspends),
  );
  plans.set(first, [...(known ?? []), { versions, about, plan }]);
  return plan;
}

type Planned = { versions: readonly Procedure[]; about: Subject; plan: Plan };

const plans = new WeakMap<Procedure, Planned[]>();

/** A plan without rules: it only says how circumstances follow from each other. */
export const nothingAsked = new Plan([], []);

function isSameList(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((one, place) => one === others[place]);
}

function listeners<Key>(rules: readonly PlannedRule[], asksOf: (rule: Rule) => readonly Key[]) {
  const found = new Map<Key, PlannedRule[]>();
  for (const rule of rules)
    for (const key of new Set(asksOf(rule))) found.set(key, [...(found.get(key) ?? []), rule]);
  return found;
}
