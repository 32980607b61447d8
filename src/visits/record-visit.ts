import { requireAct } from "../access/index.ts";
import { caseByReference, holdBefore, recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { moveAddress } from "./move-address.ts";
import { assessmentAwaitingVisit } from "./risk-assessments.store.ts";
import { factOfVisit, isGone, type VisitReport } from "./visit.ts";
import { insertVisit } from "./visits.store.ts";

/**
 * Records what was found at the door. A visit stands on a risk assessment made before it; without one it is refused. If
 * the family has gone, the address is marked as left and the new one, where it is known, is kept. Throws NotFound,
 * NotAllowed and ChangedBySomeoneElse. [E02, C06, C20]
 */
export async function recordVisit(
  context: Context,
  reference: string,
  { seen, ...report }: VisitReport & { seen?: number | undefined },
): Promise<"recorded" | "closed" | "held" | "risk-not-assessed" | "before-assessment" | "not-yet"> {
  const kase = await caseByReference(context, reference);
  requireAct(context.viewer, "record-visit", { authorityId: kase.authorityId, areaId: kase.areaId });
  if (!kase.open) return "closed";
  if (await holdBefore(context, kase)) return "held";
  const assessment = await assessmentAwaitingVisit(context.database, kase.id);
  if (!assessment) return "risk-not-assessed";
  if (Temporal.Instant.compare(report.visitedAt, context.now) > 0) return "not-yet";
  // The visitor gives the time to the minute.
  const assessedAt = assessment.madeAt.round({ smallestUnit: "minute", roundingMode: "floor" });
  if (Temporal.Instant.compare(report.visitedAt, assessedAt) < 0) return "before-assessment";
  const happenedAt =
    Temporal.Instant.compare(report.visitedAt, assessment.madeAt) < 0 ? assessment.madeAt : report.visitedAt;
  const factId = await recordFact(context, kase.id, {
    kind: "visit-made",
    details: factOfVisit(report),
    happenedAt,
    seen,
  });
  await insertVisit(context.database, {
    ...report,
    caseId: kase.id,
    factId,
    assessmentId: assessment.id,
    madeAt: context.now,
    madeBy: context.viewer.personId,
  });
  if (isGone(report)) await moveAddress(context, kase.childId, report);
  return "recorded";
}
