import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { lookUpChild } from "./look-up-child.ts";
import { insertMeeting, type Meeting, type Sweep, sweepReferenced } from "./sweeps.store.ts";

/** What a child told who was met. */
export type ChildMet = Pick<
  Meeting,
  "forename" | "surname" | "dateOfBirth" | "age" | "sex" | "postcode" | "schoolSaid" | "reasonSaid"
>;

/** The sweep with this reference, for an act on it. @throws NotFound, NotAllowed. */
export async function sweepToRun(context: Context, reference: string): Promise<Sweep> {
  const sweep = await sweepReferenced(context.database, reference);
  if (!sweep) throw new NotFound();
  requireAct(context.viewer, "run-sweep", sweep);
  return sweep;
}

/** Enters a child whom a sweep met, and looks them up in the lists (act run-sweep). @throws NotFound, NotAllowed. [E06] */
export async function meetChild(
  context: Context,
  reference: string,
  met: ChildMet,
): Promise<{ meetingId: number }> {
  const { id, authorityId } = await sweepToRun(context, reference);
  const { childId: _, ...found } = await lookUpChild(context, authorityId, met);
  const meetingId = await insertMeeting(context, id, { ...met, ...found });
  await context.audit({ act: "entered child met in sweep", subject: "sweep", subjectId: id, authorityId });
  return { meetingId };
}
