import type { Context } from "../context.ts";
import { caseToWork } from "./case-to-work.ts";
import { recordFact } from "./record-facts.ts";
import { tellReferrers } from "./referrers.store.ts";
import { toldOnRemoval } from "./words-for-referrers.ts";

/**
 * Tells the school on which day it may take the child off its roll; the day may lie in the past, back to the last day of
 * attendance. Throws as `caseToWork` and `recordFact`. [C28]
 */
export async function adviseRemoval(
  context: Context,
  reference: string,
  { removeOn, seen }: { removeOn: Temporal.PlainDate; seen?: number | undefined },
): Promise<"recorded"> {
  const kase = await caseToWork(context, reference, "work-case");
  const details = { removeOn: removeOn.toString() };
  await recordFact(context, kase.id, { kind: "removal-advised", details, seen });
  await tellReferrers(context, kase.id, toldOnRemoval(details));
  return "recorded";
}
