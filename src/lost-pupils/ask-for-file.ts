import { requireAct } from "../access/index.ts";
import { childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { tellOpenCases } from "../enquiries/index.ts";
import { fileAskedFor } from "./file-asked-for.ts";
import { insertRequest } from "./matches.store.ts";

/**
 * Asks the authority to look for a new pupil's file, which did not come (act send-transfer-file). [F06]
 * @throws NotFound for a child who is not on the viewer's roll, NotAllowed for another school.
 */
export async function askForFile(context: Context, childId: number): Promise<"asked" | "asked-already"> {
  const child = await childRecord(context.database, childId);
  if (!child?.onRoll || child.schoolId === null) throw new NotFound();
  const { authorityId, schoolId } = child;
  requireAct(context.viewer, "send-transfer-file", { authorityId, schoolId });
  const asked = await insertRequest(context, { authorityId, schoolId, childId });
  if (asked) await tellOpenCases(context, [childId], fileAskedFor);
  await context.audit({
    act: "asked for a transfer file",
    subject: "child",
    subjectId: childId,
    childId,
    authorityId,
  });
  return asked ? "asked" : "asked-already";
}
