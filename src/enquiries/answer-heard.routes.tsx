import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { caseByReference } from "../cases/index.ts";
import { NotFound } from "../database/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukInput,
  GovukInsetText,
  londonDay,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { answerForm, toldBy } from "./answer.form.ts";
import { enquiryByReference, recordAnswerHeard } from "./answer-enquiry.ts";
import { AnswerFields } from "./answer-fields.form.tsx";
import { correctAnswer } from "./correct-answer.ts";
import { DisclosedList } from "./disclosed-list.page.tsx";

type Params = { Params: { reference: string; enquiry: string } };

/** An answer that came by telephone or letter, recorded by the officer whose case asked. [E01] */
export function answerHeardRoutes(server: FastifyInstance): void {
  const asking = { config: { permission: "send-enquiry" as const } };

  server.get<Params>("/cases/:reference/enquiries/:enquiry", asking, async (request, reply) =>
    show(request, reply, {}),
  );

  server.post<Params>("/cases/:reference/enquiries/:enquiry", asking, async (request, reply) => {
    const { context, params } = request;
    const enquiry = await enquiryByReference(context, params.enquiry);
    const typed = request.body as Typed;
    const today = londonDay(context.now);
    const read = readForm(answerForm({ ofSchool: enquiry.toKind === "school", today }), request.body);
    const teller = readForm(toldBy, request.body);
    if ("errors" in read) return show(request, reply, typed, read.errors);
    if ("errors" in teller) return show(request, reply, typed, teller.errors);
    const heard = { ...read.values, toldBy: teller.values["told-by"] };
    await request.perform("send-enquiry", (acting) =>
      enquiry.answeredAt === null
        ? recordAnswerHeard(acting, params.enquiry, heard)
        : correctAnswer(acting, params, heard),
    );
    return reply.redirect(`/cases/${params.reference}/enquiries?answer=recorded`, 303);
  });
}

async function show(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed: Typed,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const enquiry = await enquiryByReference(context, params.enquiry);
  if (enquiry.caseId !== kase.id) throw new NotFound();
  await context.audit({
    act: "saw enquiry",
    subject: "enquiry",
    subjectId: enquiry.id,
    childId: kase.childId,
    authorityId: kase.authorityId,
  });
  const at = `/cases/${kase.reference}/enquiries`;
  return reply.page({
    status: errors ? 422 : 200,
    title: `Answer to ${enquiry.reference}`,
    errors,
    before: <GovukBackLink text="Back to the enquiries" href={at} />,
    children: (
      <>
        <span class="govuk-caption-l">{`Case ${kase.reference}`}</span>
        <h1 class="govuk-heading-l">{`What did ${enquiry.to} tell you?`}</h1>
        <p class="govuk-body-l">{enquiry.question}</p>
        {enquiry.answeredAt !== null && (
          <GovukInsetText text="It is answered already. What you record here takes the place of that answer, which stays readable; what is owed, and the address that it told, are worked out anew." />
        )}
        <DisclosedList disclosed={enquiry.disclosed} />
        <Form action={`${at}/${enquiry.reference}`} csrf={request.session?.csrfToken ?? ""}>
          <AnswerFields enquiry={enquiry} typed={typed} errors={errors} />
          <GovukInput
            {...fieldsOf(typed, errors).text("told-by")}
            label={{ text: "Who told you, and how?", classes: "govuk-label--s" }}
            hint={{ text: "For example: Sam Reed, by telephone" }}
          />
          <GovukButton
            text={enquiry.answeredAt === null ? "Record the answer" : "Correct the answer"}
            preventDoubleClick={true}
          />
        </Form>
      </>
    ),
  });
}
