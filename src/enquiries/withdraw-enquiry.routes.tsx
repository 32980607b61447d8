import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { caseByReference } from "../cases/index.ts";
import { NotFound } from "../database/index.ts";
import {
  errorsBeside,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukTextarea,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { enquiryByReference } from "./answer-enquiry.ts";
import { withdrawEnquiry } from "./withdraw-enquiry.ts";

type Params = { Params: { reference: string; enquiry: string } };

const withdrawal = z.object({
  because: z
    .string({ error: "Say why it is no longer asked" })
    .max(500, "Say why in 500 characters or fewer"),
});

const refused = {
  answered: "It was answered meanwhile: there is nothing to withdraw. Read the answer on the case",
  "withdrawn-already": "It was withdrawn meanwhile",
};

/** One question is taken back, with the reason. [E01] */
export function withdrawEnquiryRoutes(server: FastifyInstance): void {
  const asking = { config: { permission: "send-enquiry" as const } };

  server.get<Params>("/cases/:reference/enquiries/:enquiry/withdrawal", asking, (request, reply) =>
    show(request, reply),
  );

  server.post<Params>("/cases/:reference/enquiries/:enquiry/withdrawal", asking, async (request, reply) => {
    const { reference, enquiry: enquiryReference } = request.params;
    const typed = request.body as Typed;
    const read = readForm(withdrawal, typed);
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const { because } = read.values;
    const word = await request.perform("send-enquiry", (context) =>
      withdrawEnquiry(context, { reference, enquiryReference, because }),
    );
    if (word !== "withdrawn")
      return show(request, reply, { typed, errors: errorsBeside({ because: refused[word] }) });
    return reply.redirect(`/cases/${reference}/enquiries?withdrawn`, 303);
  });
}

async function show(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, params, session } = request;
  const kase = await caseByReference(context, params.reference);
  const enquiry = await enquiryByReference(context, params.enquiry);
  if (enquiry.caseId !== kase.id) throw new NotFound();
  await context.audit({
    ...{ act: "saw enquiry", subject: "enquiry", subjectId: enquiry.id },
    ...{ childId: kase.childId, authorityId: kase.authorityId },
  });
  const at = `/cases/${kase.reference}/enquiries`;
  return reply.page({
    status: sent ? 422 : 200,
    title: `Withdraw ${enquiry.reference}`,
    errors: sent?.errors,
    before: <GovukBackLink text="Back to the enquiries" href={at} />,
    children: (
      <>
        <span class="govuk-caption-l">{`Case ${kase.reference}`}</span>
        <h1 class="govuk-heading-l">{`Withdraw the question to ${enquiry.to}`}</h1>
        <p class="govuk-body-l">{enquiry.question}</p>
        <p class="govuk-body">
          Nobody can open or answer it from then on. Whoever has opened it by a link gets an e-mail that it is
          no longer needed; those who sign in read that under Questions. What they are told does not say why.
        </p>
        <Form action={`${at}/${enquiry.reference}/withdrawal`} csrf={session?.csrfToken ?? ""}>
          <GovukTextarea
            {...fieldsOf(sent?.typed, sent?.errors).text("because")}
            label={{ text: "Why is it no longer asked?", classes: "govuk-label--s" }}
            hint={{ text: "This stays in the chronology of the case." }}
            rows="3"
          />
          <GovukButton
            text="Withdraw the question"
            classes="govuk-button--warning"
            preventDoubleClick={true}
          />
        </Form>
      </>
    ),
  });
}
