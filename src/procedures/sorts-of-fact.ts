import { type CaseFact, type FactKind, factKinds } from "./fact-kinds.ts";
import { plainDetails } from "./fact-pattern-file.ts";

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

/** A sort of fact, or what several sorts have in common, told apart further by one more detail. */
type Sorts = { number: number; further: Map<unknown, Sorts> };

/** The sorts of one kind, and the details by which they are told apart. */
const sortsOfKinds = new Map<FactKind, { names: readonly string[]; sorts: Sorts }>();
let known = 0;

/**
 * The sort of a fact, by a number: its kind, with those of its details that are words of closed lists. Nothing else of it
 * can say anything to a rule or change a circumstance.
 */
export function sortOf(fact: CaseFact): number {
  const { names, sorts } = sortsOfKinds.get(fact.kind) ?? sortsOf(fact.kind);
  const details = fact.details as Record<string, unknown>;
  let sort = sorts;
  for (const name of names) sort = sort.further.get(details[name]) ?? anotherSort(sort, details[name]);
  return sort.number;
}

function sortsOf(kind: FactKind) {
  const details = Object.entries(factKinds[kind].details);
  const names = details.flatMap(([name, holds]) => (Array.isArray(holds) ? name : []));
  const made = { names, sorts: { number: known++, further: new Map<unknown, Sorts>() } };
  sortsOfKinds.set(kind, made);
  return made;
}

function anotherSort({ further }: Sorts, word: unknown): Sorts {
  const made = { number: known++, further: new Map<unknown, Sorts>() };
  further.set(word, made);
  return made;
}

/** The number of the enquiry that a fact is about, if it is about one. */
export function enquiryOf({ details }: CaseFact): number | undefined {
  // Reading a detail that is not there takes half as long as asking if it is.
  return (details as { enquiryId?: number }).enquiryId;
}
