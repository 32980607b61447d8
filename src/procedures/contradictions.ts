import { acts } from "./acts.ts";
import { holds } from "./course.ts";
import { stops } from "./pauses.ts";
import type { Procedure, Rule, Suspension } from "./procedure.ts";
import { owedIn, type Step, statesOf, storyOf } from "./states.ts";
import { type Flaw, storyInWords } from "./story.ts";
import { withWhatBegins } from "./what-begins.ts";

/**
 * Where one procedure demands what another forbids at the same time, and neither says which goes before; and where a
 * procedure demands a thing only while it forbids it itself. Within one procedure, the clause of the suspension is what
 * goes before. [C24]
 */
export function contradictions(procedures: readonly Procedure[]): Flaw[] {
  return procedures.flatMap((demanding) =>
    demanding.rules
      .filter(({ about, commences }) => about === "child" && commences === undefined)
      .flatMap((rule) =>
        procedures.flatMap((forbidding) =>
          forbidding.suspends
            .filter((suspension) => stops(suspension, rule))
            .flatMap((suspension) =>
              demanding === forbidding
                ? askedOnlyWhenForbidden(rule, suspension, demanding.rules)
                : askedWhileForbidden(rule, suspension, demanding),
            ),
        ),
      ),
  );
}

function askedWhileForbidden(rule: Rule, suspension: Suspension, { procedure, rules }: Procedure): Flaw[] {
  if (suspension.over === "all" || suspension.over.includes(procedure)) return [];
  for (const step of statesOf(withWhatBegins(rule, rules), { suspensions: [suspension] }))
    if (isOwed(step, rule) && holds(suspension, step.scene.circumstances))
      return [contradiction(rule, suspension, "while", step)];
  return [];
}

function askedOnlyWhenForbidden(rule: Rule, suspension: Suspension, rules: readonly Rule[]): Flaw[] {
  let first: Step | undefined;
  for (const step of statesOf(withWhatBegins(rule, rules), { suspensions: [suspension] })) {
    if (!isOwed(step, rule)) continue;
    if (!holds(suspension, step.scene.circumstances)) return [];
    first ??= step;
  }
  return first ? [contradiction(rule, suspension, "only while", first)] : [];
}

function isOwed(step: Step, rule: Rule): boolean {
  return owedIn(step).some((owed) => owed.rule === rule);
}

function contradiction(rule: Rule, { procedure, clause }: Suspension, when: string, step: Step): Flaw {
  const verb = acts[rule.act].verb.toLowerCase();
  return {
    flaw: `"${rule.id}" (${rule.clause}) demands to ${verb} ${when} ${procedure} forbids it (${clause}). Say which goes before.`,
    story: storyInWords(
      storyOf(step),
      step.lines.map((line) => line.rule),
    ),
  };
}
