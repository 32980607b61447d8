import { acts } from "./acts.ts";
import { holds } from "./course.ts";
import { barsInWords } from "./explain-procedure.ts";
import { stops } from "./pauses.ts";
import type { Bar, FactPattern, Procedure, Rule, Suspension } from "./procedure.ts";
import { owedIn, type Step, statesOf, storyOf } from "./states.ts";
import { type Flaw, storyInWords } from "./story.ts";
import { withWhatBegins } from "./what-begins.ts";

/**
 * Where one procedure demands what another forbids at the same time, or does not allow yet, and neither says which goes
 * before; and where a procedure demands a thing only while it forbids it itself. Within one procedure, the clause of the
 * suspension is what goes before. [C24]
 */
export function contradictions(procedures: readonly Procedure[]): Flaw[] {
  return [...demandedWhileForbidden(procedures), ...demandedTooEarly(procedures)];
}

/**
 * Where one procedure demands an act that another does not allow yet: both are owed at the same time, and the one lacks
 * a time before whose end the other forbids it, and does not say that it goes before.
 */
function demandedTooEarly(procedures: readonly Procedure[]): Flaw[] {
  const all = procedures.flatMap(({ procedure, rules }) =>
    rules.filter(inForceForChild).map((rule) => ({ procedure, rule, rules })),
  );
  return all
    .filter(({ rule }) => rule.notBefore.length > 0)
    .flatMap((forbidding) =>
      all
        .filter(
          ({ procedure, rule }) => procedure !== forbidding.procedure && rule.act === forbidding.rule.act,
        )
        .filter(({ rule }) => !goesBefore(rule, forbidding.procedure) && !hasBars(rule, forbidding.rule))
        .flatMap((demanding) => owedTogether(demanding, forbidding)),
    );
}

const inForceForChild = ({ about, commences }: Rule) => about === "child" && commences === undefined;

const goesBefore = ({ prevailsOver }: Rule, procedure: string) =>
  prevailsOver === "all" || prevailsOver.includes(procedure);

function hasBars(rule: Rule, other: Rule): boolean {
  return other.notBefore.every((bar) => rule.notBefore.some((own) => lastsAsLong(own, bar)));
}

/** If one time is never over before the other: counted alike, as many or more, from the same facts or more of them. */
function lastsAsLong(own: Bar, other: Bar): boolean {
  const isAlike = own.lasts.unit === other.lasts.unit && own.lasts.counting === other.lasts.counting;
  const isCovered =
    own.countedFrom.length === 0
      ? other.countedFrom.length === 0
      : other.countedFrom.length > 0 &&
        other.countedFrom.every((pattern) => own.countedFrom.some((each) => covers(each, pattern)));
  return isAlike && isCovered && own.lasts.count >= other.lasts.count;
}

function covers(wide: FactPattern, narrow: FactPattern): boolean {
  return (
    wide.kind === narrow.kind &&
    wide.details.every(({ name, oneOf }) =>
      narrow.details.some((each) => each.name === name && each.oneOf.every((word) => oneOf.includes(word))),
    )
  );
}

type Demand = { procedure: string; rule: Rule; rules: readonly Rule[] };

function owedTogether(demanding: Demand, forbidding: Demand): Flaw[] {
  const both = [demanding, forbidding].flatMap(({ rule, rules }) => withWhatBegins(rule, rules));
  for (const step of statesOf(both))
    if (isOwed(step, demanding.rule) && isOwed(step, forbidding.rule)) {
      const { rule } = demanding;
      const [verb, bars] = [acts[rule.act].verb.toLowerCase(), barsInWords(forbidding.rule)];
      return [
        {
          flaw: `"${rule.id}" (${rule.clause}) demands to ${verb}, and ${forbidding.procedure} (${forbidding.rule.clause}) does not allow it before ${bars} are over. Add that to "not-before", or say which goes before.`,
          story: storyInWords(storyOf(step), both),
        },
      ];
    }
  return [];
}

function demandedWhileForbidden(procedures: readonly Procedure[]): Flaw[] {
  return procedures.flatMap((demanding) =>
    demanding.rules
      .filter(inForceForChild)
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
