import { requireAct } from "../access/index.ts";
import { type ChildRecord, childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { holdsOn, insertHold, insertHoldEnd, insertRule, rulesOf } from "./retention.store.ts";

/** The child whose record is kept or goes (act keep-retention). @throws NotFound and NotAllowed. */
export async function childToKeep(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  childId: number | undefined,
): Promise<ChildRecord> {
  const child = childId === undefined ? undefined : await childRecord(database, childId);
  if (!child) throw new NotFound();
  requireAct(viewer, "keep-retention", { authorityId: child.authorityId });
  return child;
}

/** Holds a record, whatever the rules say, with a reason (act keep-retention). @throws NotFound and NotAllowed. */
export async function holdRecord(context: Context, childId: number, reason: string): Promise<"held"> {
  const { id, authorityId } = await childToKeep(context, childId);
  await insertHold(context, id, reason);
  await context.audit({ act: "held record", subject: "child", subjectId: id, childId: id, authorityId });
  return "held";
}

/** Ends a hold with a reason (act keep-retention). @throws NotFound and NotAllowed. */
export async function endHold(
  context: Context,
  childId: number,
  { holdId, reason }: { holdId: number; reason: string },
): Promise<"ended" | "ended-already"> {
  const { id, authorityId } = await childToKeep(context, childId);
  const hold = (await holdsOn(context.database, id)).find((each) => each.id === holdId);
  if (!hold) throw new NotFound();
  if (hold.ended !== null) return "ended-already";
  await insertHoldEnd(context, holdId, reason);
  await context.audit({
    act: "ended hold on record",
    subject: "child",
    subjectId: id,
    childId: id,
    authorityId,
  });
  return "ended";
}

/** Gives a rule the authority's own years and its reading of the source (act keep-retention). @throws NotFound and NotAllowed. */
export async function changeRule(
  context: Context,
  authorityId: number,
  changed: { rule: string; years: number; reading: string },
): Promise<"changed"> {
  requireAct(context.viewer, "keep-retention", { authorityId });
  const rule = (await rulesOf(context.database, authorityId)).find(({ rule: name }) => name === changed.rule);
  if (!rule) throw new NotFound();
  await insertRule(context, authorityId, { ...rule, ...changed });
  await context.audit({
    ...{ act: "changed retention rule", subject: "list", authorityId },
    details: { rule: changed.rule, years: changed.years },
  });
  return "changed";
}
