import { atFirst, circumstancesAfter } from "./circumstances.ts";
import { dutiesOf } from "./duties.ts";
import { type CaseFact, factKinds } from "./fact-kinds.ts";
import { movesOf } from "./moves.ts";
import type { ClosingOutcome, Procedure, Rule } from "./procedure.ts";
import { everySortOfFact } from "./sorts-of-fact.ts";
import { type Step, statesOf, storyOf } from "./states.ts";

/** Something that makes a procedure unfit for use, with the story that shows it. */
export type Flaw = { flaw: string; story: readonly string[] };

/**
 * Proves a procedure: whatever happens in whatever order, an open case always has something that somebody owes and can
 * do now; every rule can begin; every way of closing can be proved. Answers with what is not so. [C24]
 */
export function checkProcedure({ rules, outcomes }: Procedure): Flaw[] {
  const forgotten = forgottenCase(rules);
  return [
    ...(forgotten
      ? [
          {
            flaw: "The case is open and nobody owes anything that can be done now.",
            story: forgotten.map(told),
          },
        ]
      : []),
    ...rules
      .filter((rule) => !canBegin(rule))
      .map(({ id }) => ({ flaw: `"${id}" can never begin.`, story: [] })),
    ...outcomes
      .filter((each) => !canBeProved(each))
      .map(({ outcome }) => ({ flaw: `"${outcome}" can never be proved.`, story: [] })),
  ];
}

/**
 * A history after which an open case is forgotten, if there is one. All rules together have too many states to visit,
 * so a few are explored at first. A state that those few forget is played through all rules: if some still owe
 * something, the most patient of them joins the few; if none does, the case is forgotten indeed.
 */
function forgottenCase(rules: readonly Rule[]): CaseFact[] | undefined {
  const few = new Set<Rule>();
  for (;;) {
    const found = firstForgotten([...few]);
    if (found === undefined) return undefined;
    const story = storyOf(found);
    const owing = dutiesOf(rules, movesOf(story), {
      lateAfter: () => undefined,
      now: story[0]?.happenedAt ?? never,
    })
      .filter((duty) => duty.ended === undefined && duty.waitsFor.length === 0)
      .sort((one, other) => patience(other.rule) - patience(one.rule))[0];
    if (owing === undefined) return story;
    few.add(owing.rule);
  }
}

/** Roughly how many hours a rule gives: what lasts longest leaves the fewest other rules to explore. */
function patience({ within: { count, unit } }: Rule): number {
  return (
    count *
    {
      minutes: 1 / 60,
      hours: 1,
      "calendar days": 24,
      "working days": 34,
      "school days": 44,
      weeks: 168,
      months: 730,
      terms: 2900,
    }[unit]
  );
}

const never = Temporal.Instant.fromEpochMilliseconds(0);

function firstForgotten(few: readonly Rule[]): Step | undefined {
  for (const step of statesOf(few, { weakest: true })) {
    const working = step.scene.circumstances.case === "referred" || step.scene.circumstances.case === "open";
    if (working && !step.rules.some(({ standing, waits }) => standing.owed && waits === 0)) return step;
  }
  return undefined;
}

function canBegin(rule: Rule): boolean {
  for (const { rules } of statesOf([rule])) if (rules.some(({ standing }) => standing.owed)) return true;
  return false;
}

function canBeProved({ needs }: ClosingOutcome): boolean {
  return everySortOfFact().some(
    (fact) => fact.kind === needs && circumstancesAfter(atFirst, fact).education === "proved",
  );
}

function told({ kind, details }: CaseFact): string {
  const holds: Record<string, unknown> = factKinds[kind].details;
  const words = Object.entries(details).flatMap(([name, word]) =>
    Array.isArray(holds[name]) && typeof word === "string" ? [word] : [],
  );
  return words.length > 0 ? `${factKinds[kind].called} (${words.join(", ")})` : factKinds[kind].called;
}
