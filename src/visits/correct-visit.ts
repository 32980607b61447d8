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
import { moveAddress, moveBack } from "./move-address.ts";
import { factOfVisit, isGone, type VisitReport } from "./visit.ts";
import { insertVisit, type RecordedVisit, visitsOf } from "./visits.store.ts";

/** A visit as it was recorded, for whom may put it right. Throws NotFound and NotAllowed. */
export async function visitToCorrect(
  context: Context,
  asked: RecordAsked,
): Promise<RecordOnCase & { visit: RecordedVisit }> {
  const found = await recordAskedFor(context, asked, "record-visit");
  return { ...found, visit: await visitOf(context, found) };
}

/**
 * Puts a visit right (act record-visit): a new record of it takes its place, on the same risk assessment, and the old one stays readable.
 * What it said of the child's addresses goes with it; a visit that was none is owed again. Throws NotFound, NotAllowed, and
 * ChangedBySomeoneElse when it was put right already. [E02] [G03]
 */
export async function correctVisit(
  context: Context,
  asked: RecordAsked,
  correction: CorrectedOnCase<VisitReport>,
): Promise<"corrected" | "held" | "before-assessment" | "not-yet"> {
  const found = await recordToReplace(context, asked, "record-visit");
  const { childId } = found.kase;
  const visit = await visitOf(context, found);
  if (correction.was !== "otherwise") {
    const answer = await replaceRecord(context, found, correction);
    if (answer === "held") return "held";
    if (isGone(visit)) await moveBack(context, childId, visit);
    return "corrected";
  }
  const { was, ...report } = correction;
  if (Temporal.Instant.compare(report.visitedAt, context.now) > 0) return "not-yet";
  // The visitor gives the time to the minute.
  const assessedAt = visit.assessedAt.round({ smallestUnit: "minute", roundingMode: "floor" });
  if (Temporal.Instant.compare(report.visitedAt, assessedAt) < 0) return "before-assessment";
  const isBefore = Temporal.Instant.compare(report.visitedAt, visit.assessedAt) < 0;
  const answer = await replaceRecord(context, found, {
    was,
    fact: {
      ...{ kind: "visit-made", details: factOfVisit(report) },
      happenedAt: isBefore ? visit.assessedAt : report.visitedAt,
    },
  });
  if (answer === "held") return "held";
  await insertVisit(context.database, {
    ...report,
    ...{ caseId: found.kase.id, factId: answer.factId, assessmentId: visit.assessmentId, replaces: visit.id },
    ...{ madeAt: context.now, madeBy: context.viewer.personId },
  });
  if (isGone(visit)) await moveBack(context, childId, visit);
  if (isGone(report)) await moveAddress(context, childId, report);
  return "corrected";
}

async function visitOf({ database }: Context, { kase, record }: RecordOnCase): Promise<RecordedVisit> {
  const visit = (await visitsOf(database, kase.id)).find(({ factId }) => factId === record.id);
  if (!visit) throw new NotFound();
  return visit;
}
