import type { Context } from "../context.ts";
import { dayInWords, londonDay } from "../web/design/words.ts";
import { insertProgress, insertReferral, type NewReferral } from "./referrals.store.ts";

/** How a referral came, as the audit log says it. */
export type CameBy = "sent referral" | "entered report" | "took in concern";

/**
 * Every referral begins here, whoever makes it: kept as it was sent under the authority's next reference, its receipt told to the
 * sender, and named in the audit log. Whether it may be made was asked before. [G02]
 */
export async function takeInReferral(
  context: Context,
  act: CameBy,
  referral: NewReferral,
): Promise<{ id: number; reference: string }> {
  const { authorityId, childId, receivedAt = context.now } = referral;
  const { id, reference } = await insertReferral(context, referral);
  await insertProgress(context, id, `Received on ${dayInWords(londonDay(receivedAt))}.`);
  await context.audit({
    ...{ act, subject: "referral", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
  });
  const { urgent, concern } = referral.content;
  if ((urgent || concern) && isNews(receivedAt, context.now))
    await context.jobs.send(context.database, "remind-of-urgent", { about: "referral", reference });
  return { id, reference };
}

/** What came longer ago was entered from paper or from an earlier register: nobody is woken for it. */
function isNews(receivedAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(receivedAt, now.subtract({ hours: 7 * 24 })) > 0;
}
