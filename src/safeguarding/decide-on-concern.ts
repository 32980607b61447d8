import { mayDo, requireAct } from "../access/index.ts";
import { momentWithin } from "../calendar/index.ts";
import { caseByReference, recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { concernIn } from "./answers.ts";
import { assessmentWith, insertDecision } from "./safeguarding.store.ts";
import { stillToTell } from "./undecided.ts";

export type ConcernDecided = { assessmentId: number; seen?: number | undefined } & (
  | {
      decided: "social-care" | "police";
      spokenTo: string;
      toldOn: Temporal.PlainDate;
      how: string;
      theirReference: string;
    }
  | { decided: "no-referral"; reason: string }
);

/**
 * Records what is done about a concern: social care or the police were told, by whom, when, how and under which reference (act
 * do-step); or a named lead's reasoned no (act restrict-child), which settles it. Throws NotFound, NotAllowed and
 * ChangedBySomeoneElse. [E03]
 */
export async function decideOnConcern(
  context: Context,
  reference: string,
  decision: ConcernDecided,
): Promise<"recorded" | "nothing-to-decide" | "told-already" | "not-yours-to-refuse"> {
  const kase = await caseByReference(context, reference);
  const { authorityId, areaId, childId } = kase;
  requireAct(context.viewer, "do-step", { authorityId, areaId });
  const assessment = await assessmentWith(context.database, kase.id, decision.assessmentId);
  if (!assessment) throw new NotFound();
  const about = concernIn(assessment.answers);
  if (!about) return "nothing-to-decide";
  const { decided, seen } = decision;
  if (decided === "no-referral") {
    if (!mayDo(context.viewer, "restrict-child", { authorityId })) return "not-yours-to-refuse";
    if (stillToTell(assessment).length === 0) return "nothing-to-decide";
  } else if (assessment.decisions.some((each) => each.decided === decided)) return "told-already";
  const factId = await recordFact(
    context,
    kase.id,
    decided === "no-referral"
      ? { kind: "concern-settled", details: { about }, seen }
      : {
          kind: "agency-told",
          details: { agency: decided },
          happenedAt: momentWithin(decision.toldOn, context.now),
          seen,
        },
  );
  const nothing = { spokenTo: "", toldOn: null, how: "", theirReference: "", reason: "" };
  const { seen: _, assessmentId, ...told } = decision;
  await insertDecision(context, { ...nothing, ...told, caseId: kase.id, assessmentId, factId });
  await context.audit({
    ...{ act: "decided on concern", subject: "case", subjectId: kase.id, childId, authorityId },
    details: { assessment: assessmentId, decided },
  });
  return "recorded";
}
