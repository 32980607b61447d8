import type { PastFact } from "../cases/index.ts";
import type { Made } from "./doing.ts";

/** Something that happens whether or not anybody owes it, unless the work on the child stands otherwise by then. */
export type Coming = { at: Temporal.Instant; made: readonly Made[]; only?: Stage };

type Stage = "whenever" | "before-removal" | "before-referral" | "while-open" | "while-closed";

/** If it can still happen after these facts. */
export function mayCome({ only = "whenever" }: Coming, facts: readonly PastFact[]): boolean {
  if (only === "whenever") return true;
  if (only === "before-removal") return !facts.some(({ kind }) => kind === "removed-from-roll");
  const turned = facts.findLast(({ kind }) => kind.startsWith("case-"));
  if (only === "before-referral") return !turned && !facts.some(({ kind }) => kind === "referral-received");
  return only === "while-open"
    ? turned !== undefined && turned.kind !== "case-closed"
    : turned?.kind === "case-closed";
}

/** What comes first. */
export function soonestOf<Each extends { at: Temporal.Instant }>(turns: readonly Each[]): Each | undefined {
  return turns.reduce<Each | undefined>(
    (first, each) => (first && Temporal.Instant.compare(first.at, each.at) <= 0 ? first : each),
    undefined,
  );
}
