import { calendarsAtHand } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { type CaseFact, type Obligation, obligationsOf, proceduresOf } from "../procedures/index.ts";
import type { Return } from "./return-interviews.store.ts";

/** Until when the talk with a child who is back is owed, by each procedure that says so. */
export type InterviewDue = {
  dueAt: Temporal.Instant;
  /** The one that is due first, with its reading. */
  first: Obligation;
  clauses: string[];
};

/** Until when a return interview is owed, and by which clauses; undefined where no procedure of the authority asks for one. [B06] (O8.1) */
export async function interviewDue(
  context: Context,
  { authorityId, procedure, returnedAt }: Pick<Return, "authorityId" | "procedure" | "returnedAt">,
): Promise<InterviewDue | undefined> {
  const place = { authorityId, areaId: null, schoolId: null };
  const back: CaseFact = {
    ...{ id: 1, kind: "missing-child-returned", happenedAt: returnedAt, madeAt: returnedAt, details: {} },
  };
  const owed = obligationsOf({
    procedures: proceduresOf(context.procedures, { authorityId, procedure, openedAt: context.now }),
    facts: [back],
    calendars: await calendarsAtHand(context, place),
    ...{ place, now: context.now },
  })
    .filter(({ act }) => act === "hold-return-interview")
    .toSorted((one, other) => Temporal.Instant.compare(one.dueAt, other.dueAt));
  const [first] = owed;
  return first && { dueAt: first.dueAt, first, clauses: owed.map(({ clause }) => clause) };
}

/** If nobody need talk with the child about this return any more. */
export function isSettled({ outcome, heldAlready }: Pick<Return, "outcome" | "heldAlready">): boolean {
  return heldAlready || outcome === "held" || outcome === "declined";
}
