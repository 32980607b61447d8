import { mayDo, requireAct } from "../access/index.ts";
import { momentWithin } from "../calendar/index.ts";
import { caseByReference, isHolding, recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { concernIn } from "./answers.ts";
import { fearsOf } from "./fears.store.ts";
import { assessmentWith, insertDecision } from "./safeguarding.store.ts";
import { stillToTell, stillToTellOf } from "./undecided.ts";

/** Which concern: the questions raised it, or a flag did, by the fact of the case. */
export type ConcernMeant = { assessmentId: number } | { concernId: number };

export type ConcernDecided = ConcernMeant & { seen?: number | undefined } & (
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
  const { about, still, decisions } = await concernMeant(context, kase.id, decision);
  if (!about) return "nothing-to-decide";
  const { decided, seen } = decision;
  if (decided === "no-referral") {
    const refusing = isHolding(about) ? "lift-hold" : "restrict-child";
    if (!mayDo(context.viewer, refusing, { authorityId })) return "not-yours-to-refuse";
    if (still.length === 0) return "nothing-to-decide";
  } else if (decisions.some((each) => each.decided === decided)) return "told-already";
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
  const meant = { assessmentId: null, concernId: null };
  const { seen: _, ...told } = decision;
  await insertDecision(context, { ...nothing, ...meant, ...told, caseId: kase.id, factId });
  await context.audit({
    ...{ act: "decided on concern", subject: "case", subjectId: kase.id, childId, authorityId },
    details: {
      ...("assessmentId" in decision
        ? { assessment: decision.assessmentId }
        : { concern: decision.concernId }),
      decided,
    },
  });
  return "recorded";
}

/** What the concern is about, who has still to be told of it, and what was decided on it. Throws NotFound. */
async function concernMeant({ database }: Context, caseId: number, meant: ConcernMeant) {
  if ("concernId" in meant) {
    const fear = (await fearsOf(database, caseId)).find(({ id }) => id === meant.concernId);
    if (!fear) throw new NotFound();
    return { about: fear.about, still: stillToTellOf(fear), decisions: fear.decisions };
  }
  const assessment = await assessmentWith(database, caseId, meant.assessmentId);
  if (!assessment) throw new NotFound();
  const { answers, decisions } = assessment;
  return { about: concernIn(answers), still: stillToTell(assessment), decisions };
}
