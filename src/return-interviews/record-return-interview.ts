import { requireAct } from "../access/index.ts";
import { type NewFact, recordFacts } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { asTheProgram } from "../enquiries/index.ts";
import { isSettled } from "./due-interview.ts";
import {
  holdReturn,
  type InterviewOutcome,
  insertAttempt,
  knowsOfReturn,
  type Return,
  returnNumbered,
} from "./return-interviews.store.ts";

/** What came of an attempt to talk with a child who is back. */
export type InterviewTold = {
  outcome: InterviewOutcome;
  happenedAt: Temporal.Instant;
  heldBy: string;
  whyNot: string;
  /** What the child told, for those who hold such talks. */
  learnt: string;
  /** What the case is to know. */
  news: string;
  /** If it gives reason to fear for the child. */
  concern: boolean;
};

/**
 * Records what came of the talk with a child who is back (act hold-return-interview). Held or declined, nobody owes it any more; an
 * attempt that failed leaves it owed. A case of the child gets the facts, the news and the concern, and not what the child
 * told. [B06] (O8.1)
 * @throws NotFound, NotAllowed in another authority.
 */
export async function recordReturnInterview(
  context: Context,
  entryId: number,
  told: InterviewTold,
): Promise<"recorded" | "settled-already" | "before-the-return"> {
  await holdReturn(context.database, entryId);
  const back = await returnNumbered(context.database, entryId);
  if (!back) throw new NotFound();
  const { authorityId, caseId } = back;
  requireAct(context.viewer, "hold-return-interview", { authorityId });
  if (isSettled(back)) return "settled-already";
  if (Temporal.Instant.compare(told.happenedAt, back.returnedAt) < 0) return "before-the-return";
  await insertAttempt(context, back, told);
  if (caseId !== null) await tellCase(context, caseId, back, told);
  await context.audit({
    ...{ act: "recorded return interview", subject: "return interview", subjectId: entryId, authorityId },
    details: { outcome: told.outcome },
  });
  return "recorded";
}

/** Those who hold such talks see no case, so it goes in by the program. */
async function tellCase(
  context: Context,
  caseId: number,
  { returnedAt }: Return,
  { outcome, happenedAt, heldBy, news, concern }: InterviewTold,
): Promise<void> {
  await asTheProgram(context, async (program) => {
    const facts: NewFact[] = [];
    if (!(await knowsOfReturn(program.database, caseId, returnedAt)))
      facts.push({ kind: "missing-child-returned", details: {}, happenedAt: returnedAt });
    if (outcome !== "could-not")
      facts.push({
        kind: "return-interview-held",
        details: { child: outcome === "held" ? "spoke" : "declined" },
        happenedAt,
      });
    if (news)
      facts.push({ kind: "note-made", details: { note: `From the return interview (${heldBy}): ${news}` } });
    if (concern) facts.push({ kind: "concern-raised", details: { about: "safety" }, happenedAt });
    if (facts.length > 0) await recordFacts(program, caseId, facts);
  });
}
