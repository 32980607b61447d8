import { authorityKnown } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Reason } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { type DetailsOf, proceduresOf, versionInForce } from "../procedures/index.ts";
import type { NewFact } from "./case.ts";
import { insertCase, openCaseOf } from "./cases.store.ts";
import { fearOfSender } from "./fear-of-sender.ts";
import { recordFacts } from "./record-facts.ts";
import { linkReferral, tellReferrers } from "./referrers.store.ts";
import { toldOnOpening } from "./words-for-referrers.ts";

/** The referral on which a case is opened. */
type ReferralAccepted = DetailsOf<"referral-received"> & {
  id: number;
  reference: string;
  receivedAt: Temporal.Instant;
};

export type CaseAsked = {
  childId: number;
  authorityId: number;
  areaId: number | null;
  /** The school that the child left, if there is one: its term dates count. */
  schoolId: number | null;
  /** A word of the list of reasons; its text is said at the edge alone. */
  reason: Reason;
  missingSince: Temporal.PlainDate | null;
  /** Where the family is believed to live, seen from the authority. */
  address: DetailsOf<"case-opened">["address"];
  referral: ReferralAccepted;
  /** What the referral says had happened before it, such as `child-left-school`. */
  before?: readonly NewFact[];
};

export type CaseOpened =
  | { reference: string; caseId: number }
  | { refused: "already-open"; reference: string };

/**
 * Opens a case on a referral: its first facts, what is owed under the authority's procedure in force on the day of the
 * first of them, and a word to the referrer. What a sender fears is a concern on the case. A child has one open case in an
 * authority. Throws NotFound for a child or referral that the viewer may not know of.
 */
export async function openCase(context: Context, asked: CaseAsked): Promise<CaseOpened> {
  const { database, viewer, now } = context;
  const { id, receivedAt, form, urgent, concern } = asked.referral;
  const already = await openCaseOf(database, asked);
  if (already) return { refused: "already-open", reference: already };
  const first = [receivedAt, ...(asked.before ?? []).map(({ happenedAt }) => happenedAt ?? now)]
    .sort(Temporal.Instant.compare)
    .map(dayOf)[0];
  const { procedure } = await authorityKnown(database, asked.authorityId);
  const { authorityId } = asked;
  const followed = proceduresOf(context.procedures, { authorityId, procedure, openedAt: now });
  const version = first && versionInForce(followed, procedure, first);
  if (!version)
    throw new Error(
      `No procedure called ${procedure} is loaded. Name a loaded one in the authority's settings.`,
    );
  const opened = await insertCase(database, {
    ...asked,
    procedure,
    procedureVersion: version.version,
    openedAt: now,
    openedBy: viewer.personId,
  });
  if (!opened) {
    const winner = await openCaseOf(database, asked);
    if (winner) return { refused: "already-open", reference: winner };
    throw new NotFound();
  }
  if (!(await linkReferral(database, id, { caseId: opened.id, childId: asked.childId })))
    throw new NotFound();
  const { reason, missingSince, address } = asked;
  await recordFacts(context, opened.id, [
    ...(asked.before ?? []),
    { kind: "referral-received", details: { form, urgent, concern }, happenedAt: receivedAt },
    ...fearOfSender(asked.referral),
    { kind: "case-opened", details: { reason, missingSince: missingSince?.toString() ?? null, address } },
  ]);
  await tellReferrers(context, opened.id, toldOnOpening(dayOf(now)));
  return { reference: opened.reference, caseId: opened.id };
}
