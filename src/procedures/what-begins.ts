import type { Rule } from "./procedure.ts";

/** A rule, first, with those whose lateness begins it, and those whose lateness begins these. */
export function withWhatBegins(rule: Rule, rules: readonly Rule[]): Rule[] {
  const needed = new Set([rule]);
  // A set that grows is walked to its end.
  for (const { startsWhenLate } of needed)
    for (const other of rules) if (startsWhenLate.includes(other.id)) needed.add(other);
  return [...needed];
}
