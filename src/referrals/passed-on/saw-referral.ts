import type { ReadingContext } from "../../context.ts";
import type { PassedOn } from "./record-on-referral.ts";

/** Records that the viewer saw a referral that was passed on. */
export async function sawReferral(context: ReadingContext, { referral }: PassedOn): Promise<void> {
  const { id, childId, authorityId } = referral;
  await context.audit({
    ...{ act: "saw referral", subject: "referral", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
  });
}
