import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { type ReferralContent, wholeContent } from "./referral.ts";
import { takeInReferral } from "./take-in-referral.ts";

/** A child whom a comparison of lists found, as the referral is to say it. */
export type FoundByComparison = {
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  childId: number | null;
  child: Partial<ReferralContent["child"]>;
  /** Question and answer, as the officer saw them. */
  rows: { asked: string; answered: string }[];
};

/**
 * Refers a child whom a comparison of lists found (act open-case): it waits among the referrals, where every list is searched
 * before a case opens, as for any other. [B01] [A10]
 * @throws NotAllowed in another authority.
 */
export async function referFromComparison(
  context: Context,
  { authorityId, areaId, schoolId, childId, child, rows }: FoundByComparison,
): Promise<{ id: number; reference: string }> {
  const { viewer } = context;
  requireAct(viewer, "open-case", { authorityId });
  const sections = [{ slug: "comparison", title: "What the lists say", rows }];
  const sender = { name: viewer.name, position: "", phone: "", schoolName: "" };
  const content = wholeContent({ sections, sender }, child);
  return takeInReferral(context, "sent referral", {
    ...{ form: "comparison", authorityId, areaId, schoolId, childId, content },
  });
}
