import { mixes, sortsWithChanges } from "./asked-of-circumstances.ts";
import type { Circumstance } from "./circumstances.ts";
import { wordOf } from "./course.ts";
import { type CaseFact, type FactKind, factKinds } from "./fact-kinds.ts";
import { fits, type Rule } from "./procedure.ts";
import { enquiryOf } from "./sorts-of-fact.ts";

/** The kinds that the program itself takes apart: they turn the page, or happen only at their time. */
const programs: readonly FactKind[] = [
  "case-opened",
  "case-reopened",
  "case-closed",
  "referral-redirected",
  "place-not-taken-up",
];

/**
 * Of every sort of fact, those that these rules can tell apart: one of each group that all of them take alike and that
 * changes the same of what is asked; none of those that say nothing and change nothing.
 */
export function factsToldApart(
  rules: readonly Rule[],
  asked: ReadonlySet<Circumstance>,
  needs: readonly FactKind[] = [],
): CaseFact[] {
  const patterns = rules.flatMap((rule) => [...rule.starts, ...rule.ends, ...rule.unless, ...rule.waitsFor]);
  const apart = new Set([...programs, ...needs]);
  const changeOf = changesOf([...asked]);
  const told = sortsWithChanges().flatMap(({ fact }) => {
    const taken = [
      ...patterns.map((pattern) => Number(fits(pattern, fact))),
      ...rules.map((rule) => Number(wordOf(rule, fact).unsays)),
    ].join("");
    const isSaid = taken.includes("1") || apart.has(fact.kind);
    const changes = changeOf.get(fact) ?? "";
    if (!isSaid && changes === "") return [];
    return {
      fact,
      agency: enquiryOf(fact),
      key: `${apart.has(fact.kind) ? fact.kind : ""} ${taken} ${changes}`,
    };
  });
  const numbers = factKinds["enquiry-sent"].details.to.map((_, number) => number);
  const agencies = firstOfEach(numbers, (agency) =>
    told.flatMap((one) => (one.agency === agency ? one.key : [])).join(),
  );
  const kept = told.filter(({ agency }) => agency === undefined || agencies.includes(agency));
  return firstOfEach(kept, ({ key, agency }) => `${agency} ${key}`).map(({ fact }) => fact);
}

function firstOfEach<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): Thing[] {
  const keys = new Set<string>();
  return things.filter((thing) => {
    const known = keys.has(keyOf(thing));
    keys.add(keyOf(thing));
    return !known;
  });
}

const known = new Map<string, ReadonlyMap<CaseFact, string>>();

/** What each sort of fact changes of what is asked, as a word to compare; nothing, where it changes none of it. */
function changesOf(asked: readonly Circumstance[]): ReadonlyMap<CaseFact, string> {
  const key = asked.join();
  const changes =
    known.get(key) ??
    new Map(
      sortsWithChanges().map(({ fact, afters }) => [
        fact,
        afters
          .flatMap((after, place) =>
            asked.flatMap((name) =>
              after[name] === mixes[place]?.[name] ? [] : `${place} ${name} ${after[name]}`,
            ),
          )
          .join(),
      ]),
    );
  known.set(key, changes);
  return changes;
}
