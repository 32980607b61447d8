import { type CaseFact, type FactKind, factKinds } from "./fact-kinds.ts";

const rank = new Map<FactKind, number>(
  (Object.keys(factKinds) as FactKind[]).map((kind, place) => [kind, place]),
);

/** A fact with its moment in milliseconds since 1970, which takes longer to ask for than to compare. */
export type Dated = { fact: CaseFact; ms: number };

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
  return datedHistoryOf(facts, now.epochMilliseconds, knownAt).map(({ fact }) => fact);
}

/** The same history with its moments. */
export function datedHistoryOf(
  facts: readonly CaseFact[],
  now: number,
  knownAt?: Temporal.Instant | undefined,
): Dated[] {
  const known = knownAt === undefined ? facts : recordedBy(facts, knownAt.epochMilliseconds);
  const corrected = correctedIn(known);
  const dated: Dated[] = [];
  let isSorted = true;
  for (const fact of known) {
    const ms = fact.happenedAt.epochMilliseconds;
    if (ms > now || corrected?.has(fact.id)) continue;
    const next = { fact, ms };
    const last = dated.at(-1);
    if (last !== undefined && inOrder(last, next) > 0) isSorted = false;
    dated.push(next);
  }
  return isSorted ? dated : dated.sort(inOrder);
}

function recordedBy(facts: readonly CaseFact[], moment: number): CaseFact[] {
  return facts.filter(({ madeAt }) => madeAt.epochMilliseconds <= moment);
}

/** The ids of the facts that others correct; undefined in most cases. */
function correctedIn(facts: readonly CaseFact[]): ReadonlySet<number> | undefined {
  let corrected: Set<number> | undefined;
  for (const { replaces } of facts) {
    if (replaces == null) continue;
    corrected ??= new Set();
    corrected.add(replaces);
  }
  return corrected;
}

function inOrder({ fact: a, ms }: Dated, { fact: b, ms: other }: Dated): number {
  return (
    ms - other ||
    (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
    a.madeAt.epochMilliseconds - b.madeAt.epochMilliseconds ||
    a.id - b.id
  );
}
