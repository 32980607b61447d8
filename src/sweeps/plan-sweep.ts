import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { areasOf, insertSweep } from "./sweeps.store.ts";

/** A sweep as it is planned. */
export type SweepPlan = { areaId: number; plannedOn: Temporal.PlainDate; place: string; partners: string };

/** Plans a sweep in an area (act run-sweep). @throws NotFound for an area there is not, NotAllowed outside one's own. [E06] */
export async function planSweep(context: Context, plan: SweepPlan): Promise<{ reference: string }> {
  const [area] = await areasOf(context.database, { authorities: [], areas: [plan.areaId] });
  if (!area) throw new NotFound();
  const { authorityId } = area;
  requireAct(context.viewer, "run-sweep", { authorityId, areaId: area.id });
  const { id, reference } = await insertSweep(context, { ...plan, authorityId });
  await context.audit({ act: "planned sweep", subject: "sweep", subjectId: id, authorityId });
  return { reference };
}
