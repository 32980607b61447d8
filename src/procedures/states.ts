import { circumstancesAsked } from "./asked-of-circumstances.ts";
import { holds, idle, type Standing, turnOf, type Word, wordOf } from "./course.ts";
import type { CaseFact, FactKind } from "./fact-kinds.ts";
import { factsToldApart } from "./facts-told-apart.ts";
import { stops } from "./pauses.ts";
import { fits, type Rule, type Suspension } from "./procedure.ts";
import { type Passage, type Scene, scenesFor } from "./scenes.ts";
import { enquiryOf } from "./sorts-of-fact.ts";

/** How a rule stands in a state, which of the things it waits for are still to come (one bit each), and if it became late. */
type RuleState = { standing: Standing; waits: number; late: boolean };

/** What leads from one state to the next: a fact, or a duty that becomes overdue. */
export type Happening = { fact: CaseFact; late?: never } | { late: Rule; fact?: never };

/** A state that a case can reach, with the step that led to it. */
export type Step = {
  scene: Scene;
  rules: readonly RuleState[];
  lines: readonly Line[];
  by: Happening | undefined;
  from: Step | undefined;
};

/** What the states depend on besides the rules. */
export type Ground = {
  suspensions?: readonly Suspension[];
  /** The facts that prove the allowed outcomes, to close cases as the program does. */
  needs?: readonly FactKind[];
};

/** A rule as it can be owed: once, or once for each agency that an enquiry can go to. */
type Line = {
  rule: Rule;
  /** What each fact says to it: nothing, when the fact is about another enquiry. */
  heard: readonly (Heard | undefined)[];
  /** If its conditions hold, and if it is suspended, in each scene that was asked about. */
  holdsIn: boolean[];
  stoppedIn: boolean[];
  suspensions: readonly Suspension[];
  /** The places of the lines that its lateness begins. */
  begins: readonly number[];
};
type Heard = Word & { brings: number; nothing: boolean };

const atRest: RuleState = { standing: idle, waits: 0, late: false };

/**
 * Every state that these rules can reach, nearest first, whatever happens in whatever order. Rules do not move one
 * another but by lateness, so any few of them may be explored without the others, if those whose lateness begins them
 * are among them. A duty may become late at any time while it is owed.
 *
 * With `weakest`, a state is left out when the same circumstances were reached before with no more owed: whatever
 * happens later, the one with less owed owes no more than the other, so it alone can show that nothing is owed.
 */
export function* statesOf(
  rules: readonly Rule[],
  { weakest = false, ...ground }: Ground & { weakest?: boolean } = {},
): Generator<Step> {
  const { first, nextFrom } = worldOf(rules, ground);
  const states = [first];
  const seen = new Set(states.map(keyOf));
  const reached = new Map<Scene, (readonly RuleState[])[]>();
  for (const step of states) {
    yield step;
    for (const next of nextFrom(step)) {
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      const there = reached.get(next.scene) ?? [];
      if (weakest && there.some((known) => owesNoMore(known, next.rules))) continue;
      there.push(next.rules);
      reached.set(next.scene, there);
      states.push(next);
    }
  }
}

/** What happened on the way to a state, in order. */
export function storyOf(last: Step): Happening[] {
  const story: Happening[] = [];
  for (let step: Step | undefined = last; step?.by; step = step.from) story.unshift(step.by);
  return story;
}

/** The state to which a story leads when all of these rules are read. */
export function stateAfter(rules: readonly Rule[], story: readonly Happening[], ground: Ground): Step {
  const { first, after } = worldOf(
    rules,
    ground,
    story.flatMap(({ fact }) => fact ?? []),
  );
  return story.reduce(after, first);
}

/** The rules of which something is owed in a state, and if somebody can do it now. */
export function owedIn({ rules, lines, scene }: Step): { rule: Rule; waits: boolean; suspended: boolean }[] {
  return lines.flatMap((line, place) => {
    const { standing, waits } = rules[place] ?? atRest;
    return standing.owed ? { rule: line.rule, waits: waits > 0, suspended: isStopped(line, scene) } : [];
  });
}

/** If somebody owes something in a state that can be done now. */
export function isOwed({ rules, lines, scene }: Step): boolean {
  return lines.some((line, place) => {
    const state = rules[place];
    return state?.standing.owed === true && state.waits === 0 && !isStopped(line, scene);
  });
}

function worldOf(
  rules: readonly Rule[],
  { suspensions = [], needs = [] }: Ground,
  given?: readonly CaseFact[],
) {
  const asked = circumstancesAsked(rules, suspensions);
  const facts = given ?? factsToldApart(rules, asked, needs);
  const lines = linesOf(rules, facts, suspensions);
  const { first, passagesFrom } = scenesFor(asked, facts, needs);
  const byFact = (step: Step, place: number, fact: CaseFact): Step | undefined => {
    const passage = passagesFrom(step.scene)[place];
    if (passage === undefined) return undefined;
    const after = lines.map((line, index) =>
      ruleStateAfter(line, step.rules[index] ?? atRest, place, step.scene, passage),
    );
    return { scene: passage.to, rules: after, lines, by: { fact }, from: step };
  };
  const byLateness = (step: Step, place: number, late: Line): Step | undefined => {
    const state = step.rules[place];
    if (!state?.standing.owed || state.late || isStopped(late, step.scene)) return undefined;
    const after = step.rules.map((each, index) => {
      const line = lines[index];
      if (index === place) return { ...each, late: true };
      return line && late.begins.includes(index) ? begunByLateness(line, each, step.scene) : each;
    });
    return { scene: step.scene, rules: after, lines, by: { late: late.rule }, from: step };
  };
  const watched = lines.flatMap((line, place) => (line.begins.length > 0 ? { line, place } : []));
  return {
    first: { scene: first, rules: lines.map(() => atRest), lines, by: undefined, from: undefined } as Step,
    *nextFrom(step: Step): Generator<Step> {
      for (const [place, fact] of facts.entries()) {
        const next = byFact(step, place, fact);
        if (next) yield next;
      }
      for (const { line, place } of watched) {
        const next = byLateness(step, place, line);
        if (next) yield next;
      }
    },
    after(step: Step, { fact, late }: Happening): Step {
      if (fact) return byFact(step, facts.indexOf(fact), fact) ?? step;
      const lapsed = watched.find(
        ({ line, place }) => line.rule === late && step.rules[place]?.standing.owed,
      );
      return (lapsed && byLateness(step, lapsed.place, lapsed.line)) ?? step;
    },
  };
}

/** An enquiry is a line of its own for each agency that the rules can tell apart. */
function linesOf(
  rules: readonly Rule[],
  facts: readonly CaseFact[],
  suspensions: readonly Suspension[],
): Line[] {
  const enquiries = [
    ...new Set(facts.flatMap((fact) => (fact.kind === "enquiry-sent" ? fact.details.enquiryId : []))),
  ];
  const lines = rules.flatMap((rule) =>
    (rule.eachEnquiry ? enquiries : [undefined]).map((enquiry) => ({
      rule,
      heard: facts.map((fact) => heardBy(rule, enquiry, fact)),
      holdsIn: [],
      stoppedIn: [],
      suspensions: suspensions.filter((suspension) => stops(suspension, rule)),
    })),
  );
  return lines.map((line) => ({
    ...line,
    begins: lines.flatMap(({ rule }, place) => (rule.startsWhenLate.includes(line.rule.id) ? place : [])),
  }));
}

function heardBy(rule: Rule, enquiry: number | undefined, fact: CaseFact): Heard | undefined {
  if (enquiry !== undefined && enquiryOf(fact) !== undefined && enquiryOf(fact) !== enquiry) return undefined;
  const brings = rule.waitsFor.reduce(
    (bits, pattern, place) => bits | (fits(pattern, fact) ? 1 << place : 0),
    0,
  );
  const word = wordOf(rule, fact);
  return {
    ...word,
    brings,
    nothing: brings === 0 && !word.starts && !word.unsays && !word.does && !word.spares,
  };
}

function ruleStateAfter(
  line: Line,
  before: RuleState,
  place: number,
  from: Scene,
  passage: Passage,
): RuleState {
  const { to } = passage;
  const turnsPage = passage.endsDuties && !line.rule.apartFromCase;
  const heard = line.heard[place];
  const conditionsHold = holdsIn(line, to);
  // Most facts say nothing to most rules; passing them over makes the proof several times as fast.
  if (heard === undefined || (heard.nothing && !turnsPage && conditionsHold === holdsIn(line, from)))
    return before;
  const turn = turnOf(before.standing, { ...heard, turnsPage, holds: conditionsHold });
  if (turn.begins) return { standing: turn.standing, waits: waitsAtFirst(line.rule), late: false };
  if (turn.standing.owed)
    return { standing: turn.standing, waits: before.waits & ~heard.brings, late: before.late };
  // What is done and asks for nothing to hold can only be started anew, as if it had never been.
  const over = turn.standing.done && line.rule.when.length === 0;
  return over || !turn.standing.started ? atRest : { standing: turn.standing, waits: 0, late: false };
}

/** One bit for each thing that it waits for; one more, which no fact takes away, where a time must be over first. */
function waitsAtFirst({ waitsFor, notBefore }: Rule): number {
  return 2 ** (waitsFor.length + Math.sign(notBefore.length)) - 1;
}

const started = { starts: true, unsays: false, does: false, spares: false, turnsPage: false };

function begunByLateness(line: Line, before: RuleState, scene: Scene): RuleState {
  const turn = turnOf(before.standing, { ...started, holds: holdsIn(line, scene) });
  if (!turn.begins) return { ...before, standing: turn.standing };
  return { standing: turn.standing, waits: waitsAtFirst(line.rule), late: false };
}

function holdsIn(line: Line, scene: Scene): boolean {
  const known = line.holdsIn[scene.number] ?? holds(line.rule, scene.circumstances);
  line.holdsIn[scene.number] = known;
  return known;
}

function isStopped(line: Line, scene: Scene): boolean {
  const known =
    line.stoppedIn[scene.number] ?? line.suspensions.some((each) => holds(each, scene.circumstances));
  line.stoppedIn[scene.number] = known;
  return known;
}

function keyOf({ scene, rules }: Step): string {
  let key = String.fromCharCode(scene.number + 1);
  for (const { standing, waits, late } of rules)
    key += String.fromCharCode(
      Number(standing.started) +
        2 * Number(standing.done) +
        4 * Number(standing.owed) +
        8 * Number(late) +
        16 * waits,
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
