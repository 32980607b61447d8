import type { Context } from "../context.ts";
import type { Kase } from "./case.ts";
import { caseToWork } from "./case-to-work.ts";
import { recordFacts } from "./record-facts.ts";
import { tellReferrers } from "./referrers.store.ts";
import { toldOnJoining } from "./words-for-referrers.ts";

/**
 * Closes a case because its child is sought in another one, under another record: no outcome is proved by it, so the other case is open
 * and stays the one in which the child is looked for. Whoever referred the child is told, there and when the other case ends; what was
 * found so far stands where it was recorded. Throws as `caseToWork` and `recordFacts`. [A11] [C24] [G02]
 */
export async function joinCase(
  context: Context,
  reference: string,
  goingOn: Pick<Kase, "id" | "reference" | "open">,
): Promise<void> {
  const kase = await caseToWork(context, reference, "close-case");
  if (!kase.open || !goingOn.open || kase.id === goingOn.id)
    throw new RangeError("A case is joined to another that is open, while it is open itself.");
  await recordFacts(context, kase.id, [
    {
      kind: "note-made",
      details: { note: `The child is sought in case ${goingOn.reference}, under another record.` },
    },
    { kind: "case-closed", details: { outcome: "same-child" } },
    { kind: "referrer-told", details: {} },
  ]);
  await tellReferrers(context, kase.id, toldOnJoining);
  await recordFacts(context, goingOn.id, [
    {
      kind: "note-made",
      details: {
        note: `Case ${reference} was about the same child, under another record. The search goes on here alone; what was found there stands in it.`,
      },
    },
  ]);
}
