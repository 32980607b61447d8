import { requireAct } from "../access/index.ts";
import { caseByReference, holdBefore, recordFact } from "../cases/index.ts";
import { addressesOf, lastKnown } from "../children/index.ts";
import type { Context } from "../context.ts";
import { isTooLow, type RiskLevel, type RisksFound } from "./risk-assessment.ts";
import { insertAssessment } from "./risk-assessments.store.ts";

export type RisksWeighed = {
  risks: RisksFound;
  /** What the other risk is; empty when there is none. */
  other: string;
  overall: RiskLevel;
  seen?: number | undefined;
};

/**
 * Records what is known of the danger of a visit, before anybody goes. Throws NotFound, NotAllowed and
 * ChangedBySomeoneElse. [E02, D06]
 */
export async function assessVisitRisk(
  context: Context,
  reference: string,
  { risks, other, overall, seen }: RisksWeighed,
): Promise<"assessed" | "closed" | "held" | "no-address" | "too-low"> {
  const kase = await caseByReference(context, reference);
  requireAct(context.viewer, "record-visit", { authorityId: kase.authorityId, areaId: kase.areaId });
  if (!kase.open) return "closed";
  if (await holdBefore(context, kase)) return "held";
  if (isTooLow(overall, risks)) return "too-low";
  const address = lastKnown(await addressesOf(context.database, kase.childId));
  if (!address) return "no-address";
  const factId = await recordFact(context, kase.id, {
    kind: "visit-risk-assessed",
    details: { risk: overall },
    seen,
  });
  await insertAssessment(context.database, {
    of: { caseId: kase.id, factId },
    childId: kase.childId,
    address: address.lines,
    postcode: address.postcode,
    risks,
    other,
    overall,
    madeAt: context.now,
    madeBy: context.viewer.personId,
  });
  return "assessed";
}
