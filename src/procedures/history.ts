import { type CaseFact, type FactKind, factKinds } from "./fact-kinds.ts";

const rank = new Map<FactKind, number>(
  (Object.keys(factKinds) as FactKind[]).map((kind, place) => [kind, place]),
);

/**
 * The facts that had happened by `now`, as believed at `knownAt` (or today, when it is left out), in the order in which
 * they happened. A fact that was recorded later, or was corrected by then, is left out. Facts of the same moment
 * stand in the order of the fact kinds, so that the order in which they arrived changes nothing. [G03]
 */
export function historyOf(
  facts: readonly CaseFact[],
  now: Temporal.Instant,
  knownAt?: Temporal.Instant | undefined,
): CaseFact[] {
  const latest = now.epochMilliseconds;
  const believed = knownAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  const known = facts.filter((fact) => fact.madeAt.epochMilliseconds <= believed);
  const corrected = new Set(known.flatMap((fact) => fact.replaces ?? []));
  return known
    .filter((fact) => fact.happenedAt.epochMilliseconds <= latest && !corrected.has(fact.id))
    .sort(
      (a, b) =>
        a.happenedAt.epochMilliseconds - b.happenedAt.epochMilliseconds ||
        (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
        a.madeAt.epochMilliseconds - b.madeAt.epochMilliseconds ||
        a.id - b.id,
    );
}
