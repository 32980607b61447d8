import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { askAboutFinding } from "../enquiries/index.ts";
import { referFromComparison } from "../referrals/index.ts";
import { dayInWords, londonDay, shortDay } from "../web/design/words.ts";
import { comparisonCalled } from "./definitions/index.ts";
import { entryToRefer, type Finding, findingsNumbered, insertSettlement } from "./findings.store.ts";

/**
 * What is done about findings: it is fine for a reason, the school is asked, a referral is made, or one is made because the
 * school that was asked is silent.
 */
export type Settling =
  | { how: "fine"; ids: readonly number[]; why: string }
  | { how: "asked"; ids: readonly number[]; question: string }
  | { how: "referred" | "unanswered"; ids: readonly number[] };

/** How many it was done about, and how many it could not be done about; of one referral, its reference. */
export type Settled = { done: number; left: number; reference?: string };

/**
 * Settles findings of comparisons, one or many: each is a fact that holds until a source of the finding changes. What is in
 * hand already is left as it is. (Acts settle-comparison, and send-enquiry or open-case.) [B01] [B02] [B03] [B04] [B07]
 * @throws NotFound when a finding is no longer listed or the viewer may not know of it, NotAllowed in another place.
 */
export async function settleFindings(context: Context, settling: Settling): Promise<Settled> {
  const { database, viewer, audit } = context;
  const findings = await findingsNumbered(database, settling.ids);
  if (findings.length < new Set(settling.ids).size) throw new NotFound();
  const settled: Settled = { done: 0, left: 0 };
  for (const finding of findings) {
    const { authorityId, areaId } = finding;
    requireAct(viewer, "settle-comparison", { authorityId, areaId });
    const settles = (settling.how === "unanswered" ? ["asked"] : ["open", "probable"]).includes(
      finding.standing,
    );
    const reference = settles && (await settle(context, finding, settling));
    if (reference === false || reference === undefined) {
      settled.left += 1;
      continue;
    }
    settled.done += 1;
    if (asReferralIn(settling) && findings.length === 1) settled.reference = reference;
    await audit({
      ...{ act: "settled comparison", subject: "finding", subjectId: finding.id, authorityId },
      ...(finding.childId !== null && { childId: finding.childId }),
      details: { how: settling.how, comparison: finding.comparison },
    });
  }
  return settled;
}

function asReferralIn({ how }: Settling): boolean {
  return how === "referred" || how === "unanswered";
}

/** Undefined when it cannot be done: there is no school to ask. */
async function settle(context: Context, finding: Finding, settling: Settling): Promise<string | undefined> {
  const { database, now, viewer } = context;
  const fact = { findingId: finding.id, sources: finding.sources, at: now, by: viewer.personId };
  if (settling.how === "fine") {
    await insertSettlement(database, { ...fact, how: "fine", why: settling.why });
    return "";
  }
  if (settling.how === "asked") {
    const { schoolId, areaId, authorityId, forename, surname, dateOfBirth, evidence } = finding;
    if (schoolId === null) return undefined;
    const asked = await askAboutFinding(context, {
      ...{ findingId: finding.id, authorityId, areaId, schoolId, question: settling.question },
      disclosed: {
        ...{ forename, surname },
        ...(dateOfBirth && { dateOfBirth: dateOfBirth.toString() }),
        ...(evidence.leftSchool !== undefined && { formerSchool: evidence.leftSchool }),
      },
    });
    await insertSettlement(database, { ...fact, how: "asked", enquiryId: asked.id });
    return asked.reference;
  }
  const referred = await referFromComparison(context, await asReferral(context, finding));
  await insertSettlement(database, { ...fact, how: "referred", referralId: referred.id });
  return referred.reference;
}

const dayTold = (at: string) => dayInWords(londonDay(Temporal.Instant.from(at)));

async function asReferral({ database }: Context, finding: Finding) {
  const { authorityId, areaId, schoolId, childId, entryId, forename, surname, dateOfBirth } = finding;
  const comparison = comparisonCalled(finding.comparison);
  const entry = entryId === null ? undefined : await entryToRefer(database, entryId);
  return {
    ...{ authorityId, areaId, schoolId, childId },
    child: { ...entry, forename, surname, dateOfBirth: dateOfBirth?.toString() ?? null },
    rows: [
      { asked: "Found by", answered: comparison?.title ?? "" },
      { asked: "Evidence", answered: comparison?.inOneLine(finding.evidence) ?? "" },
      { asked: "Since", answered: dayInWords(finding.since) },
      ...(finding.done?.how === "asked" && finding.standing === "asked"
        ? [
            {
              asked: "Question to the school",
              answered: `${finding.done.enquiry} of ${dayTold(finding.done.at)}: no answer by ${finding.done.answerDueAt ? dayTold(finding.done.answerDueAt) : "now"}`,
            },
          ]
        : []),
      { asked: "Cannot be known", answered: comparison?.doubt ?? "" },
      { asked: "Born", answered: dateOfBirth ? shortDay(dateOfBirth) : "Not known" },
    ],
  };
}
