import { factKinds } from "../fact-kinds.ts";
import type { FactPattern, Rule } from "../procedure.ts";

/** A condition that most duties share tells none of them apart; the table has it, the drawing does not. */
export function tellingApart(rules: readonly Rule[]): (condition: Rule["when"][number]) => boolean {
  const count = new Map<string, number>();
  for (const { when } of rules)
    for (const each of when) count.set(conditionInWords(each), (count.get(conditionInWords(each)) ?? 0) + 1);
  return (condition) => (count.get(conditionInWords(condition)) ?? 0) <= rules.length / 2;
}

const plain = (word: unknown) => String(word).replaceAll("-", " ");

/** A condition as short as a box needs it: `address inside`. */
export function conditionInWords({ circumstance, oneOf }: Rule["when"][number]): string {
  return `${plain(circumstance)} ${oneOf.map(plain).join(" or ")}`;
}

/** What a happening must have been like, as short as an arrow needs it: `no answer or refused`. */
export function detailsInWords({ kind, details }: FactPattern): string {
  const holds: Record<string, unknown> = factKinds[kind].details;
  return details
    .map(({ name, oneOf }) => {
      if (typeof oneOf[0] === "boolean") return `${oneOf[0] ? "" : "not "}${plain(name)}`;
      const all = holds[name];
      const rest = Array.isArray(all) ? all.filter((word) => !oneOf.includes(word)) : [];
      // Five agencies of six are sooner read as all but one.
      return rest.length > 0 && rest.length < oneOf.length / 2
        ? `not ${rest.map(plain).join(" or ")}`
        : oneOf.map(plain).join(" or ");
    })
    .join(", ");
}
