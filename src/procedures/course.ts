import { atFirst, type Circumstances, circumstancesAfter } from "./circumstances.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { fits, fitsAny, type Rule } from "./procedure.ts";

/** How a rule stands at a moment: if something started it, if it has been done since, and if it is owed now. */
export type Standing = { readonly started: boolean; readonly done: boolean; readonly owed: boolean };

export const idle: Standing = { started: false, done: false, owed: false };

/** What one fact does to one rule: how it stands after, how the old duty ended, and if a new one begins. */
export type Turn = { standing: Standing; ended: "met" | "needless" | undefined; begins: boolean };

/** If what a rule asks to hold does hold. */
export function holds(rule: Rule, standing: Circumstances): boolean {
  return rule.when.every(({ circumstance, oneOf }) => oneOf.includes(standing[circumstance]));
}

/**
 * The one step of the engine. A duty is met by what ends it. It becomes needless when its conditions stop holding,
 * when something makes it so, or when the case is closed, reopened or never opened. It begins when something starts
 * it while its conditions hold, or when they come to hold (again) after it was started.
 */
export function turnOf(rule: Rule, before: Standing, fact: CaseFact, conditionsHold: boolean): Turn {
  const does = fitsAny(rule.ends, fact);
  const spares = fitsAny(rule.unless, fact);
  const starts = fitsAny(rule.starts, fact);
  const turnsPage = turnsThePage(fact);
  const over = spares || turnsPage || !conditionsHold;
  const ended = !before.owed ? undefined : does ? "met" : over ? "needless" : undefined;
  const started = starts || (before.started && !turnsPage);
  const done = started && !starts && conditionsHold && (before.done || does || spares);
  const stays = before.owed && ended === undefined;
  const begins = started && conditionsHold && !done && !stays;
  return { standing: { started, done, owed: stays || begins }, ended, begins };
}

/** If a fact ends one stretch of work on a child, so that nothing owed before is owed after. */
export function turnsThePage(fact: Pick<CaseFact, "kind">): boolean {
  return fact.kind === "case-closed" || fact.kind === "case-reopened" || fact.kind === "referral-redirected";
}

/** One time that a rule was owed: the fact that began it, how it ended, and what it still waits for. */
export type Duty = {
  rule: Rule;
  begunBy: CaseFact;
  ended: "met" | "needless" | undefined;
  endedBy: CaseFact | undefined;
  waitsFor: Rule["waitsFor"];
};

type Line = { standing: Standing; duty: Duty | undefined };

/** Every duty that these rules set in this history, in the order in which they began. */
export function dutiesOf(rules: readonly Rule[], history: readonly CaseFact[]): Duty[] {
  const duties: Duty[] = [];
  const lines = rules.map(() => new Map<number | undefined, Line>());
  let standing = atFirst;
  for (const fact of history) {
    standing = circumstancesAfter(standing, fact);
    for (const [place, rule] of rules.entries()) {
      const conditionsHold = holds(rule, standing);
      const ofRule = lines[place] ?? new Map();
      for (const key of linesTouched(rule, fact, ofRule)) {
        const line = ofRule.get(key) ?? { standing: idle, duty: undefined };
        ofRule.set(key, followed(rule, line, fact, conditionsHold, duties));
      }
    }
  }
  return duties;
}

/** An enquiry's duty is moved by the facts of that enquiry; every other fact moves all of them. */
function linesTouched(rule: Rule, fact: CaseFact, lines: ReadonlyMap<number | undefined, Line>) {
  if (!rule.eachEnquiry) return [undefined];
  return "enquiryId" in fact.details ? [fact.details.enquiryId] : [...lines.keys()];
}

function followed(rule: Rule, line: Line, fact: CaseFact, conditionsHold: boolean, duties: Duty[]): Line {
  const turn = turnOf(rule, line.standing, fact, conditionsHold);
  let duty = line.duty;
  if (duty !== undefined && turn.ended !== undefined) {
    duty.ended = turn.ended;
    duty.endedBy = fact;
    duty = undefined;
  } else if (duty !== undefined && duty.waitsFor.length > 0) {
    duty.waitsFor = duty.waitsFor.filter((pattern) => !fits(pattern, fact));
  }
  if (turn.begins) {
    duty = { rule, begunBy: fact, ended: undefined, endedBy: undefined, waitsFor: rule.waitsFor };
    duties.push(duty);
  }
  return { standing: turn.standing, duty };
}
