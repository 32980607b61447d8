import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { adviseRemovalFact } from "./advise-case.ts";
import { stateOf } from "./removal.ts";
import { insertStep, removalById } from "./removals.store.ts";

export type RemovalAnswer =
  | { answer: "agreed"; from: Temporal.PlainDate; words: string }
  | { answer: "refused"; words: string };

/**
 * The officer says yes, from a day, or no, to a removal that a school asked about (act agree-removal). The day may lie in
 * the past, but not before the ground was met. An open case of the child hears of a yes. [C28] [C32]
 * @throws NotFound for a removal that the viewer may not know of, NotAllowed in another authority.
 */
export async function agreeToRemoval(
  context: Context,
  removalId: number,
  answer: RemovalAnswer,
): Promise<"answered" | "already-answered" | "before-met"> {
  const removal = await removalById(context.database, removalId);
  if (!removal) throw new NotFound();
  const { authorityId, childId, metOn } = removal;
  requireAct(context.viewer, "agree-removal", { authorityId });
  if (stateOf(removal) !== "waiting") return "already-answered";
  if (answer.answer === "agreed" && Temporal.PlainDate.compare(answer.from, metOn) < 0) return "before-met";
  await insertStep(context, removalId, {
    ...{ step: answer.answer, words: answer.words },
    ...(answer.answer === "agreed" && { onDay: answer.from }),
  });
  if (answer.answer === "agreed") await adviseRemovalFact(context, childId, answer.from);
  await context.audit({
    ...{ act: `${answer.answer} a removal`, subject: "child", subjectId: childId, childId, authorityId },
    details: { removal: removalId },
  });
  return "answered";
}
