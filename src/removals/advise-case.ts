import { mayDo } from "../access/index.ts";
import { caseByReference, recordFact } from "../cases/index.ts";
import { childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";

/** Records on the child's open case, if there is one that the viewer works, from which day the school may remove the name. [C28] */
export async function adviseRemovalFact(
  context: Context,
  childId: number,
  from: Temporal.PlainDate,
): Promise<void> {
  const child = await childRecord(context.database, childId);
  const open = child?.cases.find((kase) => kase.open);
  if (!open) return;
  const kase = await caseByReference(context, open.reference);
  if (!mayDo(context.viewer, "work-case", { authorityId: kase.authorityId })) return;
  await recordFact(context, kase.id, { kind: "removal-advised", details: { removeOn: from.toString() } });
}
