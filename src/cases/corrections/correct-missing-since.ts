import type { Context } from "../../context.ts";
import { chronologyOf, factsOf } from "../case-record.ts";
import { caseToWork } from "../case-to-work.ts";
import { copyMissingSince } from "../cases.store.ts";
import { recordFact } from "../record-facts.ts";
import { recordToReplace, replaceRecord } from "./replace-record.ts";

/**
 * Puts right since when the child of an open case is missing education: the opening is recorded anew with that day, and a note says
 * how it is known. Throws as `caseToWork`, `recordToReplace` and `recordFact`. [G03] [H07]
 */
export async function correctMissingSince(
  context: Context,
  reference: string,
  { missingSince, note, seen }: { missingSince: Temporal.PlainDate; note: string; seen?: number | undefined },
): Promise<"corrected" | "closed"> {
  const kase = await caseToWork(context, reference, "work-case");
  const opening = chronologyOf(await factsOf(context, kase.id)).find(
    ({ kind, correctedBy }) => kind === "case-opened" && correctedBy === undefined,
  );
  if (!kase.open || opening?.kind !== "case-opened") return "closed";
  const found = await recordToReplace(context, { reference, factId: opening.id });
  const details = { ...opening.details, missingSince: missingSince.toString() };
  const fact = { kind: "case-opened" as const, details, happenedAt: opening.happenedAt };
  await replaceRecord(context, found, { was: "otherwise", fact }, { seen });
  await recordFact(context, kase.id, { kind: "note-made", details: { note } });
  await copyMissingSince(context.database, kase.id, missingSince);
  return "corrected";
}
