import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { areasOf } from "../access/index.ts";
import { caseByReference, holdBanner } from "../cases/index.ts";
import { NotFound } from "../database/index.ts";
import { draftOf, forgetDraft } from "../drafts/index.ts";
import { proceduresOf } from "../procedures/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { heldInstead } from "./held.page.tsx";
import { unlessOvertaken } from "./overtaken.form.ts";
import { requestVisit, visitRequestFrom } from "./request-visit.ts";
import { sawVisits } from "./saw-visits.ts";
import { visitRequestForm } from "./visit-request.form.ts";
import { SentRequestPage, VisitRequestPage } from "./visit-request.page.tsx";
import { timeForVisit, writesFirst } from "./visit-request.ts";
import { visitRequestsOf } from "./visit-requests.store.ts";

type Params = { Params: { reference: string } };

/** The visit request (form CME4) and its copies. [D04] */
export function visitRequestRoutes(server: FastifyInstance): void {
  const sending = { config: { permission: "work-case" as const } };

  server.get<Params>("/cases/:reference/visit-requests", sending, async (request, reply) => {
    const { reference } = request.params;
    return showForm(request, reply, await draftOf(request.context, "visit-request", reference));
  });

  server.post<Params>("/cases/:reference/visit-requests", sending, async (request, reply) => {
    const { reference } = request.params;
    const typed = request.body as Typed;
    const read = readForm(visitRequestForm, request.body);
    if ("errors" in read) return showForm(request, reply, typed, read.errors);
    const seen = Number(carried(request.body).seen) || undefined;
    const asking = request.perform("work-case", async (context) => {
      const sent = await requestVisit(context, reference, { ...read.values, seen });
      if (!("refused" in sent)) await forgetDraft(context, "visit-request", reference);
      return sent;
    });
    const outcome = await unlessOvertaken(request.context, asking);
    if ("overtaken" in outcome) return showForm(request, reply, typed, outcome.overtaken);
    if ("refused" in outcome)
      return outcome.refused === "held"
        ? showForm(request, reply, typed)
        : showForm(request, reply, typed, refusals[outcome.refused]);
    return reply.redirect(`/cases/${reference}/visit-requests/${outcome.reference}?sent=now`, 303);
  });

  server.get<{ Params: { reference: string; request: string } }>(
    "/cases/:reference/visit-requests/:request",
    { config: { permission: "see-case" } },
    async (request, reply) => {
      const { context, params } = request;
      const kase = await caseByReference(context, params.reference);
      const sent = (await visitRequestsOf(context.database, kase.id)).find(
        ({ reference }) => reference === params.request,
      );
      if (!sent) throw new NotFound();
      await sawVisits(context, kase, "saw visit request");
      const justSent = (request.query as Record<string, unknown>)["sent"] === "now";
      return reply.page({
        title: `Visit request ${sent.reference}`,
        held: await holdBanner(context, kase),
        before: <GovukBackLink text="Back to the visits" href={`/cases/${kase.reference}/visits`} />,
        children: <SentRequestPage caseReference={kase.reference} request={sent} justSent={justSent} />,
      });
    },
  );
}

const refusals: Record<"closed" | "not-our-area", FormErrors> = {
  closed: errorsBeside({ "": "This case is closed, so no visit can be asked for. Reopen it first." }),
  "not-our-area": errorsBeside({ area: "Choose one of your own areas" }),
};

async function showForm(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const kase = await caseByReference(context, request.params.reference);
  await sawVisits(context, kase, "saw visit request form");
  const held = await heldInstead(request, kase, "Ask for a home visit (CME4)");
  if (held) return reply.page(held);
  const { form, areaId, urgent, alsoMissing } = await visitRequestFrom(context, kase.reference);
  const procedure = proceduresOf(context.procedures, kase).findLast(
    (each) => each.procedure === kase.procedure && each.version === kase.procedureVersion,
  );
  return reply.page({
    status: errors ? 422 : 200,
    title: "Ask for a home visit",
    errors,
    before: <GovukBackLink text="Back to the case" href={`/cases/${kase.reference}`} />,
    children: (
      <VisitRequestPage
        reference={kase.reference}
        seen={kase.lastFactId}
        csrf={request.session?.csrfToken ?? ""}
        form={form}
        areas={await areasOf(context.database, kase.authorityId)}
        within={{
          urgent: procedure && timeForVisit(procedure, { urgent: true }),
          ordinary: procedure && timeForVisit(procedure, { urgent: false }),
        }}
        letterFirst={procedure !== undefined && writesFirst(procedure)}
        typed={{ urgent: urgent ? "yes" : "no", area: areaId ?? "", ...form, ...typed }}
        alsoMissing={alsoMissing}
        errors={errors}
      />
    ),
  });
}
