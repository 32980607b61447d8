import { headParts, type Parts, ruleParts } from "./difference-words.ts";
import { beginningOf, roleInWords } from "./explain-procedure.ts";
import type { Procedure, Rule } from "./procedure.ts";
import { withinInWords } from "./units.ts";

/** One part that is not as it was. `was` and `is` are empty when it is new or gone, or when words cannot show it. */
export type PartChange<Part> = {
  part: Part;
  was: readonly string[];
  is: readonly string[];
  /** A line for each phrase: `within 3 working days becomes within 2 working days`. */
  words: readonly string[];
};

export type RulePart = Exclude<keyof Rule, "id">;
export type HeadPart = Exclude<keyof Procedure, "rules">;

/** What became of one duty from one version to the next. */
export type RuleChange = {
  id: string;
  /** The clause in the new version; of a duty that is gone, in the old one. */
  clause: string;
  change: "new" | "gone" | "changed";
  /** Empty for what is new or gone. */
  parts: readonly PartChange<RulePart>[];
  /** The whole change as one line, with its id and clause. */
  words: string;
};

/** What changed from one version of a procedure to another. Both lists are empty when only comments or order changed. */
export type Difference = {
  head: readonly PartChange<HeadPart>[];
  /** In the order of the new version; what is gone comes last. */
  rules: readonly RuleChange[];
};

/** What changed from one version of a procedure to another, duty by duty; duties are the same when their ids are. */
export function differenceOf(old: Procedure, newer: Procedure): Difference {
  const before = new Map(old.rules.map((rule) => [rule.id, rule]));
  const kept = new Set(newer.rules.map(({ id }) => id));
  return {
    head: changesBetween(old, newer, headParts),
    rules: [
      ...newer.rules.flatMap((rule) => {
        const was = before.get(rule.id);
        return was === undefined ? newOrGone(rule, "new") : changed(was, rule);
      }),
      ...old.rules.filter(({ id }) => !kept.has(id)).map((rule) => newOrGone(rule, "gone")),
    ],
  };
}

/** A difference as lines to read, the head first; no line when nothing changed. */
export function differenceInWords({ head, rules }: Difference): string[] {
  return [...head, ...rules].flatMap(({ words }) => words);
}

function newOrGone(rule: Rule, change: "new" | "gone"): RuleChange {
  const { id, clause, asks, within, role } = rule;
  const duty = `within ${withinInWords(within)} of ${beginningOf(rule)}, owed by ${roleInWords(role)}`;
  return { id, clause, change, parts: [], words: `${id} (${clause}): ${change}, ${duty}: "${asks}"` };
}

function changed(was: Rule, rule: Rule): RuleChange[] {
  const { id, clause } = rule;
  const parts = changesBetween(was, rule, ruleParts);
  if (parts.length === 0) return [];
  const owner = parts.some(({ part }) => part === "role")
    ? []
    : [`owed by ${roleInWords(rule.role)} as before`];
  const words = `${id} (${clause}): ${[...parts.flatMap((part) => part.words), ...owner].join("; ")}`;
  return [{ id, clause, change: "changed", parts, words }];
}

/** The parts whose meaning differs; what differs in its order alone is the same. */
function changesBetween<Whole extends object, Part extends keyof Whole & string>(
  old: Whole,
  newer: Whole,
  parts: Parts<Whole, Part>,
): PartChange<Part>[] {
  return (Object.keys(parts) as Part[])
    .filter((part) => withoutOrder(old[part]) !== withoutOrder(newer[part]))
    .map((part) => {
      const [before, after] = [parts[part].says(old), parts[part].says(newer)];
      const was = before.filter((line) => !after.includes(line));
      const is = after.filter((line) => !before.includes(line));
      return { part, was, is, words: becomes(was, is, parts[part].called) };
    });
}

/** Of as many phrases before as after, each becomes the other in its place; else they are gone or new. */
function becomes(was: readonly string[], is: readonly string[], called: string): string[] {
  if (was.length + is.length === 0) return [`${called} changed`];
  if (was.length === is.length) return was.map((before, place) => `${before} becomes ${is[place]}`);
  return [...was.map((before) => `gone: ${before}`), ...is.map((after) => `new: ${after}`)];
}

/** A value as text in which neither the order of fields nor that of a list shows. */
function withoutOrder(value: unknown): string {
  const plain: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
  if (Array.isArray(plain)) return `[${plain.map(withoutOrder).sort().join()}]`;
  if (typeof plain !== "object" || plain === null) return JSON.stringify(plain);
  const fields = Object.entries(plain).map(([name, held]) => `${JSON.stringify(name)}:${withoutOrder(held)}`);
  return `{${fields.sort().join()}}`;
}
