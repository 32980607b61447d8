import type { Context } from "../../context.ts";
import { nextStepOf, obligationsOf, proceduresOf } from "../../procedures/index.ts";
import { calendarsOf } from "../calendars.store.ts";
import type { RegisterRow } from "./register.ts";
import { factsKnownAt, type PastCase } from "./register-past.store.ts";

export type NextThen = Pick<RegisterRow, "nextAsks" | "nextClause" | "nextRole" | "nextDueAt">;

/** Of a case in which nothing was owed. */
export const nothingNext: NextThen = { nextAsks: null, nextClause: null, nextRole: null, nextDueAt: null };

type Then = { authorityId: number; at: Temporal.Instant };
type Kept = { since: Temporal.Instant; steps: Map<number, NextThen> };

const keptFor = Temporal.Duration.from({ seconds: 60 });
const mostMoments = 8;

// One shelf for each running program, which is told by its procedures, as for calendars.
const shelves = new WeakMap<object, Map<string, Kept>>();

/**
 * The next step that each of these cases had at a past moment, by case. What was known then stands still, and whoever asks for
 * a day goes on to narrow it or to turn its pages: so what was worked out is kept for a minute, as term dates are. Which cases
 * somebody sees is asked of the database each time. [H01]
 */
export async function nextStepsThen(
  { database, procedures, now }: Pick<Context, "database" | "procedures" | "now">,
  { authorityId, at }: Then,
  cases: readonly PastCase[],
): Promise<ReadonlyMap<number, NextThen>> {
  const { steps } = keptOf(procedures, { authorityId, at }, now);
  const unknown = cases.filter(({ caseId }) => !steps.has(caseId));
  if (unknown.length === 0) return steps;
  const [facts, calendars] = await Promise.all([
    factsKnownAt(
      database,
      unknown.map(({ caseId }) => caseId),
      at,
    ),
    calendarsOf(
      database,
      unknown.map(({ schoolId }) => ({ authorityId, schoolId })),
    ),
  ]);
  for (const { caseId, schoolId, procedure, openedAt } of unknown) {
    const next = nextStepOf(
      obligationsOf({
        procedures: proceduresOf(procedures, { authorityId, procedure, openedAt }),
        facts: facts.get(caseId) ?? [],
        calendars,
        place: { authorityId, schoolId },
        now: at,
      }),
    );
    steps.set(
      caseId,
      next
        ? { nextAsks: next.asks, nextClause: next.clause, nextRole: next.role, nextDueAt: next.dueAt }
        : nothingNext,
    );
  }
  return steps;
}

function keptOf(procedures: object, { authorityId, at }: Then, now: Temporal.Instant): Kept {
  const shelf = shelves.get(procedures) ?? new Map<string, Kept>();
  shelves.set(procedures, shelf);
  const key = `${authorityId}/${at}`;
  const kept = shelf.get(key);
  if (kept && Temporal.Duration.compare(kept.since.until(now).abs(), keptFor) < 0) return kept;
  const made = { since: now, steps: new Map<number, NextThen>() };
  // Of this very moment more may become known.
  if (Temporal.Instant.compare(at, now) >= 0) return made;
  shelf.delete(key);
  shelf.set(key, made);
  // The oldest goes.
  for (const each of shelf.keys()) if (shelf.size > mostMoments) shelf.delete(each);
  return made;
}
