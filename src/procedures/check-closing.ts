import type { FactKind } from "./fact-kinds.ts";
import type { ClosingOutcome, Procedure, Rule } from "./procedure.ts";
import { type Step, statesOf, storyOf } from "./states.ts";
import { type Flaw, storyInWords } from "./story.ts";
import { withWhatBegins } from "./what-begins.ts";

/**
 * Whether each outcome of a procedure that holds cases can be reached from an opened case by a close that somebody owes,
 * and whether anything asks for a close, or lets one happen, that no allowed outcome proves. [C24]
 */
export function closingFlaws({ outcomes }: Procedure, rules: readonly Rule[]): Flaw[] {
  const closing = rules.filter(({ act }) => act === "close-case");
  const needs = [...new Set(outcomes.map((each) => each.needs))];
  return [
    ...outcomes
      .filter((each) => !canBeReached(needs.indexOf(each.needs), needs, closing, rules))
      .map(unreachable),
    ...outcomes.flatMap((each) => closesUnproved(each, rules)),
    ...closing.flatMap((rule) => asksUnproved(rule, needs, rules)),
  ];
}

/** If a close is owed where this proof is there and no other, so that the proof of another outcome does not stand in. */
function canBeReached(
  proof: number,
  needs: readonly FactKind[],
  closing: readonly Rule[],
  rules: readonly Rule[],
): boolean {
  return closing.some((rule) => {
    for (const step of statesOf(withWhatBegins(rule, rules), { needs }))
      if (isOpen(step) && step.scene.proved === 1 << proof && step.rules[0]?.standing.owed) return true;
    return false;
  });
}

function unreachable({ outcome }: ClosingOutcome): Flaw {
  return { flaw: `"${outcome}" can never be reached: nobody is asked to close a case so.`, story: [] };
}

/** The program closes a case when the fact that an outcome needs is there: it must show where the child is educated. */
function closesUnproved({ outcome, needs }: ClosingOutcome, rules: readonly Rule[]): Flaw[] {
  for (const step of statesOf([], { needs: [needs] })) {
    if (!isOpen(step) || step.scene.proved === 0 || step.scene.circumstances.education === "proved") continue;
    const story = storyInWords(storyOf(step), rules);
    return [
      { flaw: `A case can be closed as "${outcome}" while the child is still missing education.`, story },
    ];
  }
  return [];
}

function asksUnproved(rule: Rule, needs: readonly FactKind[], rules: readonly Rule[]): Flaw[] {
  const few = withWhatBegins(rule, rules);
  for (const step of statesOf(few, { needs })) {
    if (!isOpen(step) || step.scene.proved > 0 || !step.rules[0]?.standing.owed) continue;
    const story = storyInWords(storyOf(step), rules);
    return [
      { flaw: `"${rule.id}" asks for the case to be closed, and no allowed outcome is proved.`, story },
    ];
  }
  return [];
}

function isOpen({ scene }: Step): boolean {
  return scene.circumstances.case === "open";
}
