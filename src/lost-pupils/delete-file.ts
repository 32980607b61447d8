import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { eraseFile, fileCalled, holdFile } from "./lost-pupils.store.ts";

/**
 * Deletes a file that stands handed over and has arrived, for good (act keep-lost-pupils): its bytes and all that was read out of
 * them but the name. Its ledger stays. [F05]
 * @throws NotFound for a file that the viewer may not know of, NotAllowed in another authority.
 */
export async function deleteFile(
  context: Context,
  reference: string,
  why: string,
): Promise<"deleted" | "not-arrived" | "deleted-already"> {
  const found = await fileCalled(context.database, reference);
  if (!found) throw new NotFound();
  const { id, authorityId, childId } = found;
  requireAct(context.viewer, "keep-lost-pupils", { authorityId });
  await holdFile(context.database, id);
  const file = (await fileCalled(context.database, reference)) ?? found;
  if (file.deleted) return "deleted-already";
  if (!file.arrived) return "not-arrived";
  await eraseFile(context, id, why);
  await context.audit({
    ...{ act: "deleted a lost pupil's file", subject: "lost pupil", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
    details: { reference },
  });
  return "deleted";
}
