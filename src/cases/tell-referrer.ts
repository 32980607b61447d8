import type { Context } from "../context.ts";
import { caseToWork } from "./case-to-work.ts";
import { recordFact } from "./record-facts.ts";
import { tellReferrers } from "./referrers.store.ts";

/** Tells whoever referred the child something in plain words. Throws as `caseToWork` and `recordFact`. [G02] */
export async function tellReferrer(
  context: Context,
  reference: string,
  { words, seen }: { words: string; seen?: number | undefined },
): Promise<"told" | "nobody-to-tell"> {
  const kase = await caseToWork(context, reference, "work-case");
  await recordFact(context, kase.id, { kind: "referrer-told", details: {}, seen });
  return (await tellReferrers(context, kase.id, words)) > 0 ? "told" : "nobody-to-tell";
}
