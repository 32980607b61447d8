import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import type { Kase, RecordedFact } from "./case.ts";
import { caseReferenced } from "./cases.store.ts";
import { factsOfCase } from "./facts.store.ts";
import { type KeptObligation, obligationsOfCase } from "./obligations.store.ts";

/** The case with this reference. Throws NotFound when there is none that the viewer may know of. */
export async function caseByReference(context: Context, reference: string): Promise<Kase> {
  const kase = await caseReferenced(context.database, reference);
  if (!kase) throw new NotFound();
  return kase;
}

/** Every fact of a case in the order of recording; with `knownAt`, only those that were recorded by then. */
export function factsOf(
  context: Context,
  caseId: number,
  { knownAt }: { knownAt?: Temporal.Instant } = {},
): Promise<RecordedFact[]> {
  return factsOfCase(context.database, caseId, knownAt);
}

/** The stored obligations of a case, in the order in which they began. */
export function obligationsKept(context: Context, caseId: number): Promise<KeptObligation[]> {
  return obligationsOfCase(context.database, caseId);
}

/** One entry of a chronology: a fact, and the fact that has corrected it, if one has. */
export type ChronologyEntry = RecordedFact & { correctedBy: number | undefined };

/**
 * The whole chronology, newest first by when things happened, then by when they were recorded. Nothing is left out: a
 * corrected fact stays and says by which it was corrected. [G03]
 */
export function chronologyOf(facts: readonly RecordedFact[]): ChronologyEntry[] {
  const corrections = new Map(
    facts.flatMap(({ id, replaces }) => (replaces ? [[replaces, id] as const] : [])),
  );
  return facts
    .map((fact) => ({ ...fact, correctedBy: corrections.get(fact.id) }))
    .sort((a, b) => Temporal.Instant.compare(b.happenedAt, a.happenedAt) || b.id - a.id);
}
