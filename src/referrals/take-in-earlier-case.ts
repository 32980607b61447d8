import { requireAct } from "../access/index.ts";
import type { Reason } from "../children/index.ts";
import type { Context } from "../context.ts";
import { searchLists } from "../matching/index.ts";
import { type Decided, decideReferral } from "./decide-referral.ts";
import { type ReferralContent, wholeContent } from "./referral.ts";
import { earlierRowTakenIn, referralByReference } from "./referrals.store.ts";
import { fingerprintOf, soughtChild } from "./sought-child.ts";
import { takeInReferral } from "./take-in-referral.ts";

/** A case of the register that an authority kept before. */
export type EarlierCase = {
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  /** What tells this row from every other of that register. */
  key: string;
  child: Partial<ReferralContent["child"]>;
  reason: Reason;
  missingSince: Temporal.PlainDate | null;
  /** When it was referred; without it, it counts from now. */
  receivedAt: Temporal.Instant | undefined;
  /** What the row says of the family and the school, by the names of a referral's answers. */
  answers: Readonly<Record<string, string>>;
  /** Every cell of the row, as it stood. */
  rows: { asked: string; answered: string }[];
};

export type EarlierCaseTaken =
  | { became: "case" | "open-case-already"; reference: string }
  /** Somebody on a list may be this child, or may not: an officer decides. */
  | { became: "referral"; reference: string }
  | { became: "taken-in-before"; reference: string };

/**
 * Takes in one case of the register that was kept before Keepsight (act open-case), once: as a referral with every cell of its row. Every list
 * is searched as before any case [A10]; where one child is surely meant, or none can be, the case opens, else the referral waits for an officer.
 * @throws NotAllowed in another authority.
 */
export async function takeInEarlierCase(context: Context, earlier: EarlierCase): Promise<EarlierCaseTaken> {
  const { authorityId, areaId, schoolId, key, child, reason, missingSince, receivedAt, rows } = earlier;
  requireAct(context.viewer, "open-case", { authorityId });
  const before = await earlierRowTakenIn(context.database, authorityId, key);
  if (before) return { became: "taken-in-before", reference: before };
  const content = wholeContent(
    {
      answers: { ...earlier.answers, earlierRegister: key },
      sections: [{ slug: "earlier-register", title: "From the register kept before", rows }],
      sender: {
        name: context.viewer.name,
        position: "",
        phone: "",
        schoolName: earlier.answers["school"] ?? "",
      },
    },
    child,
  );
  const { reference } = await takeInReferral(context, "entered report", {
    ...{ form: "team", authorityId, areaId, schoolId, childId: null, content },
    ...(receivedAt && { receivedAt }),
  });
  const referral = await referralByReference(context.database, reference);
  if (!referral) throw new Error(`The referral ${reference} that was just taken in is not there`);
  const { candidates } = await searchLists(context, soughtChild(referral));
  const likely = candidates.filter(
    ({ likelihood }) => likelihood === "very-likely" || likelihood === "possible",
  );
  const [sure] = likely;
  const isSure = likely.length === 1 && sure?.likelihood === "very-likely";
  if (likely.length > 0 && !isSure) return { became: "referral", reference };
  const match = { match: sure?.key ?? "none", seen: fingerprintOf(candidates) };
  const opened = await decideReferral(context, reference, {
    ...{ ...match, decision: "open-case", reason, missingSince, address: "unknown", groups: [] },
  });
  if (!("refused" in opened)) return becameOf(opened, "case", reference);
  if (opened.refused !== "already-open") return { became: "referral", reference };
  const joined = await decideReferral(context, reference, { ...match, decision: "existing-case" });
  return becameOf(joined, "open-case-already", reference);
}

function becameOf(done: Decided, became: "case" | "open-case-already", referral: string): EarlierCaseTaken {
  return "decided" in done && done.decided === "case"
    ? { became, reference: done.reference }
    : { became: "referral", reference: referral };
}
