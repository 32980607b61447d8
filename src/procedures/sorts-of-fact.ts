import { atFirst, type Circumstances, circumstances, circumstancesAfter } from "./circumstances.ts";
import { type CaseFact, type FactKind, factKinds } from "./fact-kinds.ts";
import { plainDetails } from "./fact-pattern-file.ts";
import { fits, type Rule } from "./procedure.ts";

const aMoment = Temporal.Instant.from("2026-03-03T10:00Z");

/**
 * One fact for each kind and each choice of its words: all that conditions can tell apart. An enquiry to an agency and
 * that agency's answer share a number.
 */
export function everySortOfFact(): CaseFact[] {
  return (Object.keys(factKinds) as FactKind[]).flatMap((kind) =>
    choicesOf(kind).map((chosen) => {
      const details: Record<string, unknown> = { ...plainDetails(kind, "2026-03-03"), ...chosen };
      if ("enquiryId" in details) details.enquiryId = agencies.indexOf(String(details.to ?? details.by));
      return { id: 0, kind, happenedAt: aMoment, madeAt: aMoment, details } as CaseFact;
    }),
  );
}

const agencies: readonly string[] = factKinds["enquiry-sent"].details.to;

function choicesOf(kind: FactKind): Record<string, unknown>[] {
  let chosen: Record<string, unknown>[] = [{}];
  for (const [name, holds] of Object.entries(factKinds[kind].details))
    if (Array.isArray(holds))
      chosen = chosen.flatMap((some) => holds.map((word) => ({ ...some, [name]: word })));
  return chosen;
}

/** Each sort with what it changes, worked out when the first procedure is checked. */
let sorts: readonly { fact: CaseFact; changes: string }[] | undefined;

function changesBy(fact: CaseFact): string {
  return [fact.kind, ...probes.map((probe) => Object.values(circumstancesAfter(probe, fact)).join())].join();
}

/** Of every sort of fact, those that these rules can tell apart: one of each group that all of them take alike. */
export function factsToldApart(rules: readonly Rule[]): CaseFact[] {
  const patterns = rules.flatMap((rule) => [...rule.starts, ...rule.ends, ...rule.unless, ...rule.waitsFor]);
  sorts ??= everySortOfFact().map((fact) => ({ fact, changes: changesBy(fact) }));
  const told = sorts.map(({ fact, changes }) => {
    const taken = patterns.map((pattern) => Number(fits(pattern, fact))).join("");
    return { fact, agency: enquiryOf(fact), key: `${taken} ${changes}` };
  });
  const asked = firstOfEach([...agencies.keys()], (agency) =>
    told.flatMap((one) => (one.agency === agency ? one.key : [])).join(),
  );
  const kept = told.filter(({ agency }) => agency === undefined || asked.includes(agency));
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

/** The number of the enquiry that a fact is about, if it is about one. */
export function enquiryOf({ details }: CaseFact): number | undefined {
  return "enquiryId" in details ? details.enquiryId : undefined;
}

/**
 * Circumstances that show what a fact changes: every mix of the three that decide how a fact is taken, the others all at
 * their first or all at their last word, so that a change to either is seen.
 */
const probes: readonly Circumstances[] = [atFirst, atLast()].flatMap((rest) =>
  circumstances.case.flatMap((kase) =>
    circumstances.address.flatMap((address) =>
      circumstances["last-roll"].map((roll) => ({ ...rest, case: kase, address, "last-roll": roll })),
    ),
  ),
);

function atLast(): Circumstances {
  return Object.fromEntries(
    Object.entries(circumstances).map(([name, words]) => [name, words.at(-1)]),
  ) as Circumstances;
}
