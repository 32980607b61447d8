import type { Context } from "../context.ts";
import { caseToWork } from "./case-to-work.ts";
import { isNotedAlready } from "./facts.store.ts";
import { recordFact } from "./record-facts.ts";

/**
 * Adds a note to a case, open or closed. It stands beside whatever others record meanwhile, so it asks for nothing to
 * have been seen. The same words of the same person within the hour are one note: a browser that goes back keeps what was typed,
 * and it is sent once more. Throws as `caseToWork`. [G03, C30]
 */
export async function addNote(context: Context, reference: string, note: string): Promise<"recorded"> {
  const kase = await caseToWork(context, reference, "add-note");
  if (await isNotedAlready(context, kase.id, note)) return "recorded";
  await recordFact(context, kase.id, { kind: "note-made", details: { note } });
  return "recorded";
}
