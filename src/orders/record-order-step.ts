import { mayDo, requireAct } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import {
  calendarsAtHand,
  caseByReference,
  factsOf,
  holdBefore,
  type Kase,
  mayRecord,
  type NewFact,
  obligationsKept,
  placeOf,
  recordFact,
} from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { factOfStep, type OrderStep, orderSteps, owedOfOrder, stepInWords } from "./order.ts";
import { insertOrderStep } from "./orders.store.ts";

/**
 * Records a step of a school attendance order (act do-step): by whoever works the case or owes the step. No order is made before the parent's
 * days are over, and nothing is served while nobody may approach the family. [C23] [E08] [E04]
 * @throws NotFound, NotAllowed and ChangedBySomeoneElse.
 */
export async function recordOrderStep(
  context: Context,
  reference: string,
  { seen, ...step }: OrderStep & { seen?: number | undefined },
): Promise<"recorded" | "closed" | "held" | "too-early"> {
  const kase = await caseByReference(context, reference);
  const { authorityId, areaId, childId } = kase;
  requireAct(context.viewer, "do-step", { authorityId, areaId });
  const { kind, happenedOn } = step;
  const fact = factOfStep(step);
  if (!(await mayRecordStep(context, kase, fact?.kind))) throw new NotAllowed("do-step");
  if (!kase.open) return "closed";
  const hold = await holdBefore(context, kase);
  if (hold && fact && Temporal.PlainDate.compare(happenedOn, dayOf(hold.since)) >= 0) return "held";
  if (kind === "order-made" && (await isTooEarly(context, kase, happenedOn))) return "too-early";
  const factId = await recordFact(context, kase.id, { ...factLeftBy(step, context.now), seen });
  await insertOrderStep(context, kase.id, factId, step);
  await context.audit({
    ...{ act: "recorded order step", subject: "case", subjectId: kase.id, childId, authorityId },
    details: { kind },
  });
  return "recorded";
}

/** What a step leaves on the case: the fact that procedures know it by, or a note. */
export function factLeftBy(
  step: OrderStep,
  now: Temporal.Instant,
): NewFact & { happenedAt: Temporal.Instant } {
  const happenedAt = momentWithin(step.happenedOn, now);
  const fact = factOfStep(step);
  const note = `${orderSteps[step.kind].title}. ${stepInWords(step)}`;
  return fact ? { ...fact, happenedAt } : { kind: "note-made", details: { note }, happenedAt };
}

async function mayRecordStep(
  { viewer, database, procedures, ...rest }: Context,
  kase: Kase,
  kind: Parameters<typeof mayRecord>[2] | undefined,
): Promise<boolean> {
  if (mayDo(viewer, "work-case", placeOf(kase))) return true;
  const owed = await obligationsKept({ viewer, database, procedures, ...rest }, kase.id);
  return kind !== undefined && mayRecord(viewer, kase, kind, owed, procedures);
}

/** If on that day the procedures still made the authority wait; a step that is put right is left out of account. */
export async function isTooEarly(
  context: Context,
  kase: Kase,
  on: Temporal.PlainDate,
  without?: number,
): Promise<boolean> {
  const facts = (await factsOf(context, kase.id)).filter(({ id }) => id !== without);
  const owed = owedOfOrder(kase, facts, {
    procedures: context.procedures,
    calendars: await calendarsAtHand(context, kase),
    now: momentWithin(on, context.now),
  });
  return owed.some(({ act, state }) => act === "make-attendance-order" && state === "waiting");
}
