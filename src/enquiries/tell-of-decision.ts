import { recordFact } from "../cases/index.ts";
import { type Context, type Keepsight, perform } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { eachInTurn } from "../jobs/each-in-turn.ts";
import { postEmail } from "../post/index.ts";
import { linkHolder } from "./by-link/as-link-holder.ts";
import { type DecisionAfterQuestion, decisionsToTell, noteDecisionTold } from "./decisions.store.ts";

/**
 * Tells whoever asked what another authority has decided on the child whom it took up: in the case that asked, and by an e-mail that names
 * nobody. Until then they heard of it only if that authority wrote again. The worker's. Answers of how many. [B08] [G07]
 */
export async function tellThoseWhoAskedOfDecisions(keepsight: Keepsight): Promise<number> {
  const viewer = await linkHolder(keepsight);
  const decided = await decisionsToTell(databaseFor(keepsight.pool, viewer.personId));
  await eachInTurn(decided, (each) =>
    perform(keepsight, { viewer, act: "answer-enquiry", request: "worker" }, (context) =>
      tellOf(context, each),
    ),
  );
  return decided.length;
}

async function tellOf(context: Context, decision: DecisionAfterQuestion): Promise<void> {
  const {
    referralId,
    question,
    decidedBy,
    enquiryId,
    caseId,
    caseReference,
    authorityId,
    council,
    email,
    hasCase,
    told,
  } = decision;
  const words = hasCase ? "A case is open there." : told;
  if (!(await noteDecisionTold(context.database, referralId, context.now))) return;
  if (caseId !== null)
    await recordFact(context, caseId, {
      kind: "note-made",
      details: {
        note: `${question}: ${decidedBy} has decided on the child whom it took up. ${words}`,
      },
    });
  if (email && caseReference)
    await postEmail(context, {
      ...{ authorityId, council, to: email, reference: question, about: "question-decided" },
      secret: `/cases/${caseReference}`,
    });
  await context.audit({
    ...{ act: "told who asked of a decision", subject: "enquiry", subjectId: enquiryId, authorityId },
    details: { by: email && caseReference ? "case and e-mail" : "case" },
  });
}
