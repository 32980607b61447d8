import { acts } from "../acts.ts";
import type { FactKind } from "../fact-kinds.ts";
import { detailsInWords, detailWord, orOf, patternInWords } from "../pattern-words.ts";
import type { FactPattern, Rule } from "../procedure.ts";
import { allowanceInWords } from "../units.ts";
import { conditionInWords } from "../words-of-circumstances.ts";
import { wholes } from "../words-of-details.ts";

const known = new WeakMap<readonly Rule[], ReadonlyMap<string, string>>();

/**
 * The steps of a procedure by name, no two the same: what is done, with whom it is done where the act leaves that open,
 * and where several are still called alike, as shortly as it can be said, in what they differ.
 */
export function titlesOf(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const before = known.get(rules);
  if (before) return before;
  const names = rules.map((rule) => ({ rule, called: calledBy(rule), apart: [] as string[] }));
  for (const difference of differences)
    for (const group of Map.groupBy(names, inFull).values()) {
      const says = group.map(({ rule }) =>
        difference(
          rule,
          group.map((each) => each.rule),
        ),
      );
      if (new Set(says).size > 1)
        for (const [place, name] of group.entries())
          name.apart.push(...[says[place]].flatMap((each) => each || []));
    }
  const titles = new Map(names.map((name) => [name.rule.id, inFull(name)]));
  known.set(rules, titles);
  return titles;
}

type Name = { called: string; apart: readonly string[] };

function inFull({ called, apart }: Name): string {
  return apart.length > 0 ? `${called} (${apart.join("; ")})` : called;
}

/** With whom, or about what, where the verb of the act leaves that to the fact that ends it. */
function calledBy(rule: Rule): string {
  const { verb } = acts[rule.act];
  const words = (kind: FactKind, detail: string) =>
    rule.ends
      .filter((each) => each.kind === kind)
      .flatMap(({ details }) => details.filter(({ name }) => name === detail))
      .flatMap(({ name, oneOf }) => oneOf.map((word) => detailWord(kind, name, word)));
  const said = (say: (what: string) => string, kind: FactKind, detail: string) => {
    const found = words(kind, detail);
    return found.length > 0 ? say(fewOf(found)) : verb;
  };
  switch (rule.act) {
    case "tell-agency":
      return said((who) => `Tell ${who}`, "agency-told", "agency");
    case "send-enquiry":
      return said((who) => `Ask ${who}`, "enquiry-sent", "to");
    case "send-records":
      return said((who) => `${verb} to ${who}`, "records-sent", "to");
    case "send-return":
      return said((what) => `${verb} on ${what}`, "return-sent", "about");
    case "serve-order-notice":
      return said((what) => `${verb} ${what}`, "order-notice-served", "about");
    case "do-standing-duty":
      return said((what) => what.charAt(0).toUpperCase() + what.slice(1), "duty-done", "task");
    default:
      return verb;
  }
}

function fewOf(words: readonly string[]): string {
  return words.length <= 3 ? orOf(words) : `${words.slice(0, 2).join(", ")} or ${words.length - 2} others`;
}

/** In what steps of one name may differ, what says most first. */
const differences: readonly ((rule: Rule, group: readonly Rule[]) => string)[] = [
  ({ starts, startsWhenLate }) =>
    starts.length === 0 && startsWhenLate.length > 0
      ? "when a step before is late"
      : fewOf([...new Set(starts.map(beginningInShort))]),
  ({ when }, group) =>
    when
      .map(conditionInWords)
      .filter((each) => !group.every((other) => other.when.map(conditionInWords).includes(each)))
      .join(", "),
  ({ within }) => `within ${allowanceInWords(within)}`,
  ({ clause }) => clause,
];

/** What happened, where its own name is too long for a title. */
const shortNames: Readonly<Partial<Record<FactKind, string>>> = {
  "absence-reported": "absence reported",
  "persistent-absence-found": "persistent absence",
  "starter-not-arrived": "a new pupil has not come",
  "attendance-referral-made": "referred to area attendance",
  "hub-referred": "referred to the hub",
  "home-education-notified": "to be educated at home",
  "unofficial-exclusion-found": "unofficial exclusion",
  "removed-from-roll": "off the roll",
  "removal-advised": "as advised",
  "records-rejected": "records sent back",
  "concern-raised": "concern for safety",
  "reported-missing": "child reported missing",
  "case-opened": "new case",
  "case-reopened": "case opened again",
  "database-checked": "after an earlier check",
  "place-offered": "place offered",
  "case-closed": "case closed",
};

function beginningInShort(pattern: FactPattern): string {
  const details = wholes[pattern.kind] ? "" : detailsInWords(pattern);
  return details || (shortNames[pattern.kind] ?? patternInWords(pattern).replace(/^the /, ""));
}
