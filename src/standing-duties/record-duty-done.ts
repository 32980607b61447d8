import type { Authority } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { ChangedBySomeoneElse, NotAllowed } from "../database/index.ts";
import { isBeforeTheWork } from "./done-before.ts";
import { factsOfAuthority, holdDutiesOf, insertAuthorityFact } from "./standing-duties.store.ts";
import { type AuthorityFact, type StandingTask, timesDone } from "./standing-duty.ts";
import { rolesOwing } from "./task-here.ts";
import { mayRecordDuty } from "./who-records.ts";
import { workOutDuties } from "./work-out-duties.ts";

/** What somebody says of a time that a task was done: on which day, and what was done or where the document is. */
export type DutyDone = { doneOn: Temporal.PlainDate; note: string };

/** Why a day cannot be recorded. */
export type DayRefused = "same-day" | "before-the-work" | "since-the-work";

/**
 * Records that a standing duty was done (act do-standing-duty) and works out what the authority owes, in the act's
 * transaction. With `before`, it was done before work with Keepsight began, and the next time is counted from then. `seen` is the number of
 * times done that the page showed. Throws NotAllowed, CalendarTooShort, and
 * ChangedBySomeoneElse when somebody recorded the same task meanwhile. [B09, C27, C29]
 */
export async function recordDutyDone(
  context: Context,
  {
    authority,
    task,
    seen,
    before = false,
    ...done
  }: DutyDone & { authority: Authority; task: StandingTask; seen: number; before?: boolean },
): Promise<"recorded" | DayRefused> {
  const { database, viewer } = context;
  if (!mayRecordDuty(viewer, authority.id, rolesOwing(context, authority, task)))
    throw new NotAllowed("do-standing-duty");
  await holdDutiesOf(database, authority.id);
  const facts = await factsOfAuthority(database, authority.id);
  const others = timesDone(facts, task);
  if (others.length !== seen) throw new ChangedBySomeoneElse(authority.id, seen);
  const refused = whyRefused(facts, others, done.doneOn, { before });
  if (refused) return refused;
  await appendDone(context, authority, task, done);
  return "recorded";
}

/**
 * What keeps a day from being recorded; undefined when nothing does. `others` are the other times that it was done; with `before`, the day
 * must lie before the work began, and otherwise not.
 */
export function whyRefused(
  facts: readonly AuthorityFact[],
  others: readonly AuthorityFact[],
  doneOn: Temporal.PlainDate,
  { before = false }: { before?: boolean } = {},
): DayRefused | undefined {
  if (others.some(({ happenedAt }) => dayOf(happenedAt).equals(doneOn))) return "same-day";
  const isBefore = isBeforeTheWork(doneOn, facts);
  if (isBefore === before) return undefined;
  return isBefore ? "before-the-work" : "since-the-work";
}

/**
 * Records in the program's own name that it did a task today, as `recordDutyDone`; answers the fact, or undefined where the task is on
 * record for today already. [C27]
 */
export async function recordDutyDoneHere(
  context: Context,
  authority: Authority,
  { task, note }: { task: StandingTask; note: string },
): Promise<number | undefined> {
  const doneOn = dayOf(context.now);
  await holdDutiesOf(context.database, authority.id);
  const facts = await factsOfAuthority(context.database, authority.id);
  if (whyRefused(facts, timesDone(facts, task), doneOn)) return undefined;
  return appendDone(context, authority, task, { doneOn, note });
}

/** Appends that a task was done, perhaps in the place of an earlier record, and works out what follows; answers the fact. */
export async function appendDone(
  context: Context,
  authority: Authority,
  task: StandingTask,
  { doneOn, note, replaces }: DutyDone & { replaces?: number },
): Promise<number> {
  const { database, viewer, now, audit } = context;
  const happenedAt = momentWithin(doneOn, now);
  const fact = { kind: "duty-done", details: { task }, happenedAt, note, replaces } as const;
  const id = await insertAuthorityFact(database, authority.id, fact, { at: now, by: viewer.personId });
  await workOutDuties(context, authority);
  await audit({
    act: replaces === undefined ? "recorded standing duty" : "corrected standing duty",
    ...{ subject: "standing duty", subjectId: id, authorityId: authority.id },
    details: { task, replaces: replaces ?? null },
  });
  return id;
}
