import { postsAllowing } from "../access/index.ts";
import type { Context } from "../context.ts";
import {
  type CaseFact,
  type FactOf,
  type Obligation,
  obligationsOf,
  type ProcedureAct,
} from "../procedures/index.ts";
import { calendarsAtHand } from "./calendars-at-hand.ts";
import type { WorkFilter } from "./my-work.store.ts";
import type { WorkStep } from "./my-work.ts";
import { questionsWaiting, referralsWaiting, type WaitingReferral } from "./steps-outside-cases.store.ts";

/**
 * The viewer's steps that belong to no case of theirs: referrals to decide on, and questions of other authorities. When
 * each is due is what the procedure makes of the one fact there is so far.
 */
export async function stepsOutsideCases(context: Context, filter: WorkFilter): Promise<WorkStep[]> {
  if (filter.ownerId !== undefined) return [];
  const [referrals, questions] = await Promise.all([
    filter.act === undefined || filter.act === "open-case" ? referralsToDecide(context, filter.areaId) : [],
    (filter.act === undefined || filter.act === "answer-enquiry") && filter.areaId === undefined
      ? questionsToAnswer(context)
      : [],
  ]);
  return [...referrals, ...questions];
}

async function referralsToDecide(context: Context, areaId: number | undefined): Promise<WorkStep[]> {
  const authorities = placesOf(context, "open-case");
  if (authorities.length === 0) return [];
  const waiting = await referralsWaiting(context.database, authorities, areaId);
  return Promise.all(
    waiting.map(async (referral) => {
      const { reference, receivedAt } = referral;
      const owed = await decisionOwed(context, referral);
      return {
        key: `referral-${referral.id}`,
        todo: "Decide on the referral",
        act: "open-case",
        reference,
        href: `/referrals/${reference}`,
        recordAt: `/referrals/${reference}`,
        forename: referral.forename ?? "",
        surname: referral.surname ?? "Not matched to a child yet",
        missingSince: null,
        asks: owed?.asks ?? "A case opens, or the referral is passed on.",
        ...owing(owed, receivedAt),
      };
    }),
  );
}

/** What is owed on a referral that waits for a decision; undefined where the authority's procedure sets nothing. */
export function decisionOwed(
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
  return owedFor(context, referral, received, "open-case");
}

async function questionsToAnswer(context: Context): Promise<WorkStep[]> {
  const authorities = placesOf(context, "answer-enquiry");
  if (authorities.length === 0) return [];
  const waiting = await questionsWaiting(context.database, authorities);
  return Promise.all(
    waiting.map(async (question) => {
      const { id, reference, askedAt, askedBy } = question;
      const asked: CaseFact = {
        ...{ id: 0, kind: "enquiry-sent", happenedAt: askedAt, madeAt: askedAt },
        details: { to: "other-authority", enquiryId: id },
      };
      const owed = await owedFor(context, { ...question, schoolId: null }, asked, "answer-enquiry");
      return {
        key: `question-${id}`,
        todo: "Answer the question",
        act: "answer-enquiry",
        reference,
        href: `/questions/${reference}`,
        recordAt: `/questions/${reference}`,
        forename: "",
        surname: `Asked by ${askedBy}`,
        missingSince: null,
        asks: owed?.asks ?? "",
        ...owing(owed, askedAt),
      };
    }),
  );
}

function placesOf({ viewer }: Context, act: "open-case" | "answer-enquiry"): number[] {
  return [...new Set(postsAllowing(viewer, act).map(({ authorityId }) => authorityId))];
}

async function owedFor(
  context: Context,
  place: { authorityId: number; schoolId: number | null; procedure: string },
  fact: CaseFact,
  act: ProcedureAct,
): Promise<Obligation | undefined> {
  const owed = obligationsOf({
    procedures: context.procedures.filter(({ procedure }) => procedure === place.procedure),
    facts: [fact],
    calendars: await calendarsAtHand(context, place),
    place,
    now: context.now,
  });
  return owed.find((each) => each.act === act);
}

/** What every such step has in common. Where a procedure sets no time, it is due as soon as it comes. */
function owing(owed: Obligation | undefined, cameAt: Temporal.Instant) {
  return {
    mine: true,
    held: false,
    latest: [],
    owedBy: "you",
    dueAt: owed?.dueAt ?? cameAt,
    clause: owed?.clause ?? "",
  };
}
