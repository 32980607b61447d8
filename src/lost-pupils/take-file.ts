import { mayDo } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { fileCalled, insertStep } from "./lost-pupils.store.ts";

/**
 * Lets the viewer take a file's own bytes under its own name (acts keep-lost-pupils, send-transfer-file), and says so in its ledger: for
 * School to School, by the keeper, or by the school to which it stands handed over. A withdrawn one is given to nobody but the keeper. [F05]
 * @throws NotFound for a file that the viewer may not know of, or may not have.
 */
export async function takeFile(context: Context, reference: string): Promise<{ id: number; name: string }> {
  const { viewer, database } = context;
  const file = await fileCalled(database, reference);
  if (!file) throw new NotFound();
  const { id, authorityId, childId, moved, fileName, deleted } = file;
  const keeps = mayDo(viewer, "keep-lost-pupils", { authorityId });
  // A school that sent it away made it itself; whoever it was handed to sees it only while it stands so.
  if (deleted || (!keeps && moved === "withdrawn")) throw new NotFound();
  await insertStep(context, id, { step: "taken" });
  await context.audit({
    ...{ act: "took a lost pupil's file", subject: "lost pupil", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
    details: { reference },
  });
  // The answer is kept with the form, and a child's file is not: its bytes are read when the act is done.
  return { id, name: fileName };
}
