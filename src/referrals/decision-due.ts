import { decisionOwed } from "../cases/index.ts";
import type { Context } from "../context.ts";
import type { Referral } from "./referrals.store.ts";

/** The last day on which a referral that waits is decided in time, by the authority's own procedure; undefined where it sets none. */
export async function decisionDueOn(
  context: Context,
  referral: Referral,
): Promise<Temporal.PlainDate | undefined> {
  const { content, ...place } = referral;
  return (await decisionOwed(context, { ...place, urgent: content.urgent, concern: content.concern }))?.dueOn;
}
