import { addressesOf, lastKnown, readPostcode } from "../../children/index.ts";
import type { Context } from "../../context.ts";
import { NotAllowed } from "../../database/index.ts";
import { insertAssessment, isTooLow, type RisksWeighed } from "../../visits/index.ts";
import { appendFacts } from "./pass-on.ts";
import { holdHistoryOf } from "./passed-on.store.ts";
import { endedBy, mayEnd, type PassedOn, passedOnCalled } from "./record-on-referral.ts";

/** Where the family of a referral is visited: as the child's record says, or else the referral. */
export async function doorOf(
  { database }: Pick<Context, "database">,
  { childId, content: { answers } }: PassedOn["referral"],
): Promise<{ lines: string; postcode: string | null }> {
  const address = childId === null ? undefined : lastKnown(await addressesOf(database, childId));
  if (address) return address;
  return {
    lines: String(answers["address"] ?? "Not known"),
    postcode: readPostcode(String(answers["postcode"] ?? "")) ?? null,
  };
}

/**
 * Records what is known of the danger of a visit on a referral that was passed on, before anybody goes (act do-step). Throws
 * NotFound, and NotAllowed for whoever does not owe the visit. [E02, D06]
 */
export async function assessRiskOnReferral(
  context: Context,
  reference: string,
  { risks, other, overall }: RisksWeighed,
): Promise<"assessed" | "not-owed" | "held" | "too-low"> {
  const { database, viewer, now, audit } = context;
  const known = await passedOnCalled(context, reference);
  await holdHistoryOf(database, known.referral.id);
  const passedOn = await passedOnCalled(context, reference);
  const { referral } = passedOn;
  const ending = await endedBy(context, passedOn, "visit-made");
  if (ending.length === 0) return "not-owed";
  if (!mayEnd(viewer, passedOn, ending)) throw new NotAllowed("do-step");
  if (passedOn.held) return "held";
  if (isTooLow(overall, risks)) return "too-low";
  const { lines, postcode } = await doorOf(context, referral);
  await insertAssessment(database, {
    ...{ of: { referralId: referral.id }, childId: referral.childId, address: lines, postcode },
    ...{ risks, other, overall, madeAt: now, madeBy: viewer.personId },
  });
  await appendFacts(context, referral, [{ kind: "visit-risk-assessed", details: { risk: overall } }]);
  const { id, childId, authorityId } = referral;
  await audit({
    ...{ act: "assessed visit risk", subject: "referral", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
  });
  return "assessed";
}
