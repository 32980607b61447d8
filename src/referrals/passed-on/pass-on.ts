import { calendarsAtHand, fearOfSender, type NewFact } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import type { DetailsOf, Obligation } from "../../procedures/index.ts";
import { absenceOf } from "../attendance/absence-told.ts";
import { hasProtectionPlan } from "../protection-plan.store.ts";
import type { RouteOnward } from "../referral.ts";
import { insertProgress, type Referral } from "../referrals.store.ts";
import { factsOfReferral, insertReferralFacts, replaceOwed } from "./passed-on.store.ts";
import { followsFrom, toldOnPassing } from "./passed-on.ts";

/**
 * Passes a referral on, in the transaction of the decision: its history begins, what its procedure asks now is owed by
 * somebody, what the sender fears among it, and the sender is told that and no more. The caller holds the referral. Throws CalendarTooShort. [A06] [G02]
 */
export async function passOn(context: Context, referral: Referral, to: RouteOnward): Promise<void> {
  const { form, content, receivedAt } = referral;
  const received: DetailsOf<"referral-received"> = {
    form: form as DetailsOf<"referral-received">["form"],
    urgent: content.urgent,
    concern: content.concern,
  };
  const protectionPlan =
    referral.childId !== null && (await hasProtectionPlan(context.database, referral.childId));
  const owed = await appendFacts(context, referral, [
    ...absenceOf(referral, context.now, { protectionPlan }),
    { kind: "referral-received", details: received, happenedAt: receivedAt },
    ...fearOfSender({ concern: content.concern, receivedAt }),
    { kind: "referral-redirected", details: { to } },
  ]);
  await insertProgress(context, referral.id, toldOnPassing(to, owed));
}

/** Appends facts to the history of a referral and works out what is owed on it. Throws CalendarTooShort and NoTermDates. */
export async function appendFacts(
  context: Context,
  referral: Pick<Referral, "id" | "authorityId" | "schoolId" | "procedure">,
  facts: readonly NewFact[],
): Promise<Obligation[]> {
  const { database, viewer, now } = context;
  await insertReferralFacts(database, referral.id, facts, { at: now, by: viewer.personId });
  const owed = followsFrom({
    ...context,
    referral,
    facts: await factsOfReferral(database, referral.id),
    calendars: await calendarsAtHand(context, referral),
  });
  await replaceOwed(database, referral.id, owed);
  return owed;
}
