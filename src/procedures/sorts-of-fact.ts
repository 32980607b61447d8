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

/** The number of the enquiry that a fact is about, if it is about one. */
export function enquiryOf({ details }: CaseFact): number | undefined {
  return "enquiryId" in details ? details.enquiryId : undefined;
}
