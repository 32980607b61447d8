import type { Role } from "../access/roles.ts";
import type { PastFact } from "../cases/index.ts";
import type { DetailsOf, FactKind, Obligation, Procedure, Rule } from "../procedures/index.ts";
import type { Chance } from "./chance.ts";
import type { Leaver } from "./missing-pupil.ts";

/** A fact that somebody makes. Left out, `by` is whoever owes the duty. */
export type Made = { [K in FactKind]: { kind: K; details: DetailsOf<K>; by?: Role } }[FactKind];

/** What somebody who does a duty knows: the duty, what began it, the child, and everything that has happened. */
export type Doing = {
  owed: Pick<Obligation, "act" | "role">;
  rule: Rule;
  begunBy: PastFact | undefined;
  pupil: Leaver;
  facts: readonly PastFact[];
  day: Temporal.PlainDate;
  chance: Chance;
};

/** How an act is done: the facts that it makes. */
export type Way = (doing: Doing) => Made[];

/** One of these, as chance has it; a word that stands more than once comes more often. */
export function oneOf<Choice>(choices: readonly Choice[], chance: Chance): Choice {
  return choices[Math.floor(chance() * choices.length)] as Choice;
}

/**
 * A detail of the fact that a duty asks for: one of the usual words, as far as they end the duty. Where none of them
 * does, one of those that the procedure itself names.
 */
export function fitting<K extends FactKind, D extends string & keyof DetailsOf<K>>(
  { rule, chance }: Pick<Doing, "rule" | "chance">,
  kind: K,
  detail: D,
  usual: readonly DetailsOf<K>[D][],
): DetailsOf<K>[D] {
  const named = namedBy(rule, kind, detail);
  const both = named ? usual.filter((word) => named.includes(word)) : usual;
  return oneOf(both.length > 0 || !named ? both : named, chance);
}

/** The words that the ends of a rule name for a detail; undefined where any word ends it. */
export function namedBy<K extends FactKind, D extends string & keyof DetailsOf<K>>(
  rule: Rule,
  kind: K,
  detail: D,
): readonly DetailsOf<K>[D][] | undefined {
  const pattern = rule.ends.find((each) => each.kind === kind);
  const words = pattern?.details.find(({ name }) => name === detail)?.oneOf;
  // A pattern names details of its own kind alone: the reader of procedures sees to that.
  return words as readonly DetailsOf<K>[D][] | undefined;
}

/** The rule that set an obligation. */
export function ruleOf(
  procedures: readonly Procedure[],
  { procedure, version, id }: Pick<Obligation, "procedure" | "version" | "id">,
): Rule | undefined {
  return procedures
    .find((each) => each.procedure === procedure && each.version === version)
    ?.rules.find((rule) => rule.id === id);
}

/** The word of a closed list to which chance leads, by how often each comes. */
export function drawn<Word extends string>(
  often: Readonly<Partial<Record<Word, number>>>,
  chance: Chance,
): Word {
  const words = Object.entries(often) as [Word, number][];
  let left = chance() * words.reduce((sum, [, times]) => sum + times, 0);
  for (const [word, times] of words) {
    left -= times;
    if (left < 0) return word;
  }
  return words[0]?.[0] as Word;
}
