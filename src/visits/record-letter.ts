import { requireAct } from "../access/index.ts";
import { caseByReference, holdBefore, recordFact } from "../cases/index.ts";
import type { Context } from "../context.ts";

/** Records that the letter before an ordinary visit has gone to the family. Throws NotFound, NotAllowed and ChangedBySomeoneElse. [C20] */
export async function recordLetter(
  context: Context,
  reference: string,
  { seen }: { seen?: number | undefined },
): Promise<"recorded" | "closed" | "held"> {
  const kase = await caseByReference(context, reference);
  requireAct(context.viewer, "record-visit", { authorityId: kase.authorityId, areaId: kase.areaId });
  if (!kase.open) return "closed";
  if (await holdBefore(context, kase)) return "held";
  await recordFact(context, kase.id, { kind: "letter-sent", details: { about: "visit" }, seen });
  return "recorded";
}
