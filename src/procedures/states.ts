import { holds, idle, type Standing, turnOf, type Word, wordOf } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { fits, type Rule } from "./procedure.ts";
import { type Passage, type Scene, scenesFor } from "./scenes.ts";
import { enquiryOf, factsToldApart } from "./sorts-of-fact.ts";

/** How a rule stands in a state, and which of the things it waits for are still to come (one bit each). */
type RuleState = { standing: Standing; waits: number };

/** A state that a case can reach, with the step that led to it. */
export type Step = {
  scene: Scene;
  rules: readonly RuleState[];
  fact: CaseFact | undefined;
  from: Step | undefined;
};

/** A rule as it can be owed: once, or once for each agency that an enquiry can go to. */
type Line = {
  rule: Rule;
  /** What each fact says to it: nothing, when the fact is about another enquiry. */
  heard: readonly (Heard | undefined)[];
  /** If its conditions hold in each scene that was asked about. */
  holdsIn: boolean[];
};
type Heard = Word & { brings: number; nothing: boolean };

const atRest: RuleState = { standing: idle, waits: 0 };

/**
 * Every state that these rules can reach, nearest first, whatever happens in whatever order. Rules do not move one
 * another, so any few of them may be explored alone.
 *
 * With `weakest`, a state is left out when the same circumstances were reached before with no more owed: whatever
 * happens later, the one with less owed owes no more than the other, so it alone can show that nothing is owed.
 */
export function* statesOf(rules: readonly Rule[], { weakest = false } = {}): Generator<Step> {
  const facts = factsToldApart(rules);
  const lines = linesOf(rules, facts);
  const { first, passagesFrom } = scenesFor(rules, facts);
  const states: Step[] = [{ scene: first, rules: lines.map(() => atRest), fact: undefined, from: undefined }];
  const seen = new Set(states.map(keyOf));
  const reached = new Map<Scene, (readonly RuleState[])[]>();
  for (const step of states) {
    yield step;
    for (const [place, passage] of passagesFrom(step.scene).entries()) {
      if (passage === undefined) continue;
      const after = lines.map((line, index) =>
        ruleStateAfter(line, step.rules[index] ?? atRest, place, step.scene, passage),
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
  const word = wordOf(rule, fact);
  return { ...word, brings, nothing: brings === 0 && !word.starts && !word.does && !word.spares };
}

function ruleStateAfter(line: Line, before: RuleState, place: number, from: Scene, passage: Passage) {
  const { to } = passage;
  const turnsPage = passage.turnsPage && !line.rule.apartFromCase;
  const heard = line.heard[place];
  const conditionsHold = holdsIn(line, to);
  // Most facts say nothing to most rules; passing them over makes the proof several times as fast.
  if (heard === undefined || (heard.nothing && !turnsPage && conditionsHold === holdsIn(line, from)))
    return before;
  const turn = turnOf(before.standing, { ...heard, turnsPage, holds: conditionsHold });
  if (turn.begins) return { standing: turn.standing, waits: 2 ** line.rule.waitsFor.length - 1 };
  if (turn.standing.owed) return { standing: turn.standing, waits: before.waits & ~heard.brings };
  // What is done and asks for nothing to hold can only be started anew, as if it had never been.
  const over = turn.standing.done && line.rule.when.length === 0;
  return over || !turn.standing.started ? atRest : { standing: turn.standing, waits: 0 };
}

function holdsIn(line: Line, scene: Scene): boolean {
  const known = line.holdsIn[scene.number] ?? holds(line.rule, scene.circumstances);
  line.holdsIn[scene.number] = known;
  return known;
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
