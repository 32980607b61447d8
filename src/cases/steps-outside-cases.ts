import { authorityKnown, postsAllowing } from "../access/index.ts";
import type { Context } from "../context.ts";
import {
  type CaseFact,
  type FactOf,
  type Obligation,
  obligationsOf,
  procedureActs,
  proceduresOf,
} from "../procedures/index.ts";
import { calendarsAtHand } from "./calendars-at-hand.ts";
import type { WorkFilter } from "./my-work.store.ts";
import type { WorkSource, WorkStep } from "./my-work.ts";
import { simpleKindNamed } from "./simple-facts.ts";
import {
  type PassedOnStep,
  passedOnSteps,
  type WaitingQuestion,
  type WaitingReferral,
  type WorkPost,
  waitingOutsideCases,
} from "./steps-outside-cases.store.ts";

/** As many referrals, questions and steps of each sort stand in the list of a morning. */
export const mostOutside = 50;

/**
 * The viewer's steps that belong to no case: referrals to decide on, questions of other authorities, what is owed on
 * referrals that were passed on, at most so many of each, the most pressing; and what the given slices add.
 */
export async function stepsOutsideCases(
  context: Context,
  filter: WorkFilter,
  sources: readonly WorkSource[],
  atMost: number = mostOutside,
): Promise<WorkStep[]> {
  const { act, areaId, ownerId } = filter;
  const isAct = (each: WorkStep["act"]) => act === undefined || act === each;
  // No case, so nobody's case.
  const wants = (each: WorkStep["act"]) => ownerId === undefined && isAct(each);
  const decidesIn = wants("open-case") ? authoritiesKnown(context, "open-case") : [];
  const answersIn =
    wants("answer-enquiry") && areaId === undefined ? authoritiesKnown(context, "answer-enquiry") : [];
  const [waiting, passedOn, added] = await Promise.all([
    decidesIn.length + answersIn.length === 0
      ? { referrals: [], questions: [] }
      : waitingOutsideCases(context.database, { decidesIn, answersIn, areaId, atMost }),
    passedOnSteps(context.database, workPosts(context), { now: context.now, areaId, atMost }),
    Promise.all(sources.map((source) => source(context, filter))),
  ]);
  const referrals = await Promise.all(waiting.referrals.map((each) => referralToDecide(context, each)));
  return [
    ...referrals,
    ...waiting.questions.map(questionToAnswer),
    ...passedOn.filter((each) => wants(each.act)).map(stepPassedOn),
    ...added.flat().filter((each) => isAct(each.act)),
  ];
}

/** The visits that are owed on referrals without a case where the viewer sees visits: urgent ones first, then the one due first. [A06] [E02] */
export async function visitsWithoutCase(context: Context, atMost: number): Promise<WorkStep[]> {
  const posts = postsAllowing(context.viewer, "see-visits").map(({ authorityId, areaId, role }) => {
    return { authorityId, areaId, role, others: true };
  });
  const asked = { now: context.now, areaId: undefined, acts: ["visit-family"], atMost } as const;
  return (await passedOnSteps(context.database, posts, asked)).map(stepPassedOn);
}

function workPosts({ viewer }: Context): WorkPost[] {
  return postsAllowing(viewer, "see-my-work").map(({ authorityId, areaId, role, acts }) => {
    return { authorityId, areaId, role, others: acts.includes("see-others-work") };
  });
}

function stepPassedOn({ reference, obligation, startedBy, ...step }: PassedOnStep): WorkStep {
  const at = `/passed-on/${reference}`;
  const { verb, makes } = procedureActs[step.act];
  const isRecordedThere = makes === "visit-made" || simpleKindNamed(makes) !== undefined;
  return {
    ...step,
    ...{ key: `passed-on-${reference}-${obligation}-${startedBy}`, todo: verb, latest: [] },
    ...{
      reference,
      href: isRecordedThere ? `${at}/facts/${makes}` : at,
      recordAt: at,
      missingSince: undefined,
    },
  };
}

function authoritiesKnown({ viewer }: Context, act: "open-case" | "answer-enquiry"): number[] {
  return [...new Set(postsAllowing(viewer, act).map(({ authorityId }) => authorityId))];
}

/** What every such step has in common. */
const outside = { mine: true, held: false, latest: [], owedBy: "you" };

async function referralToDecide(context: Context, referral: WaitingReferral): Promise<WorkStep> {
  const { id, reference, receivedAt } = referral;
  const owed = await decisionOwed(context, referral);
  const at = `/referrals/${reference}`;
  return {
    ...outside,
    ...{ key: `referral-${id}`, todo: "Decide on the referral", act: "open-case" },
    ...{ reference, href: at, recordAt: at },
    missingSince: referral.lastAttended,
    urgent: referral.urgent || referral.concern,
    atOnce: referral.urgent,
    forename: referral.forename ?? "",
    surname: referral.surname ?? "Not matched to a child yet",
    asks: owed?.asks ?? "A case opens, or the referral is passed on.",
    clause: owed?.clause ?? "",
    // Where a procedure sets no time, it is due as soon as it comes.
    dueAt: owed?.dueAt ?? receivedAt,
  };
}

function questionToAnswer({ id, reference, askedBy, askedAt, dueAt }: WaitingQuestion): WorkStep {
  const at = `/questions/${reference}`;
  return {
    ...outside,
    ...{ key: `question-${id}`, todo: "Answer the question", act: "answer-enquiry" },
    ...{ reference, href: at, recordAt: at },
    ...{ missingSince: undefined, urgent: false, forename: "", surname: `Asked by ${askedBy}` },
    ...{ asks: "Look in your own records and answer.", clause: "" },
    dueAt: dueAt ?? askedAt,
  };
}

/** What is owed on a referral that waits for a decision; undefined where the authority's procedure sets nothing. */
export async function decisionOwed(
  context: Context,
  referral: Pick<
    WaitingReferral,
    "authorityId" | "schoolId" | "form" | "procedure" | "receivedAt" | "urgent" | "concern"
  >,
): Promise<Obligation | undefined> {
  const { receivedAt, urgent, concern } = referral;
  const form = referral.form as FactOf<"referral-received">["details"]["form"];
  const received: CaseFact = {
    ...{ id: 0, kind: "referral-received", happenedAt: receivedAt, madeAt: receivedAt },
    details: { form, urgent, concern },
  };
  const owed = obligationsOf({
    procedures: proceduresOf(context.procedures, { ...referral, openedAt: context.now }),
    facts: [received],
    calendars: await calendarsAtHand(context, referral),
    place: referral,
    now: context.now,
  });
  return owed.find(({ act }) => act === "open-case");
}

/**
 * Until when a school that is asked outside any case may take to answer, by the authority's own procedure; undefined where it
 * sets no time. [B02] [E01]
 */
export async function answerDueAt(
  context: Context,
  place: { authorityId: number; schoolId: number },
): Promise<Temporal.Instant | undefined> {
  const { database, now } = context;
  const { procedure } = await authorityKnown(database, place.authorityId);
  const sent: CaseFact = {
    ...{ id: 0, kind: "enquiry-sent", happenedAt: now, madeAt: now },
    details: { to: "school", enquiryId: 0 },
  };
  const owed = obligationsOf({
    procedures: proceduresOf(context.procedures, {
      authorityId: place.authorityId,
      procedure,
      openedAt: now,
    }),
    facts: [sent],
    calendars: await calendarsAtHand(context, place),
    place,
    now,
  });
  return owed.find(({ act }) => act === "answer-enquiry")?.dueAt;
}
