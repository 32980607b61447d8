import { textOf, type XmlElement } from "./element.ts";
import type { Fault } from "./fault.ts";
import type { Rules, Value } from "./schema.ts";
import { valueFaultOf } from "./values.ts";

/** The rule of one element, read once from the schema's short way of writing. */
type Rule = {
  optional: boolean;
  repeats: boolean;
  value: Value;
  within: RulesRead | undefined;
};
export type RulesRead = { byName: ReadonlyMap<string, Rule>; required: readonly (readonly [string, Rule])[] };

/** Reads the schema's short way of writing. */
export function readRules(rules: Rules): RulesRead {
  const byName = new Map(
    Object.entries(rules).map(([name, rule]): [string, Rule] => [
      name.replace(/[?*]$/, ""),
      {
        optional: /[?*]$/.test(name),
        repeats: name.endsWith("*"),
        value: typeof rule === "string" ? rule : "anything",
        within: typeof rule === "string" ? undefined : readRules(rule),
      },
    ]),
  );
  return { byName, required: [...byName].filter(([, { optional }]) => !optional) };
}

/** What an element has amiss by its rules, and what in it is not known; neither changes it. */
export type Findings = { faults: Fault[]; unknown: { path: string; line: number }[] };

/**
 * Checks what stands in an element, and in what stands in it. Never says a value: it may be a child's. A file has ten
 * million elements and few faults, so a place is put into words only where something is amiss.
 */
export function checkElement(element: XmlElement, rules: RulesRead, path: string, found: Findings): void {
  const met: Rule[] = [];
  for (const child of element.content) {
    if (typeof child === "string") continue;
    const { local, line } = child;
    const rule = local === null ? undefined : rules.byName.get(local);
    if (!rule) {
      found.unknown.push({ path: `${path}/${child.name}`, line });
      continue;
    }
    if (!met.includes(rule)) met.push(rule);
    else if (!rule.repeats)
      found.faults.push({
        ...{ line, element: `${path}/${child.name}` },
        says: "This stands twice where it may stand once.",
      });
    if (rule.within) checkElement(child, rule.within, `${path}/${child.name}`, found);
    else if (rule.value !== "anything") checkValue(child, rule, path, found);
  }
  for (const [name, rule] of rules.required)
    if (!met.includes(rule))
      found.faults.push({ line: element.line, element: `${path}/${name}`, says: "This is missing." });
}

function checkValue(child: XmlElement, { value, optional }: Rule, path: string, found: Findings): void {
  const amiss = (says: string) =>
    found.faults.push({ line: child.line, element: `${path}/${child.name}`, says });
  for (const each of child.content)
    if (typeof each !== "string") {
      amiss("Text stands here, not elements.");
      break;
    }
  // Any text will do here, and none.
  if (value === "text" && optional) return;
  const text = textOf(child);
  const fault = !optional && text === "" ? "This is empty." : valueFaultOf(value, text);
  if (fault !== undefined) amiss(fault);
}
