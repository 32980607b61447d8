import { recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { asTheProgram } from "../enquiries/index.ts";
import { lookUpChild } from "./look-up-child.ts";
import { sweepToRun } from "./meet-child.ts";
import { type SweepAction, type SweepStatus, schoolOf } from "./sweep.ts";
import { insertOutcome, type Meeting, meetingsOf, openCaseIn } from "./sweeps.store.ts";

export type SweepOutcome = { status: SweepStatus; action: SweepAction; note: string };

/**
 * Records how a child who was met is educated and what was done (act run-sweep). A child whom the lists very likely know and who has a
 * case gets the fact of it, the first time. @throws NotFound, NotAllowed. [E06]
 */
export async function recordOutcome(
  context: Context,
  { reference, meetingId }: { reference: string; meetingId: number },
  outcome: SweepOutcome,
): Promise<"recorded"> {
  const { id, authorityId } = await sweepToRun(context, reference);
  const met = meetingAmong(await meetingsOf(context.database, id), meetingId);
  await insertOutcome(context, meetingId, outcome);
  if (met.status === null) await tellCase(context, authorityId, met, outcome.status);
  await context.audit({ act: "recorded sweep outcome", subject: "sweep", subjectId: id, authorityId });
  return "recorded";
}

/** One of the children whom a sweep met. @throws NotFound. */
export function meetingAmong(meetings: readonly Meeting[], meetingId: number): Meeting {
  const met = meetings.find(({ id }) => id === meetingId);
  if (!met) throw new NotFound();
  return met;
}

async function tellCase(
  context: Context,
  authorityId: number,
  met: Meeting,
  status: SweepStatus,
): Promise<void> {
  const school = schoolOf(status);
  const { childId } = await lookUpChild(context, authorityId, met);
  if (childId === null || !school) return;
  await asTheProgram(context, async (program) => {
    const caseId = await openCaseIn(program.database, authorityId, childId);
    if (caseId !== undefined)
      await recordFact(program, caseId, {
        ...{ kind: "stopped-in-sweep", details: { school }, happenedAt: met.metAt },
      });
  });
}
