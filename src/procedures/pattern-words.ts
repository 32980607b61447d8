import { factKinds } from "./fact-kinds.ts";
import type { FactPattern } from "./procedure.ts";
import { wholes, wordsOfDetails } from "./words-of-details.ts";

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

/** Any of some happenings: `the visit (no answer), or the referral`. */
export function patternsInWords(patterns: readonly FactPattern[]): string {
  return patterns.map(patternInWords).join(", or ");
}
