import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { caseToWork } from "../case-to-work.ts";
import { recordFact } from "../record-facts.ts";
import { insertSupport, type NewSupport, supportsOf } from "./support.store.ts";
import type { Support } from "./support.ts";

/**
 * Records who helps the child of a case, as a dated fact of the child; the case says only that somebody of this kind is on record
 * (act record-support). Throws NotFound, NotAllowed and ChangedBySomeoneElse. [G05]
 */
export async function recordSupport(
  context: Context,
  reference: string,
  told: NewSupport & { seen?: number | undefined },
): Promise<"recorded"> {
  const kase = await caseToWork(context, reference, "record-support");
  const { seen, ...support } = told;
  await insertSupport(context, kase.childId, support);
  await recordFact(context, kase.id, {
    ...{ kind: "support-recorded", details: { support: support.support }, seen },
  });
  return "recorded";
}

/** Records the last day on which somebody helped the child; what was said before stays (act record-support). Throws NotFound and NotAllowed. [G05] */
export async function endSupport(
  context: Context,
  reference: string,
  { supportId, untilOn }: { supportId: number; untilOn: Temporal.PlainDate },
): Promise<"ended" | "before-it-began" | "ended-already"> {
  const { childId, authorityId } = await caseToWork(context, reference, "record-support");
  const known = await supportsOf(context.database, childId);
  const support: Support | undefined = known.find(({ id }) => id === supportId);
  if (!support) throw new NotFound();
  if (support.untilOn) return "ended-already";
  if (support.fromOn && Temporal.PlainDate.compare(untilOn, support.fromOn) < 0) return "before-it-began";
  await insertSupport(context, childId, { ...support, untilOn, source: `Case ${reference}` }, supportId);
  await context.audit({
    ...{ act: "ended support", subject: "child", subjectId: childId, childId, authorityId },
    details: { support: supportId },
  });
  return "ended";
}
