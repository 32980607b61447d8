import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { zone } from "../calendar/index.ts";
import {
  correctionTitle,
  heldWords,
  holdBanner,
  otherCaseFor,
  placeOf,
  type RecordOnCase,
  readCorrectionOnCase,
  recordId,
} from "../cases/index.ts";
import type { Context } from "../context.ts";
import { keepDraft } from "../drafts/index.ts";
import { errorsBeside, type FormErrors, londonDay, type Typed } from "../web/design/index.ts";
import { CorrectVisitPage } from "./correct-visit.page.tsx";
import { correctVisit, visitToCorrect } from "./correct-visit.ts";
import { sawVisits } from "./saw-visits.ts";
import { isFinding, visitForm } from "./visit.form.ts";
import { backToVisits } from "./visit-step.page.tsx";
import { authoritiesBeside, type RecordedVisit } from "./visits.store.ts";

type OfRecord = FastifyRequest<{ Params: { reference: string; id: string } }>;

const visiting = { config: { permission: "record-visit" as const } };
const refusals = {
  held: { day: heldWords },
  "not-yet": { time: "The time of the visit must be in the past" },
  "before-assessment": { time: "The visit must be after its risk assessment" },
} as const;

/** Putting a visit right: another day or finding, none at all, or one of another case. [E02] [G03] */
export function correctVisitRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/visits/records/:id", visiting, (request: OfRecord, reply) =>
    show(request, reply),
  );

  server.post("/cases/:reference/visits/records/:id", visiting, async (request: OfRecord, reply) => {
    const { context, params } = request;
    const typed = request.body as Typed;
    const { visit, record } = await visitToCorrect(context, asked(request));
    const found = String(typed["found"]);
    if (typed["was"] === "otherwise" && !isFinding(found))
      return show(request, reply, { typed, errors: errorsBeside({ found: "Choose what you found" }) });
    const form = visitForm(isFinding(found) ? found : visit.found, londonDay(context.now));
    const read = readCorrectionOnCase(params.reference, form, typed, {});
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const correction = read.values;
    const answer = await request.perform("record-visit", async (acting) => {
      const word = await correctVisit(acting, asked(request), correction);
      const other = correction.was === "elsewhere" && (await caseVisited(acting, correction.otherCase));
      if (!other) return { word };
      // The form of the other case begins with what was typed here.
      await keepDraft(acting, `visit-${visit.found}`, other.reference, typedAsVisited(visit, record));
      return { word, other: other.reference };
    });
    if (answer.word !== "corrected")
      return show(request, reply, { typed, errors: errorsBeside(refusals[answer.word]) });
    if (answer.other) return reply.redirect(`/cases/${answer.other}/visits/outcome/${visit.found}`, 303);
    if (correction.was === "elsewhere")
      return reply.redirect(`/cases/${params.reference}?done=taken-off`, 303);
    return reply.redirect(`/cases/${params.reference}/visits?done=corrected`, 303);
  });
}

function caseVisited(context: Context, reference: string) {
  return otherCaseFor(context, reference, (kase) => mayDo(context.viewer, "record-visit", placeOf(kase)));
}

function asked({ params }: OfRecord) {
  return { reference: params.reference, factId: recordId.parse(params.id) };
}

/** A visit as it would be typed. */
function typedAsVisited(visit: RecordedVisit, { details }: RecordOnCase["record"]): Record<string, string> {
  const { found, newAddress, newPostcode, movedToAuthorityId, note, neighbours, cardLeft } = visit;
  const at = visit.visitedAt.toZonedDateTimeISO(zone);
  return {
    ...{ found, note, neighbours, card: cardLeft ? "yes" : "no", address: newAddress },
    ...{
      postcode: newPostcode ?? "",
      authority: movedToAuthorityId === null ? "" : String(movedToAuthorityId),
    },
    ...(found === "family-moved" && "newAddress" in details && { where: details.newAddress }),
    ...{ "day-day": String(at.day), "day-month": String(at.month), "day-year": String(at.year) },
    time: at.toPlainTime().toString({ smallestUnit: "minute" }),
  };
}

async function show(
  request: OfRecord,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, params, session } = request;
  const { kase, record, visit } = await visitToCorrect(context, asked(request));
  const { reference } = params;
  if (record.correctedBy !== undefined) return reply.redirect(`/cases/${reference}/visits`, 303);
  await sawVisits(context, kase, "saw visit form");
  const { own, others } = await authoritiesBeside(context.database, kase.authorityId);
  return reply.page({
    status: sent ? 422 : 200,
    title: correctionTitle,
    errors: sent?.errors,
    held: await holdBanner(context, kase),
    before: backToVisits(reference),
    children: (
      <CorrectVisitPage
        action={`/cases/${reference}/visits/records/${record.id}`}
        csrf={session?.csrfToken ?? ""}
        {...{ reference, authority: own, authorities: others, errors: sent?.errors }}
        typed={sent?.typed ?? typedAsVisited(visit, record)}
      />
    ),
  });
}
