import type { Authority } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { ChangedBySomeoneElse, NotAllowed, NotFound } from "../database/index.ts";
import { isBeforeTheWork } from "./done-before.ts";
import { appendDone, type DayRefused, type DutyDone, whyRefused } from "./record-duty-done.ts";
import { factsOfAuthority, holdDutiesOf, insertAuthorityFact } from "./standing-duties.store.ts";
import { type StandingTask, timesDone } from "./standing-duty.ts";
import { rolesOwing } from "./task-here.ts";
import { mayRecordDuty } from "./who-records.ts";
import { workOutDuties } from "./work-out-duties.ts";

/** What is right: it was done as said here, or it was not done, and why it stood there. */
export type Correction = ({ was: "done" } & DutyDone) | { was: "not-done"; note: string };

/**
 * Corrects a record that a standing duty was done (act do-standing-duty): a new fact takes its place, the old one stays
 * readable. Throws NotAllowed, NotFound, CalendarTooShort, and ChangedBySomeoneElse when it was corrected already. [G03]
 */
export async function correctDutyDone(
  context: Context,
  { authority, task, factId }: { authority: Authority; task: StandingTask; factId: number },
  correction: Correction,
): Promise<"recorded" | DayRefused> {
  const { database, viewer, now, audit } = context;
  if (!mayRecordDuty(viewer, authority.id, rolesOwing(context, authority, task)))
    throw new NotAllowed("do-standing-duty");
  await holdDutiesOf(database, authority.id);
  const facts = await factsOfAuthority(database, authority.id);
  const wrong = facts.find(({ id }) => id === factId);
  if (wrong?.kind !== "duty-done" || wrong.details.task !== task) throw new NotFound();
  if (facts.some(({ replaces }) => replaces === factId)) throw new ChangedBySomeoneElse(factId, factId);
  if (correction.was === "done") {
    const others = timesDone(facts, task).filter(({ id }) => id !== factId);
    const before = isBeforeTheWork(dayOf(wrong.happenedAt), facts);
    const refused = whyRefused(facts, others, correction.doneOn, { before });
    if (refused) return refused;
    await appendDone(context, authority, task, { ...correction, replaces: factId });
    return "recorded";
  }
  const { note } = correction;
  const fact = { kind: "note-made", details: { note }, happenedAt: now, note, replaces: factId } as const;
  const made = { at: now, by: viewer.personId };
  const id = await insertAuthorityFact(database, authority.id, fact, made);
  await workOutDuties(context, authority);
  await audit({
    act: "took back standing duty",
    ...{ subject: "standing duty", subjectId: id, authorityId: authority.id },
    details: { task, replaces: factId },
  });
  return "recorded";
}
