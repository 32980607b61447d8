import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { caseByReference, holdBanner } from "../cases/index.ts";
import { addressesOf, lastKnown } from "../children/index.ts";
import { draftAt, draftOf, forgetDraft } from "../drafts/index.ts";
import { errorsBeside, type FormErrors, readForm, type Typed } from "../web/design/index.ts";
import { RiskAssessmentPage } from "./assess-visit-risk.page.tsx";
import { assessVisitRisk } from "./assess-visit-risk.ts";
import { heldInstead } from "./held.page.tsx";
import { unlessOvertaken } from "./overtaken.form.ts";
import { alreadyKnown, riskAssessmentForm } from "./risk-assessment.form.ts";
import { risksKnownAt, risksToldOf } from "./risk-assessments.store.ts";
import { sawVisits } from "./saw-visits.ts";
import { backToVisits, closedNow, seenIn } from "./visit-step.page.tsx";

type Params = { Params: { reference: string } };

/** The first step of a visit: its risks. [E02] */
export function assessVisitRiskRoutes(server: FastifyInstance): void {
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
    if (outcome.word === "held") return showRisks(request, reply, typed);
    if (outcome.word !== "assessed")
      return showRisks(request, reply, typed, errorsBeside(riskRefusals[outcome.word]));
    return reply.redirect(`/cases/${reference}/visits?done=assessed`, 303);
  });
}

const riskRefusals = {
  closed: { "": closedNow },
  "no-address": {
    "": "No address is recorded for this child, so there is nowhere to go. Tell the CME officer.",
  },
  "too-low": { overall: "The whole visit cannot be less risky than one of its risks. Choose a higher one" },
} as const;

async function showRisks(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const kase = await caseByReference(context, request.params.reference);
  await sawVisits(context, kase, "saw risk assessment");
  const held = await heldInstead(request, kase, "Risks of this visit");
  if (held) return reply.page(held);
  const address = lastKnown(await addressesOf(context.database, kase.childId));
  const told = await risksToldOf(context.database, kase.id);
  const known = await risksKnownAt(context.database, {
    childId: kase.childId,
    postcode: address?.postcode ?? null,
  });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Risks of this visit",
    errors,
    held: await holdBanner(context, kase),
    before: backToVisits(kase.reference),
    children: (
      <RiskAssessmentPage
        about={`${kase.reference}, step 1 of 2`}
        action={`/cases/${kase.reference}/visits/risk-assessment`}
        draftAt={draftAt("visit-risks", kase.reference)}
        told={told}
        seen={kase.lastFactId}
        csrf={request.session?.csrfToken ?? ""}
        known={known}
        typed={typed ?? alreadyKnown(known[0], told)}
        errors={errors}
      />
    ),
  });
}
