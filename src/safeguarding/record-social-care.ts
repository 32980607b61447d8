import { requireAct } from "../access/index.ts";
import { momentWithin } from "../calendar/index.ts";
import { caseByReference, recordFact } from "../cases/index.ts";
import { flagStanding, lowerFlag, recordFlags } from "../children/index.ts";
import type { Context } from "../context.ts";
import { insertStep } from "./social-care.store.ts";
import { factOf, planAfter, type SocialCareTold } from "./social-care.ts";

export type SocialCareRecorded = {
  told: SocialCareTold;
  happenedOn: Temporal.PlainDate;
  who: string;
  words: string;
  seen?: number | undefined;
};

/**
 * Records what social care knows or does: the check, a strategy discussion, a section 47 enquiry or a conference, with who took
 * part and what came of it (act record-support). It is a dated fact of the case, so the procedures move with it; a conference
 * raises or lowers the child's flag for a protection plan. On a closed case too. Throws NotFound, NotAllowed and
 * ChangedBySomeoneElse. [E09]
 */
export async function recordSocialCare(
  context: Context,
  reference: string,
  { told, happenedOn, who, words, seen }: SocialCareRecorded,
): Promise<"recorded"> {
  const { id: caseId, authorityId, areaId, childId } = await caseByReference(context, reference);
  requireAct(context.viewer, "record-support", { authorityId, areaId });
  const happenedAt = momentWithin(happenedOn, context.now);
  const factId = await recordFact(context, caseId, { ...factOf(told), happenedAt, seen });
  const { step, outcome } = told;
  const stage = outcome === "begun" ? "begun" : "ended";
  await insertStep(context, caseId, factId, {
    ...{ step, stage, happenedOn, who, words, outcome: outcome === "begun" ? "" : outcome },
  });
  const plan = planAfter(told);
  const flagged = await flagStanding(context.database, childId, "child-protection-plan");
  if (plan === "plan" && !flagged)
    await recordFlags(context, childId, ["child-protection-plan"], `Case ${reference}`);
  if (plan === "no-plan" && flagged)
    await lowerFlag(context, childId, "child-protection-plan", `Case ${reference}`);
  await context.audit({
    ...{ act: "recorded social care", subject: "case", subjectId: caseId, childId, authorityId },
    details: { step, stage },
  });
  return "recorded";
}
