import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { zone } from "../calendar/index.ts";
import { caseByReference } from "../cases/index.ts";
import { NotFound } from "../database/index.ts";
import { draftOf, forgetDraft } from "../drafts/index.ts";
import { errorsBeside, type FormErrors, londonDay, readForm, type Typed } from "../web/design/index.ts";
import { FoundPage, RiskFirst } from "./found.page.tsx";
import { heldInstead } from "./held.page.tsx";
import { unlessOvertaken } from "./overtaken.form.ts";
import { OutcomePage } from "./record-visit.page.tsx";
import { recordVisit } from "./record-visit.ts";
import { assessmentAwaitingVisit } from "./risk-assessments.store.ts";
import { sawVisits } from "./saw-visits.ts";
import { isFinding, visitForm } from "./visit.form.ts";
import { backToVisits, closedNow, seenIn } from "./visit-step.page.tsx";
import { authoritiesBeside } from "./visits.store.ts";

type Params = { Params: { reference: string } };
type FoundParams = { Params: { reference: string; found: string } };

/** The second step of a visit: what was found. [E02] */
export function recordVisitRoutes(server: FastifyInstance): void {
  const visiting = { config: { permission: "record-visit" as const } };

  server.get<Params>("/cases/:reference/visits/outcome", visiting, async (request, reply) => {
    const { reference } = request.params;
    const found = (request.query as Record<string, unknown>)["found"];
    if (typeof found === "string" && isFinding(found))
      return reply.redirect(`/cases/${reference}/visits/outcome/${found}`, 303);
    const kase = await caseByReference(request.context, reference);
    await sawVisits(request.context, kase, "saw visit form");
    const held = await heldInstead(request, kase, "What did you find?");
    if (held) return reply.page(held);
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
    if (outcome.word === "held") return showOutcome(request, reply, typed);
    if (outcome.word !== "recorded")
      return showOutcome(request, reply, typed, errorsBeside(visitRefusals[outcome.word]));
    return reply.redirect(`/cases/${reference}/visits?done=visited`, 303);
  });
}

const visitRefusals = {
  closed: { "": closedNow },
  "risk-not-assessed": { "": "Assess the risks of this visit first" },
  "before-assessment": {
    time: "The visit must be after its risk assessment. If you went before it, keep the true time: write it and what you found in a note on the case",
  },
  "not-yet": { time: "The time of the visit must be in the past" },
} as const;

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
  const held = await heldInstead(request, kase, "Record a visit");
  if (held) return reply.page(held);
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
        visitor={context.viewer.personId}
        found={found}
        authority={own}
        authorities={others}
        typed={typed ?? { day: here.toPlainDate(), time: here.toPlainTime().toString().slice(0, 5) }}
        errors={errors}
      />
    ),
  });
}
