import type { Context } from "../context.ts";

/** Records in the audit log that somebody saw a page about the visits of a case. */
export function sawVisits(
  context: Context,
  kase: { id: number; childId: number; authorityId: number },
  act: string,
): Promise<void> {
  return context.audit({
    act,
    subject: "case",
    subjectId: kase.id,
    childId: kase.childId,
    authorityId: kase.authorityId,
  });
}
