import { requireAct } from "../access/index.ts";
import { momentWithin } from "../calendar/index.ts";
import { fearOfSender, type NewFact, openCase, raiseFlags, recordFacts } from "../cases/index.ts";
import { meetChild, type Reason, type VulnerabilityGroup } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { type Candidate, searchLists } from "../matching/index.ts";
import type { DetailsOf } from "../procedures/index.ts";
import { absenceForCase, absenceOf } from "./attendance/absence-told.ts";
import { passOn } from "./passed-on/pass-on.ts";
import { decideAlike, factsOfPolice } from "./police/join-police-list.ts";
import { hasProtectionPlan } from "./protection-plan.store.ts";
import { recordWhatItTells } from "./record-what-it-tells.ts";
import { type RouteOnward, stateOf } from "./referral.ts";
import {
  insertProgress,
  insertSearch,
  joinToChild,
  joinToOpenCase,
  lockReferral,
  type Referral,
  referralByReference,
} from "./referrals.store.ts";
import { candidatesApart, fingerprintOf, soughtChild } from "./sought-child.ts";

/** What an officer decides on a referral. */
export type Decision = {
  /** The candidate who is the same child, or "none": it is nobody whom a list knows. */
  match: string;
  /** What the search had brought when the officer looked. */
  seen: string;
  /** Anything besides that the sender is told. */
  words?: string | undefined;
} & (
  | {
      decision: "open-case";
      reason: Reason;
      missingSince: Temporal.PlainDate | null;
      address: DetailsOf<"case-opened">["address"];
      groups: readonly VulnerabilityGroup[];
    }
  | { decision: RouteOnward | "existing-case" }
);

export type Decided =
  | { decided: "case"; reference: string }
  | { decided: "passed-on" }
  | { refused: "already-decided" | "search-changed" | "no-open-case" }
  | { refused: "already-open"; reference: string };

/**
 * Decides on a referral: every list is searched again, and what was searched, what came back and what was decided is
 * kept. Then a case opens, or the referral is passed on and its sender told where. That two records are one child is a
 * statement, kept with the search: nothing is merged. [A10] [A11] [A06] [G02]
 * @throws NotFound for a referral that the viewer may not know of, NotAllowed in another authority.
 */
export async function decideReferral(
  context: Context,
  reference: string,
  decision: Decision,
): Promise<Decided> {
  const { database, viewer } = context;
  const found = await referralByReference(database, reference);
  if (!found) throw new NotFound();
  requireAct(viewer, "open-case", { authorityId: found.authorityId });
  await lockReferral(database, found.id);
  const referral = await referralByReference(database, reference);
  if (!referral || stateOf(referral) !== "waiting") return { refused: "already-decided" };
  const search = await searchLists(context, soughtChild(referral));
  const { others } = candidatesApart(search.candidates, referral.childId);
  const matched = others.find(({ key }) => key === decision.match);
  if (fingerprintOf(search.candidates) !== decision.seen || (!matched && decision.match !== "none"))
    return { refused: "search-changed" };

  const childId = await childOf(context, referral, matched, decision);
  const done = await carriedOut(context, referral, childId, decision);
  if ("refused" in done) return done;
  await insertSearch(context, {
    referralId: referral.id,
    authorityId: referral.authorityId,
    lists: search.lists.map(({ list, lastReceivedAt }) => ({
      list,
      lastReceivedAt: lastReceivedAt?.toString() ?? null,
    })),
    candidates: search.candidates.map((candidate) => cameBack(candidate, matched)),
    decision: decision.decision,
    childId: matched ? matched.childId : childId,
  });
  if (decision.words) await insertProgress(context, referral.id, decision.words);
  await context.audit({
    ...{
      act: "decided on referral",
      subject: "referral",
      subjectId: referral.id,
      authorityId: referral.authorityId,
    },
    ...(childId !== null && { childId }),
    details: { decision: decision.decision, match: decision.match },
  });
  return done;
}

/** The child whom the referral is about: the record that was sent, or else the one picked, or else a new one. */
async function childOf(
  context: Context,
  { childId, content, authorityId, reference }: Referral,
  matched: Candidate | undefined,
  { decision }: Decision,
): Promise<number | null> {
  const known = childId ?? matched?.childId ?? null;
  if (known !== null || decision !== "open-case") return known;
  return meetChild(context, authorityId, soughtChild({ content }), `Referral ${reference}`);
}

async function carriedOut(
  context: Context,
  referral: Referral,
  childId: number | null,
  decision: Decision,
): Promise<Decided> {
  const fromPolice = await factsOfPolice(context, referral);
  if (decision.decision === "existing-case") {
    if (childId === null) return { refused: "no-open-case" };
    const joined = await joinToOpenCase(context.database, referral.id, childId);
    if (!joined) return { refused: "no-open-case" };
    const { concern } = referral.content;
    const told = [
      ...fromPolice,
      ...(await absenceForCase(context, { referral, caseId: joined.id, childId })),
      ...fearOfSender({ concern, receivedAt: referral.receivedAt }),
    ];
    if (told.length > 0) await recordFacts(context, joined.id, told);
    await decideAlike(context, referral, joined.id);
    await insertProgress(
      context,
      referral.id,
      "Accepted. We were looking for this child already, and what you told us has been added. What comes of it will stand here.",
    );
    await recordTold(context, referral, childId);
    return { decided: "case", reference: joined.reference };
  }
  if (decision.decision !== "open-case") {
    await passOn(context, referral, decision.decision);
    await decideAlike(context, referral, null);
    if (childId !== null) {
      await joinToChild(context.database, referral.id, childId);
      await recordTold(context, referral, childId);
    }
    return { decided: "passed-on" };
  }
  if (childId === null) throw new NotFound();
  const { id, reference, form, receivedAt, authorityId, areaId, schoolId, content } = referral;
  const opened = await openCase(context, {
    ...{ childId, authorityId, areaId, schoolId },
    reason: decision.reason,
    missingSince: decision.missingSince,
    address: decision.address,
    referral: {
      ...{ id, reference, receivedAt },
      form: form as DetailsOf<"referral-received">["form"],
      urgent: content.urgent,
      concern: content.concern,
    },
    before: [
      ...fromPolice,
      ...factsBefore(referral, context.now, {
        protectionPlan:
          decision.groups.includes("child-protection-plan") ||
          (await hasProtectionPlan(context.database, childId)),
      }),
    ],
  });
  if ("refused" in opened) return opened;
  await decideAlike(context, referral, opened.caseId);
  await recordTold(context, referral, childId);
  await raiseFlags(context, childId, decision.groups, `Decision on ${reference}`);
  return { decided: "case", reference: opened.reference };
}

function recordTold(
  context: Context,
  { content, form, reference }: Referral,
  childId: number,
): Promise<void> {
  return recordWhatItTells(context, childId, content.answers, `${form.toUpperCase()} ${reference}`);
}

/** Where the transfer file went, by its status in the form. */
const transferFileWentTo: Record<string, DetailsOf<"records-sent">["to"]> = {
  "new-school": "new-school",
  mmmmmmm: "lost-pupils",
  xxxxxxx: "lost-pupils",
};

/** What the referral says had happened before it was sent. */
function factsBefore(
  referral: Referral,
  now: Temporal.Instant,
  { protectionPlan }: { protectionPlan: boolean },
): NewFact[] {
  const { answers, sender } = referral.content;
  const { receivedAt } = referral;
  const momentOf = (day: unknown) => momentWithin(Temporal.PlainDate.from(String(day)), now);
  const { lastAttended, removedOn, ground, file, absentSince, metInSweepOn } = answers;
  const recordsWentTo = transferFileWentTo[String(file)];
  const { schoolName } = sender;
  return [
    ...absenceOf(referral, now, { protectionPlan }),
    ...(absentSince && !answers["away"]
      ? [
          {
            kind: "absence-began" as const,
            details: { reason: "unexplained" as const, protectionPlan },
            happenedAt: momentOf(absentSince),
          },
          { kind: "hub-referred" as const, details: {}, happenedAt: receivedAt },
        ]
      : []),
    ...(metInSweepOn
      ? [
          {
            kind: "stopped-in-sweep" as const,
            details: { school: "has-none" as const },
            happenedAt: receivedAt,
          },
        ]
      : []),
    ...(lastAttended
      ? [
          {
            kind: "child-left-school" as const,
            details: { schoolName, destination: "not-confirmed" as const },
            happenedAt: momentOf(lastAttended),
          },
        ]
      : []),
    ...(removedOn
      ? [
          {
            kind: "removed-from-roll" as const,
            details: { schoolName, ground: ground ? String(ground) : null },
            happenedAt: momentOf(removedOn),
          },
        ]
      : []),
    ...(recordsWentTo
      ? [{ kind: "records-sent" as const, details: { to: recordsWentTo }, happenedAt: receivedAt }]
      : []),
  ];
}

/** A candidate as it is kept: by numbers and evidence, without names. */
function cameBack(
  { key, childId, likelihood, bits, evidence, entries, weighedBy }: Candidate,
  matched: Candidate | undefined,
) {
  return {
    ...{ key, childId, likelihood, bits, evidence, weighedBy },
    entries: entries.map(({ list, entryId }) => ({ list, entryId })),
    picked: key === matched?.key,
  };
}
