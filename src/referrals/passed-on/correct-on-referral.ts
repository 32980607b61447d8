import { mayDo, type Viewer } from "../../access/index.ts";
import { dayOf, momentWithin } from "../../calendar/index.ts";
import { type Corrected, holdsRole, type NewFact } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { ChangedBySomeoneElse, NotAllowed, NotFound } from "../../database/index.ts";
import { insertProgress } from "../referrals.store.ts";
import { appendFacts } from "./pass-on.ts";
import { holdHistoryOf, type ReferralFact } from "./passed-on.store.ts";
import { toldWhenCorrected } from "./passed-on.ts";
import {
  type OnReferral,
  type PassedOn,
  passedOnCalled,
  type Refusal,
  recordableNamed,
} from "./record-on-referral.ts";
import { weighedBefore } from "./risks-weighed.ts";

/** A correction of what was recorded on a referral. */
export type Correction = Corrected<Omit<OnReferral, "seen">>;

/** If a fact can be corrected: what has a form of its own. A wrong assessment of risks is followed by another one. */
export function isCorrectable({ kind }: ReferralFact): boolean {
  return recordableNamed(kind) !== undefined;
}

/** The record with this number of what was done. Throws NotFound where there is none. */
export function recordCalled({ facts }: PassedOn, id: number): ReferralFact {
  const record = facts.find((fact) => fact.id === id);
  if (!record || !isCorrectable(record)) throw new NotFound();
  return record;
}

/** The fact that has taken the place of a record, if one has. */
export function correctionOf({ facts }: PassedOn, record: ReferralFact): ReferralFact | undefined {
  return facts.find(({ replaces }) => replaces === record.id);
}

/** If the viewer may correct what was recorded: they work cases there, or one of their roles was asked for something on it. [G04] */
export function mayCorrect(viewer: Viewer, { referral, owed }: PassedOn): boolean {
  return (
    mayDo(viewer, "do-step", referral) &&
    (mayDo(viewer, "work-case", referral) || owed.some(({ role }) => holdsRole(viewer, role, referral)))
  );
}

/**
 * Corrects a record of a referral that was passed on (act do-step): a new fact takes its place and the old one stays
 * readable. Works out what is owed and tells the sender, in the act's transaction. Throws NotFound, NotAllowed,
 * CalendarTooShort, and ChangedBySomeoneElse when it was corrected already. [G03]
 */
export async function correctOnReferral(
  context: Context,
  { reference, factId }: { reference: string; factId: number },
  correction: Correction,
): Promise<"corrected" | Refusal> {
  const { database, now, audit } = context;
  await holdHistoryOf(database, (await passedOnCalled(context, reference)).referral.id);
  const passedOn = await passedOnCalled(context, reference);
  const { referral } = passedOn;
  const wrong = recordCalled(passedOn, factId);
  if (!mayCorrect(context.viewer, passedOn)) throw new NotAllowed("do-step");
  if (correctionOf(passedOn, wrong)) throw new ChangedBySomeoneElse(factId, factId);
  const right: NewFact =
    correction.was === "not"
      ? { kind: "note-made", details: { note: correction.because } }
      : { ...correction.fact, happenedAt: momentWithin(correction.happenedOn, now) };
  if (correction.was === "otherwise") {
    if (right.kind !== wrong.kind) throw new NotFound();
    const refused = await whyRefused(context, passedOn, wrong, correction.happenedOn);
    if (refused) return refused;
  }
  const owed = await appendFacts(context, referral, [{ ...right, replaces: factId }]);
  await insertProgress(context, referral.id, toldWhenCorrected(owed));
  const { id, childId, authorityId } = referral;
  await audit({
    ...{ act: "corrected on referral", subject: "referral", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
    details: { kind: wrong.kind, replaces: factId, was: correction.was },
  });
  return "corrected";
}

/** The same that the first record was held to: not before the referral was passed on, and no visit before its risks were weighed. */
async function whyRefused(
  context: Context,
  passedOn: PassedOn,
  wrong: ReferralFact,
  happenedOn: Temporal.PlainDate,
): Promise<Refusal | undefined> {
  const { facts } = passedOn;
  const isBefore = (moment: Temporal.Instant) => Temporal.PlainDate.compare(happenedOn, dayOf(moment)) < 0;
  const passedOnAt = facts.find(({ kind }) => kind === "referral-redirected")?.happenedAt;
  if (passedOnAt && isBefore(passedOnAt)) return "before-passing";
  const weighedAt = wrong.kind === "visit-made" && (await weighedBefore(context, passedOn, wrong));
  return weighedAt && isBefore(weighedAt) ? "before-assessment" : undefined;
}
