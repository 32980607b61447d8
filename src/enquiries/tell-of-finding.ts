import { caseByReference, type NewFact, recordFacts } from "../cases/index.ts";
import { type Context, type Keepsight, perform } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { eachInTurn } from "../jobs/each-in-turn.ts";
import { postEmail } from "../post/index.ts";
import { linkHolder } from "./by-link/as-link-holder.ts";
import { casesToTellOf, noteTold, toldByHand, toTellOf } from "./found.store.ts";
import { endLinksOf } from "./withdrawals.store.ts";

/**
 * Tells everybody who was asked of a child that the search is over, once its case has closed because the child is at a school:
 * by e-mail where a link had gone, and among the questions of those who sign in; without a name, or where the child is. What was not
 * answered is no longer asked. The worker's. Answers of how many cases. [G07]
 */
export async function tellThoseAskedOfFinding(keepsight: Keepsight): Promise<number> {
  const viewer = await linkHolder(keepsight);
  const cases = await casesToTellOf(databaseFor(keepsight.pool, viewer.personId));
  await eachInTurn(cases, ({ id, reference }) =>
    perform(keepsight, { viewer, act: "answer-enquiry", request: "worker" }, (context) =>
      tellThoseAsked(context, id, reference),
    ),
  );
  return cases.length;
}

async function tellThoseAsked(context: Context, caseId: number, caseReference: string): Promise<void> {
  const { database, now, audit } = context;
  const { childId, authorityId: of } = await caseByReference(context, caseReference);
  const asked = await toTellOf(database, caseId);
  const told = asked.filter(({ to, signsIn }) => to !== null || signsIn);
  for (const { id, reference, council, authorityId, to } of told) {
    await endLinksOf(database, id, now);
    if (to) await postEmail(context, { authorityId, council, to, reference, about: "question-settled" });
  }
  await noteTold(
    database,
    told.map(({ id }) => id),
    now,
  );
  const reached = told.map(({ toKind }) => toKind);
  const left = [
    ...asked.filter((each) => !told.includes(each)).map(({ toKind }) => toKind),
    ...(await toldByHand(database, caseId)),
  ].filter((who) => !(reached as string[]).includes(who));
  // While somebody is left whom the officer must tell, the step stays theirs.
  const facts = left.length > 0 ? [] : recorded.filter((agency) => (reached as string[]).includes(agency));
  if (facts.length > 0)
    await recordFacts(
      context,
      caseId,
      facts.map((agency): NewFact => ({ kind: "agency-told", details: { agency } })),
    );
  await audit({
    ...{ act: "told those asked that the child is found", subject: "case", subjectId: caseId },
    ...{ childId, authorityId: of },
    details: { told: told.length, left: left.length },
  });
}

/** Those among the agencies asked whom a procedure has told. A school is not: to be told is not to be asked for the records. */
const recorded = ["social-care", "police", "other-authority", "youth-offending", "admissions"] as const;
