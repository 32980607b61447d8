import { factKinds } from "./fact-kinds.ts";
import type { Rule, Suspension } from "./procedure.ts";
import { type Happening, isOwed, owedIn, type Step, stateAfter, statesOf, storyOf } from "./states.ts";
import { type Flaw, storyInWords } from "./story.ts";
import type { Allowance } from "./units.ts";
import { withWhatBegins } from "./what-begins.ts";

/**
 * The shortest history found after which an open case is forgotten, if there is one. All rules together have too many
 * states to visit, so a few are explored at first. A state that those few forget is played through all rules: if some
 * still owe something that can be done, the most patient of them joins the few; if none does, the case is forgotten
 * indeed.
 */
export function forgottenCase(rules: readonly Rule[], suspensions: readonly Suspension[]): Flaw[] {
  const few = new Set<Rule>();
  for (;;) {
    const found = firstForgotten([...few], suspensions);
    if (found === undefined) return [];
    const story = storyOf(found);
    const state = stateAfter(rules, story, { suspensions });
    const [owing] = owedIn(state)
      .filter(({ waits, suspended }) => !waits && !suspended)
      .sort((one, other) => patience(other.rule.within) - patience(one.rule.within));
    if (owing === undefined) return [forgotten(state, story, rules)];
    for (const rule of withWhatBegins(owing.rule, rules)) few.add(rule);
  }
}

/** Roughly how many hours a rule gives: what lasts longest leaves the fewest other rules to explore. */
function patience({ count, unit }: Allowance): number {
  const hours = {
    ...{ minutes: 1 / 60, hours: 1, "calendar days": 24, "working days": 34, "school days": 44 },
    ...{ weeks: 168, months: 730, terms: 2900 },
  };
  return count * hours[unit];
}

function firstForgotten(few: readonly Rule[], suspensions: readonly Suspension[]): Step | undefined {
  for (const step of statesOf(few, { weakest: true, suspensions })) {
    const working = step.scene.circumstances.case === "referred" || step.scene.circumstances.case === "open";
    if (working && !isOwed(step)) return step;
  }
  return undefined;
}

function forgotten(state: Step, story: readonly Happening[], rules: readonly Rule[]): Flaw {
  return { flaw: whyForgotten(state), story: storyInWords(story, rules) };
}

function whyForgotten(state: Step): string {
  const owed = owedIn(state);
  const stuck = owed.find(({ waits }) => waits);
  if (stuck && stuck.rule.notBefore.length > 0)
    return `The case is open, "${stuck.rule.id}" may not be done yet, and nobody owes anything that can be done now.`;
  if (stuck) {
    const wanted = stuck.rule.waitsFor.map(({ kind }) => factKinds[kind].called).join(" or ");
    return `The case is open, and "${stuck.rule.id}" waits for ${wanted}, which nobody owes.`;
  }
  const [stopped] = owed;
  if (stopped)
    return `The case is open, everything owed is suspended ("${stopped.rule.id}"), and nobody owes anything else.`;
  return "The case is open and nobody owes anything that can be done now.";
}
