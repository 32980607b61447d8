import {
  type CorrectedOnCase,
  type RecordAsked,
  type RecordOnCase,
  recordAskedFor,
  recordToReplace,
  replaceRecord,
} from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import type { OrderStep } from "./order.ts";
import { insertOrderStep, type RecordedStep, stepsOfOrder } from "./orders.store.ts";
import { factLeftBy, isTooEarly } from "./record-order-step.ts";

/** A step of an order as it was recorded, for whom may put it right. Throws NotFound and NotAllowed. */
export async function stepToCorrect(
  context: Context,
  asked: RecordAsked,
): Promise<RecordOnCase & { step: RecordedStep }> {
  const found = await recordAskedFor(context, asked);
  return { ...found, step: await stepOf(context, found) };
}

/**
 * Puts a step of an order right (act do-step): a step of the same kind takes its place, and the parent's days count from what is right. No
 * order was made before they were over. Throws NotFound, NotAllowed, and ChangedBySomeoneElse when it was put right already. [C23] [E08] [G03]
 */
export async function correctOrderStep(
  context: Context,
  asked: RecordAsked,
  correction: CorrectedOnCase<OrderStep>,
): Promise<"corrected" | "held" | "too-early"> {
  const found = await recordToReplace(context, asked);
  const { kind } = await stepOf(context, found);
  if (correction.was !== "otherwise")
    return (await replaceRecord(context, found, correction)) === "held" ? "held" : "corrected";
  const { was, ...step } = correction;
  if (step.kind !== kind) throw new NotFound();
  if (kind === "order-made" && (await isTooEarly(context, found.kase, step.happenedOn, found.record.id)))
    return "too-early";
  const answer = await replaceRecord(context, found, { was, fact: factLeftBy(step, context.now) });
  if (answer === "held") return "held";
  await insertOrderStep(context, found.kase.id, answer.factId, step);
  return "corrected";
}

async function stepOf({ database }: Context, { kase, record }: RecordOnCase): Promise<RecordedStep> {
  const step = (await stepsOfOrder(database, kase.id)).find(({ factId }) => factId === record.id);
  if (!step) throw new NotFound();
  return step;
}
