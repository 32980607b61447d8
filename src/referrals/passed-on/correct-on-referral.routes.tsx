import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { dayOf } from "../../calendar/index.ts";
import { CorrectionFields, readCorrection, typedAs } from "../../cases/index.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { largestId } from "../../web/asked.ts";
import {
  errorsBeside,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  type Typed,
} from "../../web/design/index.ts";
import { correctionOf, correctOnReferral, mayCorrect, recordCalled } from "./correct-on-referral.ts";
import { PassedOnFields, passedOnForm, passedOnNames, refusedWords } from "./passed-on.form.tsx";
import type { ReferralFact } from "./passed-on.store.ts";
import { passedOnCalled, type RecordableKind, recordableNamed } from "./record-on-referral.ts";
import { sawReferral } from "./saw-referral.ts";
import { addressOfPassedOn, addressOfRecord } from "./what-happened.tsx";

type OfRecord = FastifyRequest<{ Params: { reference: string; id: string } }>;

const recordId = z.coerce.number().int().positive().max(largestId).catch(0);
const doing = { config: { permission: "do-step" as const } };
const title = "Correct what was recorded";

/** Correcting what was recorded on a referral that was passed on. [G03] */
export function correctOnReferralRoutes(server: FastifyInstance): void {
  server.get("/passed-on/:reference/records/:id", doing, (request: OfRecord, reply) =>
    showRecord(request, reply),
  );

  server.post("/passed-on/:reference/records/:id", doing, async (request: OfRecord, reply) => {
    const { reference } = request.params;
    const { record, kind } = await recordHere(request);
    const typed = request.body as Typed;
    const read = readCorrection(passedOnForm(kind, dayOf(request.context.now)), typed, passedOnNames);
    if ("errors" in read) return showRecord(request, reply, { typed, errors: read.errors });
    const answer = await request.perform("do-step", (context) =>
      correctOnReferral(context, { reference, factId: record.id }, read.values),
    );
    if (answer === "corrected") return reply.redirect(addressOfPassedOn(reference), 303);
    return showRecord(request, reply, { typed, errors: errorsBeside({ happenedOn: refusedWords[answer] }) });
  });
}

/** The record of an address, and the kind of form that it was recorded by. Throws NotFound where the viewer sees none. */
async function recordHere({ context, params }: OfRecord) {
  const passedOn = await passedOnCalled(context, params.reference);
  const record = recordCalled(passedOn, recordId.parse(params.id));
  const kind = recordableNamed(record.kind);
  if (!kind) throw new NotFound();
  return { passedOn, record, kind };
}

async function showRecord(
  request: OfRecord,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session, params } = request;
  const { passedOn, record, kind } = await recordHere(request);
  if (!mayCorrect(context.viewer, passedOn)) throw new NotAllowed("do-step");
  if (correctionOf(passedOn, record)) return reply.redirect(addressOfPassedOn(params.reference), 303);
  await sawReferral(context, passedOn);
  const { child } = passedOn.referral.content;
  return reply.page({
    status: sent ? 422 : 200,
    title,
    errors: sent?.errors,
    before: <GovukBackLink href={addressOfPassedOn(params.reference)} text="The referral" />,
    children: (
      <CorrectionPage
        {...{ record, kind, errors: sent?.errors, typed: sent?.typed ?? typedAs(record) }}
        about={`${child.forename} ${child.surname}, referral ${params.reference}`}
        action={addressOfRecord(params.reference, record)}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}

function CorrectionPage(props: {
  readonly record: ReferralFact;
  readonly kind: RecordableKind;
  readonly about: string;
  readonly action: string;
  readonly csrf: string;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const { kind, about, action, csrf, typed, errors } = props;
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{about}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <p>What was recorded stays readable beside the correction. What is owed is worked out anew.</p>
      <Form action={action} csrf={csrf}>
        <CorrectionFields field={field} hint="The sender of the referral does not read this.">
          <PassedOnFields kind={kind} field={field} />
        </CorrectionFields>
        <GovukButton text="Correct it" preventDoubleClick={true} />
      </Form>
    </>
  );
}
