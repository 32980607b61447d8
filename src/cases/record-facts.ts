import type { Context } from "../context.ts";
import { ChangedBySomeoneElse, NotFound, RecordedAlready } from "../database/index.ts";
import type { NewFact } from "./case.ts";
import { caseHeld } from "./cases.store.ts";
import { insertFacts, isRecordedAlready, keepFactOfForm } from "./facts.store.ts";
import { flagByFacts, withStandingConcern } from "./standing-concern.ts";
import { workOutCase } from "./work-out-case.ts";

/**
 * Records one fact of a case and works the case out anew, in the act's transaction. `seen` is the last fact that the
 * page showed. Answers the fact's id. Throws NotFound for a case that the viewer may not know of, ChangedBySomeoneElse
 * when there are newer facts than the one seen, RecordedAlready when the same person's same form made the newest one within the hour: a
 * browser that goes back keeps what was typed, and it is sent once more. [G03]
 */
export async function recordFact(
  context: Context,
  caseId: number,
  { seen, ...fact }: NewFact & { seen?: number | undefined },
): Promise<number> {
  const [id = Number.NaN] = await recordFacts(context, caseId, [fact], { seen });
  return id;
}

/** Records several facts of a case and works it out once; as `recordFact`. Answers their ids in the same order. */
export async function recordFacts(
  context: Context,
  caseId: number,
  facts: readonly NewFact[],
  { seen }: { seen?: number | undefined } = {},
): Promise<number[]> {
  const { database, viewer, now } = context;
  const kase = await caseHeld(database, caseId);
  if (!kase) throw new NotFound();
  if (await isRecordedAlready(context, kase.lastFactId))
    throw new RecordedAlready(`/cases/${kase.reference}`);
  if (seen !== undefined && kase.lastFactId !== null && seen < kase.lastFactId)
    throw new ChangedBySomeoneElse(caseId, seen);
  if (facts.some(({ happenedAt }) => happenedAt && Temporal.Instant.compare(happenedAt, now) > 0))
    throw new RangeError("A fact cannot have happened later than it is recorded.");
  const whole = await withStandingConcern(context, kase, facts);
  const ids = await insertFacts(database, caseId, whole, { at: now, by: viewer.personId });
  for (const { caseId: other, fact } of await flagByFacts(context, kase, whole))
    await recordFacts(context, other, [fact]);
  await keepFactOfForm(context, ids.at(-1));
  await workOutCase(context, kase);
  await context.audit({
    act: "recorded facts",
    subject: "case",
    subjectId: caseId,
    childId: kase.childId,
    authorityId: kase.authorityId,
    details: { facts: ids, kinds: whole.map(({ kind }) => kind) },
  });
  return ids;
}
