import type { Context } from "../context.ts";
import { caseToWork } from "./case-to-work.ts";
import { recordFact } from "./record-facts.ts";

/**
 * Adds a note to a case, open or closed. It stands beside whatever others record meanwhile, so it asks for nothing to
 * have been seen. Throws as `caseToWork` and `recordFact`. [G03, C30]
 */
export async function addNote(context: Context, reference: string, note: string): Promise<"recorded"> {
  const kase = await caseToWork(context, reference, "add-note");
  await recordFact(context, kase.id, { kind: "note-made", details: { note } });
  return "recorded";
}
