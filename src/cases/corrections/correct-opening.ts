import type { Reason } from "../../children/index.ts";
import type { Context } from "../../context.ts";
import { chronologyOf, factsOf } from "../case-record.ts";
import { caseToWork } from "../case-to-work.ts";
import { copyOpening } from "../cases.store.ts";
import { recordFacts } from "../record-facts.ts";
import { recordToReplace, replaceRecord } from "./replace-record.ts";

/** What is right of an opening, and how that is known. */
export type RightOpening = {
  reason: Reason;
  /** Left out: not known. */
  missingSince?: Temporal.PlainDate | undefined;
  note: string;
  seen?: number | undefined;
};

/**
 * Puts right why an open case was opened, or since when its child is missing education: the opening is recorded anew, what is owed is
 * worked out by it, and a note says how it is known. Throws as `caseToWork`, `recordToReplace` and `recordFacts`. [G03] [H07] [A08]
 */
export async function correctOpening(
  context: Context,
  reference: string,
  { reason, missingSince, note, seen }: RightOpening,
): Promise<"corrected" | "closed" | "as-it-was"> {
  const kase = await caseToWork(context, reference, "work-case");
  const opening = chronologyOf(await factsOf(context, kase.id)).find(
    ({ kind, correctedBy }) => kind === "case-opened" && correctedBy === undefined,
  );
  if (!kase.open || opening?.kind !== "case-opened") return "closed";
  const since = missingSince?.toString() ?? null;
  if (opening.details.reason === reason && opening.details.missingSince === since) return "as-it-was";
  const found = await recordToReplace(context, { reference, factId: opening.id });
  const details = { ...opening.details, reason, missingSince: since };
  const fact = { kind: "case-opened" as const, details, happenedAt: opening.happenedAt };
  await replaceRecord(context, found, { was: "otherwise", fact }, { seen });
  await recordFacts(context, kase.id, [{ kind: "note-made", details: { note } }]);
  await copyOpening(context.database, kase.id, { reason, missingSince: missingSince ?? null });
  return "corrected";
}
