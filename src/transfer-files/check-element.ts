import { elementsIn, textOf, type XmlElement } from "./element.ts";
import type { Fault } from "./fault.ts";
import type { Rules, Value } from "./schema.ts";
import { valueFaultOf } from "./values.ts";

/** The rules of one element, read once from the schema's short way of writing. */
type Rule = {
  optional: boolean;
  repeats: boolean;
  value: Value;
  within: ReadonlyMap<string, Rule> | undefined;
};
export type RulesRead = ReadonlyMap<string, Rule>;

/** Reads the schema's short way of writing. */
export function readRules(rules: Rules): RulesRead {
  return new Map(
    Object.entries(rules).map(([name, rule]) => [
      name.replace(/[?*]$/, ""),
      {
        optional: /[?*]$/.test(name),
        repeats: name.endsWith("*"),
        value: typeof rule === "string" ? rule : "anything",
        within: typeof rule === "string" ? undefined : readRules(rule),
      },
    ]),
  );
}

/** What an element has amiss by its rules, and what in it is not known; neither changes it. */
export type Findings = { faults: Fault[]; unknown: { path: string; line: number }[] };

/** Checks what stands in an element, and in what stands in it. Never says a value: it may be a child's. */
export function checkElement(element: XmlElement, rules: RulesRead, path: string, found: Findings): void {
  const met = new Set<string>();
  for (const child of elementsIn(element)) {
    const { local, line } = child;
    const at = `${path}/${child.name}`;
    const rule = local === null ? undefined : rules.get(local);
    if (!rule || local === null) {
      found.unknown.push({ path: at, line });
      continue;
    }
    if (met.has(local) && !rule.repeats)
      found.faults.push({ line, element: at, says: "This stands twice where it may stand once." });
    met.add(local);
    if (rule.within) checkElement(child, rule.within, at, found);
    else checkValue(child, rule, at, found);
  }
  for (const [name, { optional }] of rules)
    if (!optional && !met.has(name))
      found.faults.push({ line: element.line, element: `${path}/${name}`, says: "This is missing." });
}

function checkValue(child: XmlElement, { value, optional }: Rule, at: string, found: Findings): void {
  if (value === "anything") return;
  const { line } = child;
  if (elementsIn(child).length > 0)
    found.faults.push({ line, element: at, says: "Text stands here, not elements." });
  const text = textOf(child);
  const fault = !optional && text === "" ? "This is empty." : valueFaultOf(value, text);
  if (fault !== undefined) found.faults.push({ line, element: at, says: fault });
}
