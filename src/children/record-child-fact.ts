import { requireAct } from "../access/index.ts";
import { type Context, wasSentLast } from "../context.ts";
import { NotFound, RecordedAlready } from "../database/index.ts";
import { childRecord } from "./child-record.store.ts";

/**
 * Adds a fact to a child's record, as it was told. Nothing that was on record before is changed. [A01] [G03]
 * @throws RecordedAlready where it is what the viewer sent last, within the hour, NotFound for a child whom the viewer may not know of, NotAllowed outside the viewer's authority.
 */
export async function recordChildFact(
  context: Context,
  childId: number,
  record: (childId: number) => Promise<void>,
): Promise<{ childId: number }> {
  const child = await childRecord(context.database, childId);
  if (!child) throw new NotFound();
  const { authorityId } = child;
  requireAct(context.viewer, "add-note", { authorityId });
  if (await wasSentLast(context)) throw new RecordedAlready(`/children/${childId}`);
  await record(childId);
  await context.audit({ act: "added to child", subject: "child", subjectId: childId, childId, authorityId });
  return { childId };
}
