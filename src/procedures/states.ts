import { atFirst, type Circumstance, type Circumstances, circumstancesAfter } from "./circumstances.ts";
import { holds, idle, type Standing, turnOf, turnsThePage, type Word, wordOf } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { fits, type Rule } from "./procedure.ts";
import { enquiryOf, factsToldApart } from "./sorts-of-fact.ts";

/** How a rule stands in a state, and which of the things it waits for are still to come (one bit each). */
export type RuleState = { standing: Standing; waits: number };

/** A state that a case can reach, with the step that led to it. */
export type Step = {
  scene: Scene;
  rules: readonly RuleState[];
  fact: CaseFact | undefined;
  from: Step | undefined;
};

/** Circumstances that many states share. */
type Scene = { number: number; circumstances: Circumstances };
type Passage = { to: Scene; turnsPage: boolean };

/** A rule as it can be owed: once, or once for each agency that an enquiry can go to. */
type Line = {
  rule: Rule;
  /** What each fact says to it: nothing, when the fact is about another enquiry. */
  heard: readonly (Heard | undefined)[];
  /** If its conditions hold in each scene. */
  holdsIn: boolean[];
};
type Heard = Word & { brings: number };

/** What the program itself needs of the circumstances, to decide what may happen and how a fact is taken. */
const driving: readonly Circumstance[] = ["case", "address", "education"];
const atRest: RuleState = { standing: idle, waits: 0 };

/**
 * Every state that these rules can reach, nearest first, whatever happens in whatever order. Rules do not move one
 * another, so any few of them may be explored alone; circumstances that none of them asks about are left out.
 *
 * With `weakest`, a state is left out when the same circumstances were reached before with no more owed: whatever
 * happens later, the one with less owed owes no more than the other, so it alone can show that nothing is owed.
 */
export function* statesOf(rules: readonly Rule[], { weakest = false } = {}): Generator<Step> {
  const facts = factsToldApart(rules);
  const lines = linesOf(rules, facts);
  const { first, passagesFrom } = scenesFor(rules, facts, lines);
  const states: Step[] = [{ scene: first, rules: lines.map(() => atRest), fact: undefined, from: undefined }];
  const seen = new Set(states.map(keyOf));
  const reached = new Map<Scene, (readonly RuleState[])[]>();
  for (const step of states) {
    yield step;
    for (const [place, passage] of passagesFrom(step.scene).entries()) {
      if (passage === undefined) continue;
      const after = lines.map((line, index) =>
        ruleStateAfter(line, step.rules[index] ?? atRest, place, passage),
      );
      const next = { scene: passage.to, rules: after, fact: facts[place], from: step };
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      const there = reached.get(next.scene) ?? [];
      if (weakest && there.some((known) => owesNoMore(known, after))) continue;
      reached.set(next.scene, [...there, after]);
      states.push(next);
    }
  }
}

/** The facts that led to a state, one a minute. */
export function storyOf(last: Step): CaseFact[] {
  const facts: CaseFact[] = [];
  for (let step: Step | undefined = last; step?.fact; step = step.from) facts.unshift(step.fact);
  return facts.map((fact, place) => {
    const at = fact.happenedAt.add({ minutes: place });
    return { ...fact, id: place + 1, happenedAt: at, madeAt: at };
  });
}

/** The program opens a case once and closes it when its end is proved; everything else may happen at any time. */
export function mayHappen({ kind }: CaseFact, now: Circumstances): boolean {
  if (kind === "case-opened") return now.case === "none" || now.case === "referred";
  if (kind === "case-reopened") return now.case === "closed";
  if (kind === "case-closed") return now.case === "open" && now.education === "proved";
  return true;
}

/** The scenes that these rules can tell apart; where each leads is worked out when a state in it is first visited. */
function scenesFor(rules: readonly Rule[], facts: readonly CaseFact[], lines: readonly Line[]) {
  const asked = new Set([...driving, ...rules.flatMap(({ when }) => when.map((each) => each.circumstance))]);
  const scenes = new Map<string, Scene>();
  const passages = new Map<Scene, readonly (Passage | undefined)[]>();
  const sceneOf = (whole: Circumstances): Scene => {
    let key = "";
    for (const name of asked) key += `${whole[name]} `;
    const known = scenes.get(key);
    if (known) return known;
    const scene = { number: scenes.size, circumstances: onlyAsked(whole, asked) };
    scenes.set(key, scene);
    for (const line of lines) line.holdsIn[scene.number] = holds(line.rule, scene.circumstances);
    return scene;
  };
  const passagesFrom = (scene: Scene): readonly (Passage | undefined)[] => {
    const known = passages.get(scene);
    if (known) return known;
    const found = facts.map((fact) =>
      mayHappen(fact, scene.circumstances)
        ? {
            to: sceneOf(circumstancesAfter(scene.circumstances, fact)),
            turnsPage: turnsThePage(fact, scene.circumstances),
          }
        : undefined,
    );
    passages.set(scene, found);
    return found;
  };
  return { first: sceneOf(atFirst), passagesFrom };
}

function onlyAsked(circumstances: Circumstances, asked: ReadonlySet<Circumstance>): Circumstances {
  const kept = [...asked].map((name) => [name, circumstances[name]]);
  return { ...atFirst, ...Object.fromEntries(kept) };
}

/** An enquiry is a line of its own for each agency that the rules can tell apart. */
function linesOf(rules: readonly Rule[], facts: readonly CaseFact[]): Line[] {
  const enquiries = facts.flatMap((fact) => (fact.kind === "enquiry-sent" ? [fact.details.enquiryId] : []));
  return rules.flatMap((rule) =>
    (rule.eachEnquiry ? enquiries : [undefined]).map((enquiry) => ({
      rule,
      heard: facts.map((fact) => heardBy(rule, enquiry, fact)),
      holdsIn: [],
    })),
  );
}

function heardBy(rule: Rule, enquiry: number | undefined, fact: CaseFact): Heard | undefined {
  if (enquiry !== undefined && enquiryOf(fact) !== undefined && enquiryOf(fact) !== enquiry) return undefined;
  const brings = rule.waitsFor.reduce(
    (bits, pattern, place) => bits | (fits(pattern, fact) ? 1 << place : 0),
    0,
  );
  return { ...wordOf(rule, fact), brings };
}

function ruleStateAfter(line: Line, before: RuleState, place: number, { to, turnsPage }: Passage): RuleState {
  const heard = line.heard[place];
  if (heard === undefined) return before;
  const recurs = !line.rule.eachEnquiry;
  const turn = turnOf(before.standing, {
    ...heard,
    turnsPage,
    recurs,
    holds: line.holdsIn[to.number] === true,
  });
  if (turn.begins) return { standing: turn.standing, waits: 2 ** line.rule.waitsFor.length - 1 };
  if (turn.standing.owed) return { standing: turn.standing, waits: before.waits & ~heard.brings };
  // What is done and cannot recur is as if it had never been.
  const over = turn.standing.done && (!recurs || line.rule.when.length === 0);
  return over || !turn.standing.started ? atRest : { standing: turn.standing, waits: 0 };
}

function keyOf({ scene, rules }: Step): string {
  let key = String.fromCharCode(scene.number + 1);
  for (const { standing, waits } of rules)
    key += String.fromCharCode(
      Number(standing.started) + 2 * Number(standing.done) + 4 * Number(standing.owed) + 8 * waits,
    );
  return key;
}

function owesNoMore(some: readonly RuleState[], others: readonly RuleState[]): boolean {
  return some.every((one, place) => {
    const other = others[place] ?? atRest;
    const [low, high] = [weightOf(one), weightOf(other)];
    return low < high || (low === high && (one.waits & other.waits) === other.waits);
  });
}

/** Owed weighs more than started, which can be owed again by itself; and that more than never started. */
function weightOf({ standing }: RuleState): number {
  return standing.owed ? 2 : Number(standing.started);
}
