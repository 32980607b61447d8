import { requireAct } from "../access/index.ts";
import { caseByReference, recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { type Answers, concernIn } from "./answers.ts";
import type { Occasion } from "./questions.ts";
import { insertAssessment } from "./safeguarding.store.ts";

export type SafetyAssessed = {
  occasion: Occasion;
  answers: Answers;
  note: string;
  seen?: number | undefined;
};

/**
 * Keeps the answers to the questions of N2.7.4 (act do-step). Any yes is a concern on the case, from which the procedures say who is
 * told by when. On a closed case too: a concern waits for nobody. Throws NotFound, NotAllowed and ChangedBySomeoneElse. [E03]
 */
export async function assessSafety(
  context: Context,
  reference: string,
  { occasion, answers, note, seen }: SafetyAssessed,
): Promise<"nothing-raised" | "raised"> {
  const kase = await caseByReference(context, reference);
  const { authorityId, areaId, childId } = kase;
  requireAct(context.viewer, "do-step", { authorityId, areaId });
  const about = concernIn(answers);
  const factId = about
    ? await recordFact(context, kase.id, { kind: "concern-raised", details: { about }, seen })
    : null;
  const id = await insertAssessment(context, { caseId: kase.id, factId, occasion, answers, note });
  await context.audit({
    ...{ act: "assessed safety", subject: "case", subjectId: kase.id, childId, authorityId },
    details: { assessment: id, raised: about ?? "nothing" },
  });
  return about ? "raised" : "nothing-raised";
}
