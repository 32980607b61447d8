import { factKinds } from "../fact-kinds.ts";
import type { FactPattern, Rule } from "../procedure.ts";
import { conditionInWords } from "./words-of-circumstances.ts";
import { wholes, wordsOfDetails } from "./words-of-details.ts";

/**
 * A condition that most duties of a procedure share, or of a part of it, tells none of them apart; the table has it, the
 * drawing does not.
 */
export function tellingApart(rules: readonly Rule[]): (condition: Rule["when"][number]) => boolean {
  const count = new Map<string, number>();
  for (const { when } of rules)
    for (const each of when) count.set(conditionInWords(each), (count.get(conditionInWords(each)) ?? 0) + 1);
  const most = Math.max(1, rules.length / 2);
  return (condition) => (count.get(conditionInWords(condition)) ?? 0) <= most;
}

/** What a happening must have been like, as short as an arrow needs it: `no answer or refused at the door`. */
export function detailsInWords({ kind, details }: FactPattern): string {
  return details.map(({ name, oneOf }) => oneDetail(kind, name, oneOf)).join(", ");
}

function oneDetail(kind: FactPattern["kind"], name: string, oneOf: readonly unknown[]): string {
  const holds: Record<string, unknown> = factKinds[kind].details;
  const all = holds[name];
  const rest = Array.isArray(all) && all.length > 3 ? all.filter((word) => !oneOf.includes(word)) : [];
  // Five agencies of six are sooner read as all but one.
  return rest.length > 0 && rest.length < oneOf.length / 2
    ? `not ${orOf(rest.map((word) => detailWord(kind, name, word)))}`
    : orOf(oneOf.map((word) => detailWord(kind, name, word)));
}

/** One word of a detail as people say it: `the youth justice service`; a scalar as it is. */
export function detailWord(kind: FactPattern["kind"], name: string, word: unknown): string {
  const ofKind = (wordsOfDetails as Record<string, Record<string, Record<string, string>>>)[kind];
  return ofKind?.[name]?.[String(word)] ?? String(word);
}

/** A happening with what it must have been like: `the visit (no answer)`, `the word to social care`. */
export function patternInWords({ kind, details }: FactPattern): string {
  const whole = wholes[kind];
  const inside = whole && details.find(({ name }) => name === whole.detail);
  const called = inside ? whole.says(oneDetail(kind, inside.name, inside.oneOf)) : factKinds[kind].called;
  const rest = detailsInWords({ kind, details: details.filter((each) => each !== inside) });
  return rest ? `${called} (${rest})` : called;
}

/** `health, housing or the police`. */
export function orOf(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
