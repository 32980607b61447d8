import { mayDo, type Viewer } from "../../access/index.ts";
import { dayOf, momentWithin } from "../../calendar/index.ts";
import {
  calendarsAtHand,
  holdsRole,
  type NewFact,
  type SimpleKind,
  simpleKindNamed,
} from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { ChangedBySomeoneElse, NotAllowed, NotFound } from "../../database/index.ts";
import { type CaseFact, isOwedNow, proceduresOf } from "../../procedures/index.ts";
import { insertProgress, type Referral, referralByReference } from "../referrals.store.ts";
import { appendFacts } from "./pass-on.ts";
import {
  factsOfReferral,
  holdHistoryOf,
  isApproachForbidden,
  type KeptOwed,
  owedOn,
  type ReferralFact,
} from "./passed-on.store.ts";
import { followsFrom, toldWhenDone } from "./passed-on.ts";
import { risksWeighedAt } from "./risks-weighed.ts";

/** What can be recorded of a referral that was passed on. */
export type RecordableKind = SimpleKind | "visit-made" | "pupil-returned";

/** The kind of this name that can be recorded of a referral that was passed on; undefined when there is none. */
export function recordableNamed(name: string): RecordableKind | undefined {
  return name === "visit-made" || name === "pupil-returned" ? name : simpleKindNamed(name);
}

/** A referral that was passed on, as the viewer may see it. */
export type PassedOn = {
  referral: Referral;
  facts: readonly ReferralFact[];
  owed: readonly KeptOwed[];
  /** Nobody may approach the family now. */
  held: boolean;
};

/** The referral with this reference that was passed on. Throws NotFound where there is none of which the viewer may know more than its sender. */
export async function passedOnCalled(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  reference: string,
): Promise<PassedOn> {
  const referral = await referralByReference(database, reference);
  if (!referral || !mayDo(viewer, "see-case", referral)) throw new NotFound();
  const facts = await factsOfReferral(database, referral.id);
  if (facts.length === 0) throw new NotFound();
  return {
    ...{ referral, facts, owed: await owedOn(database, referral.id) },
    held: referral.childId !== null && (await isApproachForbidden(database, referral.childId)),
  };
}

/** What makes steps needless rather than doing them. */
export const endings = {
  "pupil-returned": {},
  "concern-settled": { about: "safety" },
} as const;

/**
 * What is owed now on a referral that a fact of this kind would end, done or made needless. That the pupil is back at school, or that the
 * sender's fear is settled, is asked of the engine: a rule can be spared by it, or stop holding.
 */
export async function endedBy(
  context: Pick<Context, "database" | "procedures" | "now">,
  { referral, facts, owed }: PassedOn,
  kind: RecordableKind,
): Promise<KeptOwed[]> {
  const now = owed.filter(isOwedNow);
  if (kind !== "pupil-returned" && kind !== "concern-settled") {
    const rules = proceduresOf(context.procedures, referral).flatMap(({ rules }) => rules);
    return now.filter(({ id }) =>
      rules.some((rule) => rule.id === id && rule.ends.some((end) => end.kind === kind)),
    );
  }
  const moment = { id: 0, happenedAt: context.now, madeAt: context.now };
  const ending = { kind, details: endings[kind], ...moment } as CaseFact;
  const after = followsFrom({
    ...context,
    referral,
    facts: [...facts, ending],
    calendars: await calendarsAtHand(context, referral),
  });
  return now.filter(({ id, startedBy }) =>
    after.some((each) => each.id === id && each.startedBy === startedBy && !isOwedNow(each)),
  );
}

/** If the viewer may record what ends these: they work cases there, or one of their roles owes one of them. [G04] */
export function mayEnd(viewer: Viewer, { referral }: PassedOn, ending: readonly KeptOwed[]): boolean {
  return (
    ending.length > 0 &&
    mayDo(viewer, "do-step", referral) &&
    (mayDo(viewer, "work-case", referral) || ending.some(({ role }) => holdsRole(viewer, role, referral)))
  );
}

/** Why something cannot be recorded. */
export type Refusal =
  | "not-owed"
  | "held"
  | "before-passing"
  | "before-received"
  | "risk-not-assessed"
  | "before-assessment";

export type OnReferral = {
  fact: Extract<NewFact, { kind: RecordableKind }>;
  happenedOn: Temporal.PlainDate;
  /** The last fact that the page showed. */
  seen: number;
};

/**
 * Records what was done on a referral that was passed on (act do-step), works out what is owed and tells the sender, in the
 * act's transaction. Throws NotFound, NotAllowed, CalendarTooShort, and ChangedBySomeoneElse when there is a newer fact.
 */
export async function recordOnReferral(
  context: Context,
  reference: string,
  { fact, happenedOn, seen }: OnReferral,
): Promise<"recorded" | Refusal> {
  const { database, viewer, now, audit } = context;
  const known = await passedOnCalled(context, reference);
  const { referral } = known;
  await holdHistoryOf(database, referral.id);
  const passedOn = await passedOnCalled(context, reference);
  const ending = await endedBy(context, passedOn, fact.kind);
  if (ending.length === 0) return "not-owed";
  if (!mayEnd(viewer, passedOn, ending)) throw new NotAllowed("do-step");
  if ((passedOn.facts.at(-1)?.id ?? 0) !== seen) throw new ChangedBySomeoneElse(referral.id, seen);
  if (passedOn.held && fact.kind === "visit-made") return "held";
  const happenedAt = momentWithin(happenedOn, now);
  // Of what the sender fears somebody can have been told before anybody decided on the referral.
  const ofFear = fact.kind === "agency-told" || fact.kind === "concern-settled";
  const begins = ofFear ? "referral-received" : "referral-redirected";
  const begunAt = passedOn.facts.find(({ kind }) => kind === begins)?.happenedAt;
  if (begunAt && Temporal.Instant.compare(happenedAt, begunAt) < 0)
    return ofFear ? "before-received" : "before-passing";
  if (fact.kind === "visit-made") {
    const weighedAt = await risksWeighedAt(context, passedOn);
    if (!weighedAt) return "risk-not-assessed";
    if (Temporal.PlainDate.compare(happenedOn, dayOf(weighedAt)) < 0) return "before-assessment";
  }
  const owed = await appendFacts(context, referral, [{ ...fact, happenedAt }]);
  await insertProgress(context, referral.id, toldWhenDone(fact.kind, owed));
  const { id, childId, authorityId } = referral;
  await audit({
    ...{ act: "recorded on referral", subject: "referral", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
    details: { kind: fact.kind },
  });
  return "recorded";
}
