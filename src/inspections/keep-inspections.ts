import { postsAllowing, requireAct, type Viewer } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import type { SchoolStanding } from "./inspection.ts";
import {
  type Inspection,
  insertFollowUp,
  insertInspection,
  insertPlan,
  inspectionsOf,
  standingOfSchool,
  type Where,
} from "./inspections.store.ts";

/** Where the viewer inspects registers: whole authorities, or areas. */
export function whereInspected(viewer: Viewer): Where {
  const posts = postsAllowing(viewer, "inspect-registers");
  return {
    authorities: posts.flatMap(({ areaId, authorityId }) => (areaId === null ? [authorityId] : [])),
    areas: posts.flatMap(({ areaId }) => areaId ?? []),
  };
}

/** The school with this number, whose registers the viewer inspects. @throws NotFound. */
export async function schoolInspected(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  code: string,
): Promise<SchoolStanding> {
  const school = await standingOfSchool(database, whereInspected(viewer), code);
  if (!school) throw new NotFound();
  return school;
}

/** Plans the inspection of a school's registers for a day (act inspect-registers). @throws NotFound. [E13] */
export async function planInspection(
  context: Context,
  code: string,
  plannedOn: Temporal.PlainDate,
): Promise<"planned"> {
  const { schoolId } = await schoolToInspect(context, code);
  await insertPlan(context, schoolId, plannedOn);
  await context.audit({ act: "planned inspection", subject: "school", subjectId: schoolId });
  return "planned";
}

/** Records what an inspection found, and by when the school puts it right (act inspect-registers). @throws NotFound. [E13] */
export async function recordInspection(
  context: Context,
  code: string,
  found: Pick<Inspection, "inspectedOn" | "inspector" | "faults" | "findings" | "mendBy">,
): Promise<"recorded"> {
  const { schoolId } = await schoolToInspect(context, code);
  await insertInspection(context, schoolId, found);
  await context.audit({ act: "recorded inspection", subject: "school", subjectId: schoolId });
  return "recorded";
}

/** Records how an inspection was followed up, and if that settles it (act inspect-registers). @throws NotFound. [E13] */
export async function followUpInspection(
  context: Context,
  { code, inspectionId }: { code: string; inspectionId: number },
  followUp: { followedOn: Temporal.PlainDate; words: string; settled: boolean },
): Promise<"recorded" | "settled-already"> {
  const { schoolId } = await schoolToInspect(context, code);
  const inspection = (await inspectionsOf(context.database, schoolId)).find(({ id }) => id === inspectionId);
  if (!inspection) throw new NotFound();
  if (inspection.settled || inspection.mendBy === null) return "settled-already";
  await insertFollowUp(context, inspectionId, followUp);
  await context.audit({ act: "followed up inspection", subject: "school", subjectId: schoolId });
  return "recorded";
}

async function schoolToInspect(context: Context, code: string): Promise<SchoolStanding> {
  requireAct(context.viewer, "inspect-registers");
  return schoolInspected(context, code);
}
