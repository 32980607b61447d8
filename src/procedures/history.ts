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
  const known =
    knownAt === undefined ? facts : facts.filter((fact) => fact.madeAt.epochMilliseconds <= believed);
  const corrected = new Set<number>();
  for (const { replaces } of known) if (replaces !== undefined) corrected.add(replaces);
  const dated: Dated[] = [];
  for (const fact of known) {
    const at = fact.happenedAt.epochMilliseconds;
    if (at <= latest && !corrected.has(fact.id)) dated.push({ fact, at });
  }
  return dated.sort(inOrder).map(({ fact }) => fact);
}

/** A fact with its moment, which takes longer to ask for than to compare. */
type Dated = { fact: CaseFact; at: number };

function inOrder({ fact: a, at }: Dated, { fact: b, at: other }: Dated): number {
  return (
    at - other ||
    (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
    a.madeAt.epochMilliseconds - b.madeAt.epochMilliseconds ||
    a.id - b.id
  );
}
