import type { Rule } from "../procedure.ts";
import { conditionInWords } from "../words-of-circumstances.ts";

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
