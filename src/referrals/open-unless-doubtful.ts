import type { Reason } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { searchLists } from "../matching/index.ts";
import { decideReferral } from "./decide-referral.ts";
import { referralByReference } from "./referrals.store.ts";
import { candidatesApart, fingerprintOf, soughtChild } from "./sought-child.ts";

/**
 * Searches every list for the child of a referral, and opens the case when no list knows anybody else who may be this child and
 * the child stands on record. Otherwise the referral waits for an officer, who looks at those whom the search brought.
 * (Act open-case.) [B02] [A10] [A06]
 * @throws NotFound for a referral that the viewer may not know of, NotAllowed in another authority.
 */
export async function openUnlessDoubtful(
  context: Context,
  reference: string,
  { reason, missingSince }: { reason: Reason; missingSince: Temporal.PlainDate | null },
): Promise<"opened" | "waits"> {
  const referral = await referralByReference(context.database, reference);
  if (!referral) throw new NotFound();
  if (referral.childId === null) return "waits";
  const { candidates } = await searchLists(context, soughtChild(referral));
  const { others } = candidatesApart(candidates, referral.childId);
  if (others.some(({ likelihood }) => likelihood === "very-likely" || likelihood === "possible"))
    return "waits";
  const decided = await decideReferral(context, reference, {
    ...{ match: "none", seen: fingerprintOf(candidates), decision: "open-case", reason, missingSince },
    ...{ address: "unknown", groups: [] },
  });
  return "decided" in decided ? "opened" : "waits";
}
