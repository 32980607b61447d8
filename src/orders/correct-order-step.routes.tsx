import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import {
  addressTakenOn,
  CorrectionFields,
  correctionTitle,
  heldWords,
  holdBanner,
  otherCaseFor,
  placeOf,
  readCorrectionOnCase,
  recordId,
} from "../cases/index.ts";
import {
  errorsBeside,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  type Typed,
} from "../web/design/index.ts";
import { correctOrderStep, stepToCorrect } from "./correct-order-step.ts";
import { OrderStepFields } from "./order.page.tsx";
import { orderSteps } from "./order.ts";
import { orderNames, orderStepSchema } from "./orders.form.ts";

type OfStep = FastifyRequest<{ Params: { reference: string; id: string } }>;

const doing = { config: { permission: "do-step" as const } };
const refusals = {
  held: { "happenedOn-day": heldWords },
  "too-early": { "happenedOn-day": "The parent's days to answer the notice were not over on that day" },
} as const;

/** Putting a step of an order right: another day or service, none at all, or one of another case. [E08] [G03] */
export function correctOrderStepRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/order/steps/:id", doing, (request: OfStep, reply) => show(request, reply));

  server.post("/cases/:reference/order/steps/:id", doing, async (request: OfStep, reply) => {
    const { reference } = request.params;
    const { step } = await stepToCorrect(request.context, asked(request));
    const typed = request.body as Typed;
    const schema = orderStepSchema(step.kind, dayOf(request.context.now));
    const read = readCorrectionOnCase(reference, schema, typed, orderNames);
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const answer = await request.perform("do-step", (context) =>
      correctOrderStep(context, asked(request), read.values),
    );
    if (answer !== "corrected")
      return show(request, reply, { typed, errors: errorsBeside(refusals[answer]) });
    if (read.values.was !== "elsewhere") return reply.redirect(`/cases/${reference}/order`, 303);
    const { viewer } = request.context;
    const other = await otherCaseFor(request.context, read.values.otherCase, (kase) =>
      mayDo(viewer, "work-case", placeOf(kase)),
    );
    const taken = { from: reference, factId: recordId.parse(request.params.id) };
    return reply.redirect(
      other ? addressTakenOn(other, `order/${step.kind}`, taken) : `/cases/${reference}?done=taken-off`,
      303,
    );
  });
}

function asked({ params }: OfStep) {
  return { reference: params.reference, factId: recordId.parse(params.id) };
}

async function show(
  request: OfStep,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, params, session } = request;
  const { kase, record, step } = await stepToCorrect(context, asked(request));
  const at = `/cases/${params.reference}/order`;
  if (record.correctedBy !== undefined) return reply.redirect(at, 303);
  const { id, childId, authorityId } = kase;
  await context.audit({ act: "saw order", subject: "case", subjectId: id, childId, authorityId });
  const field = fieldsOf(sent?.typed ?? { ...step.details, happenedOn: step.happenedOn }, sent?.errors);
  return reply.page({
    status: sent ? 422 : 200,
    title: correctionTitle,
    errors: sent?.errors,
    held: await holdBanner(context, kase),
    before: <GovukBackLink href={at} text="School attendance order" />,
    children: (
      <>
        <span class="govuk-caption-l">{`Case ${params.reference}: ${orderSteps[step.kind].title}`}</span>
        <h1 class="govuk-heading-l">{correctionTitle}</h1>
        <p>
          What was recorded stays readable beside the correction. The parent’s days count from the day that is
          right.
        </p>
        <Form action={`${at}/steps/${record.id}`} csrf={session?.csrfToken ?? ""}>
          <CorrectionFields field={field} hint="It stands in the chronology as a note." mayBeElsewhere={true}>
            <OrderStepFields kind={step.kind} field={field} />
          </CorrectionFields>
          <GovukButton text="Correct it" preventDoubleClick={true} />
        </Form>
      </>
    ),
  });
}
