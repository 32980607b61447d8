import { closingFlaws } from "./check-closing.ts";
import { contradictions } from "./contradictions.ts";
import { forgottenCase } from "./forgotten-case.ts";
import type { Procedure, Rule } from "./procedure.ts";
import { statesOf } from "./states.ts";
import type { Flaw } from "./story.ts";
import { withWhatBegins } from "./what-begins.ts";

export type { Flaw } from "./story.ts";

/**
 * Proves a procedure together with those that run with it: whatever happens in whatever order,
 * an open case always has something that somebody owes and can do now; every rule can begin; every way of closing can
 * be reached, and nothing else closes a case; and nothing demands what something else forbids. Answers with what is not
 * so, each with the shortest story that shows it. A procedure that only runs with others holds no case: what is said of
 * cases is then proved of the others. Rules that have not commenced must be able to begin, and no more. [C24]
 */
export function checkProcedure(procedure: Procedure, together: readonly Procedure[] = []): Flaw[] {
  const all = [procedure, ...together.map(withFullIds)];
  const rules = all.flatMap((each) => each.rules.filter(({ about }) => about === "child"));
  const inForce = rules.filter(({ commences }) => commences === undefined);
  const suspensions = all.flatMap(({ suspends }) => suspends);
  const hosts = all.filter(({ runsWith }) => runsWith.length === 0);
  return [
    ...(hosts.length > 0 ? forgottenCase(inForce, suspensions) : []),
    ...all.flatMap((each) => each.rules.filter((rule) => !canBegin(rule, each.rules))).map(neverBegins),
    ...hosts.flatMap((host) => closingFlaws(host, inForce)),
    ...contradictions(all),
  ];
}

/** Two procedures may use the same id: those of the others are told apart by the name of their procedure. */
function withFullIds(other: Procedure): Procedure {
  const full = (id: string) => `${other.procedure}/${id}`;
  const rules = other.rules.map((rule) => ({
    ...rule,
    id: full(rule.id),
    startsWhenLate: rule.startsWhenLate.map(full),
  }));
  return { ...other, rules };
}

function canBegin(rule: Rule, rules: readonly Rule[]): boolean {
  for (const step of statesOf(withWhatBegins(rule, rules))) if (step.rules[0]?.standing.owed) return true;
  return false;
}

function neverBegins({ id }: Rule): Flaw {
  return { flaw: `"${id}" can never begin.`, story: [] };
}
