import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { postsAllowing } from "../../access/index.ts";
import { NotFound } from "../../database/index.ts";
import { type Draft, draftAt, draftOf, keepDraft } from "../../drafts/index.ts";
import { type FormErrors, GovukBackLink, typedInto } from "../../web/design/index.ts";
import { type Answers, readStep } from "../form-definition.ts";
import { nobodyKnown } from "./content-described.ts";
import { type DescribedForm, formsToEnter } from "./described-forms.ts";
import { EnterReportPage, FormsToEnterPage } from "./enter-report.page.tsx";
import { draftOfEntering, enterReport } from "./enter-report.ts";

/** An officer enters what came by phone, letter, e-mail or fax. [D02] [D08] [D09] */
export function enterReportRoutes(server: FastifyInstance): void {
  const config = { permission: "open-case" } as const;

  server.get("/referrals/enter", { config }, (_request, reply) =>
    reply.page({
      title: "Enter a report",
      before: <GovukBackLink href="/referrals" text="Referrals" />,
      children: <FormsToEnterPage forms={formsToEnter} />,
    }),
  );

  server.get("/referrals/enter/:form", { config }, async (request, reply) => {
    const definition = formAsked(request);
    return showForm(
      request,
      reply,
      definition,
      await draftOf(request.context, draftOfEntering(definition.form), "new"),
    );
  });

  server.post("/referrals/enter/:form", { config }, async (request, reply) => {
    const definition = formAsked(request);
    const typed = typedInto(request.body);
    // Kept before it is judged: what lacks something is half-way, not lost.
    await keepDraft(request.context, draftOfEntering(definition.form), "new", typed);
    const read = readWhole(definition, typed, request.context.now);
    if ("errors" in read) return showForm(request, reply, definition, typed, read.errors);
    const [post] = postsAllowing(request.context.viewer, "open-case");
    if (!post) throw new NotFound();
    const { reference } = await request.perform("open-case", (context) =>
      enterReport(context, { definition, answers: read.answers, authorityId: post.authorityId }),
    );
    return reply.redirect(`/referrals/${reference}`, 303);
  });
}

/** All steps of a form that was answered on one page. */
function readWhole(
  { steps }: DescribedForm,
  typed: Draft,
  now: Temporal.Instant,
): { answers: Answers } | { errors: FormErrors } {
  const read = steps.map((step) => readStep(step, nobodyKnown, typed, now));
  const errors = read.flatMap((one) => ("errors" in one ? [one.errors] : []));
  if (errors.length > 0) {
    return {
      errors: {
        list: errors.flatMap(({ list }) => list),
        beside: Object.assign({}, ...errors.map(({ beside }) => beside)),
      },
    };
  }
  return { answers: Object.assign({}, ...read.map((one) => ("answers" in one ? one.answers : {}))) };
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  definition: DescribedForm,
  typed: Draft | undefined,
  errors?: FormErrors,
) {
  return reply.page({
    title: "Enter a report",
    wide: true,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/referrals/enter" text="Other forms" />,
    children: (
      <EnterReportPage
        definition={definition}
        typed={typed}
        errors={errors}
        csrf={request.session?.csrfToken ?? ""}
        draftAt={draftAt(draftOfEntering(definition.form), "new")}
      />
    ),
  });
}

function formAsked({ params }: FastifyRequest): DescribedForm {
  const { form } = params as { form: string };
  const definition = formsToEnter.find((each) => each.form === form);
  if (!definition) throw new NotFound();
  return definition;
}
