import { requireAct } from "../access/index.ts";
import { caseByReference } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { insertReply, isTold } from "./safeguarding.store.ts";

/** Records what social care or the police answered to a referral (act do-step). Throws NotFound and NotAllowed. [E03] */
export async function recordReply(
  context: Context,
  reference: string,
  { decisionId, words, repliedOn }: { decisionId: number; words: string; repliedOn: Temporal.PlainDate },
): Promise<"recorded"> {
  const { id: caseId, authorityId, areaId, childId } = await caseByReference(context, reference);
  requireAct(context.viewer, "do-step", { authorityId, areaId });
  if (!(await isTold(context.database, caseId, decisionId))) throw new NotFound();
  await insertReply(context, { caseId, decisionId, words, repliedOn });
  await context.audit({
    ...{ act: "recorded reply", subject: "case", subjectId: caseId, childId, authorityId },
    details: { decision: decisionId },
  });
  return "recorded";
}
