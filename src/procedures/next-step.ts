import type { Obligation } from "./obligation.ts";

/**
 * Worst first: what is overdue, then what is due soonest; of two due at the same moment, what the case itself waits for,
 * then the one that began earlier.
 */
export function worstFirst(one: Obligation, other: Obligation): number {
  return (
    Temporal.Instant.compare(one.dueAt, other.dueAt) ||
    Number(one.apartFromCase) - Number(other.apartFromCase) ||
    Temporal.Instant.compare(one.startedAt, other.startedAt)
  );
}

/** If somebody can and must act on it now: open, due soon or overdue. */
export function isOwedNow({ state }: Pick<Obligation, "state">): boolean {
  return state === "open" || state === "due-soon" || state === "overdue";
}

/** What must happen next in a case: the worst thing owed now, or undefined when nothing is. */
export function nextStepOf(obligations: readonly Obligation[]): Obligation | undefined {
  return obligations.filter(isOwedNow).sort(worstFirst)[0];
}
