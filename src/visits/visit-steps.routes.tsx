import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { zone } from "../calendar/index.ts";
import { caseByReference } from "../cases/index.ts";
import { addressesOf, lastKnown } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { draftOf, forgetDraft } from "../drafts/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  londonDay,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { RiskAssessmentPage } from "./assess-visit-risk.page.tsx";
import { assessVisitRisk } from "./assess-visit-risk.ts";
import { unlessOvertaken } from "./overtaken.form.ts";
import { FoundPage, OutcomePage, RiskFirst } from "./record-visit.page.tsx";
import { recordVisit } from "./record-visit.ts";
import { levelField, riskAssessmentForm } from "./risk-assessment.form.ts";
import type { Risk } from "./risk-assessment.ts";
import { sawVisits } from "./saw-visits.ts";
import { isFinding, visitForm } from "./visit.form.ts";
import { assessmentAwaitingVisit, authoritiesBeside, risksKnownAt } from "./visits.store.ts";

type Params = { Params: { reference: string } };
type FoundParams = { Params: { reference: string; found: string } };

/** The two steps of a visit: the risks before it, and what was found. [E02] */
export function visitStepsRoutes(server: FastifyInstance): void {
  const visiting = { config: { permission: "record-visit" as const } };

  server.get<Params>("/cases/:reference/visits/risk-assessment", visiting, async (request, reply) =>
    showRisks(request, reply, await draftOf(request.context, "visit-risks", request.params.reference)),
  );

  server.post<Params>("/cases/:reference/visits/risk-assessment", visiting, async (request, reply) => {
    const { reference } = request.params;
    const typed = request.body as Typed;
    const read = readForm(riskAssessmentForm, request.body);
    if ("errors" in read) return showRisks(request, reply, typed, read.errors);
    const seen = seenIn(request);
    const acting = request.perform("record-visit", async (context) => {
      const word = await assessVisitRisk(context, reference, { ...read.values, seen });
      if (word === "assessed") await forgetDraft(context, "visit-risks", reference);
      return { word };
    });
    const outcome = await unlessOvertaken(request.context, acting);
    if ("overtaken" in outcome) return showRisks(request, reply, typed, outcome.overtaken);
    if (outcome.word !== "assessed")
      return showRisks(request, reply, typed, errorsBeside(riskRefusals[outcome.word]));
    return reply.redirect(`/cases/${reference}/visits?done=assessed`, 303);
  });

  server.get<Params>("/cases/:reference/visits/outcome", visiting, async (request, reply) => {
    const { reference } = request.params;
    const found = (request.query as Record<string, unknown>)["found"];
    if (typeof found === "string" && isFinding(found))
      return reply.redirect(`/cases/${reference}/visits/outcome/${found}`, 303);
    const kase = await caseByReference(request.context, reference);
    const assessment = await assessmentAwaitingVisit(request.context.database, kase.id);
    const errors = found === undefined ? undefined : errorsBeside({ found: "Choose what you found" });
    return reply.page({
      status: errors ? 422 : 200,
      title: "What did you find?",
      errors,
      before: backToVisits(reference),
      children: <FoundPage reference={reference} assessment={assessment} errors={errors} />,
    });
  });

  server.get<FoundParams>("/cases/:reference/visits/outcome/:found", visiting, async (request, reply) => {
    const { reference, found } = request.params;
    return showOutcome(request, reply, await draftOf(request.context, `visit-${found}`, reference));
  });

  server.post<FoundParams>("/cases/:reference/visits/outcome/:found", visiting, async (request, reply) => {
    const { reference, found } = request.params;
    if (!isFinding(found)) throw new NotFound();
    const typed = request.body as Typed;
    const read = readForm(visitForm(found, londonDay(request.context.now)), request.body);
    if ("errors" in read) return showOutcome(request, reply, typed, read.errors);
    const seen = seenIn(request);
    const acting = request.perform("record-visit", async (context) => {
      const word = await recordVisit(context, reference, { ...read.values, seen });
      if (word === "recorded") await forgetDraft(context, `visit-${found}`, reference);
      return { word };
    });
    const outcome = await unlessOvertaken(request.context, acting);
    if ("overtaken" in outcome) return showOutcome(request, reply, typed, outcome.overtaken);
    if (outcome.word !== "recorded")
      return showOutcome(request, reply, typed, errorsBeside(visitRefusals[outcome.word]));
    return reply.redirect(`/cases/${reference}/visits?done=visited`, 303);
  });
}

const closed = { "": "This case is closed. Nothing more is recorded for it." };

const riskRefusals = {
  closed,
  "no-address": {
    "": "No address is recorded for this child, so there is nowhere to go. Tell the CME officer.",
  },
  "too-low": { overall: "The whole visit cannot be less risky than one of its risks. Choose a higher one" },
} as const;

const visitRefusals = {
  closed,
  "risk-not-assessed": { "": "Assess the risks of this visit first" },
  "before-assessment": {
    time: "The visit must be after its risk assessment. If you went before it, assess what you know now and give the time from then",
  },
  "not-yet": { time: "The time of the visit must be in the past" },
} as const;

function seenIn(request: FastifyRequest): number | undefined {
  return Number(carried(request.body).seen) || undefined;
}

function backToVisits(reference: string) {
  return <GovukBackLink text="Back to this visit" href={`/cases/${reference}/visits`} />;
}

async function showRisks(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const kase = await caseByReference(context, request.params.reference);
  await sawVisits(context, kase, "saw risk assessment");
  const address = lastKnown(await addressesOf(context.database, kase.childId));
  const known = await risksKnownAt(context.database, {
    childId: kase.childId,
    postcode: address?.postcode ?? null,
  });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Risks of this visit",
    errors,
    before: backToVisits(kase.reference),
    children: (
      <RiskAssessmentPage
        reference={kase.reference}
        seen={kase.lastFactId}
        csrf={request.session?.csrfToken ?? ""}
        known={known}
        typed={typed ?? alreadyKnown(known[0]?.risks ?? {})}
        errors={errors}
      />
    ),
  });
}

/** The form with what the assessment before said, so that nobody forgets a dog. */
function alreadyKnown(risks: Partial<Record<Risk, string>>): Typed {
  const named = Object.entries(risks) as [Risk, string][];
  return {
    risks: named.map(([risk]) => risk),
    ...Object.fromEntries(named.map(([risk, level]) => [levelField(risk), level])),
  };
}

async function showOutcome(
  request: FastifyRequest<FoundParams>,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const { reference, found } = request.params;
  if (!isFinding(found)) throw new NotFound();
  const kase = await caseByReference(context, reference);
  await sawVisits(context, kase, "saw visit form");
  if (!(await assessmentAwaitingVisit(context.database, kase.id)))
    return reply.page({
      status: 422,
      title: "Assess the risks first",
      before: backToVisits(reference),
      children: <RiskFirst reference={reference} />,
    });
  const here = context.now.toZonedDateTimeISO(zone);
  const { own, others } = await authoritiesBeside(context.database, kase.authorityId);
  return reply.page({
    status: errors ? 422 : 200,
    title: "Record a visit",
    errors,
    before: backToVisits(reference),
    children: (
      <OutcomePage
        reference={reference}
        seen={kase.lastFactId}
        csrf={request.session?.csrfToken ?? ""}
        found={found}
        authority={own}
        authorities={others}
        typed={typed ?? { day: here.toPlainDate(), time: here.toPlainTime().toString().slice(0, 5) }}
        errors={errors}
      />
    ),
  });
}
