import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Post, postsAllowing } from "../../access/index.ts";
import { NotFound } from "../../database/index.ts";
import { type Draft, draftAt, draftsOf, keepDraft } from "../../drafts/index.ts";
import { Form, type FormErrors, GovukBackLink, GovukButton, typedInto } from "../../web/design/index.ts";
import { SentReferralPage } from "../acknowledgement.page.tsx";
import { CheckAnswersPage } from "../check-answers.page.tsx";
import { decisionDueOn } from "../decision-due.ts";
import { type About, readStep, type Step, sectionsOf } from "../form-definition.ts";
import { StepPage } from "../form-step.page.tsx";
import { draftFormOf, draftSubject } from "../referral-draft.ts";
import { referralByReference, reportsOf } from "../referrals.store.ts";
import { nobodyKnown } from "./content-described.ts";
import { type DescribedForm, describedForms, formsOf } from "./described-forms.ts";
import { ReportsPage } from "./reports.page.tsx";
import { sendReport } from "./send-report.ts";

const mostReports = 50;
/** What a brother or sister shares with the child reported before. */
const shared = ["safeguarding", "home", "you"];

/** Agencies, other authorities and the council's own teams report a child and read what became of it. [D02] [D03] [D05] [D09] */
export function reportsRoutes(server: FastifyInstance): void {
  const config = { permission: "report-child" } as const;

  server.get("/reports", { config }, async (request, reply) => {
    const { context } = request;
    const { database, viewer, audit } = context;
    const agencies = postsAllowing(viewer, "report-child").flatMap(({ agencyId }) => agencyId ?? []);
    const reports = await reportsOf(database, { agencies, personId: viewer.personId }, mostReports);
    await audit({ act: "listed reports", subject: "list", details: { found: reports.length } });
    return reply.page({
      title: "Report a child",
      children: (
        <ReportsPage
          forms={formsFor(request)}
          keyOf={newKey}
          drafts={await draftsHalfWay(request)}
          reports={reports}
        />
      ),
    });
  });

  server.get("/reports/:reference", { config }, async (request, reply) => {
    const { context } = request;
    const referral = await sentReport(request);
    const { id, reference, authorityId } = referral;
    await context.audit({ act: "saw referral", subject: "referral", subjectId: id, authorityId });
    return reply.page({
      title: `Report ${reference}`,
      before: <GovukBackLink href="/reports" text="Report a child" />,
      children: (
        <>
          <SentReferralPage
            from="reporter"
            referral={referral}
            justSent={(request.query as Record<string, unknown>)["sent"] !== undefined}
            decisionDue={await decisionDueOn(context, referral)}
          />
          <Form action={`/reports/${reference}/sibling`} csrf={request.session?.csrfToken ?? ""}>
            <GovukButton text="Report a brother or sister too" classes="govuk-button--secondary" />
          </Form>
        </>
      ),
    });
  });

  server.post("/reports/:reference/sibling", { config }, async (request, reply) => {
    const { form, content } = await sentReport(request);
    const definition = formAsked(request, form);
    const key = newKey();
    for (const step of definition.steps.filter(({ slug }) => shared.includes(slug)))
      await keepDraft(request.context, form, draftSubject(key, step.slug), typedAgain(step, content.answers));
    return reply.redirect(`/reports/${form}/${key}/child`, 303);
  });

  server.get("/reports/:form/:key/check", { config }, async (request, reply) => {
    const { definition, key } = draftAsked(request);
    const draft = await draftFor(request, definition, key);
    if (!draft) return reply.redirect("/reports", 303);
    return reply.page({
      title: "Check your answers",
      before: <GovukBackLink href={`/reports/${definition.form}/${key}/${definition.steps.at(-1)?.slug}`} />,
      children: (
        <CheckAnswersPage
          sections={sectionsOf(definition, nobodyKnown, draft.answers)}
          unfinished={draft.unfinished.map(({ step }) => step)}
          contradictions={[]}
          at={`/reports/${definition.form}/${key}`}
          csrf={request.session?.csrfToken ?? ""}
          childCard={null}
          button="Send the report"
        />
      ),
    });
  });

  server.get("/reports/:form/:key/:step", { config }, async (request, reply) => {
    const { definition, key } = draftAsked(request);
    const draft = await draftFor(request, definition, key);
    return showStep(request, reply, draft?.typed.get(stepAsked(request, definition).slug));
  });

  server.post("/reports/:form/:key/:step", { config }, async (request, reply) => {
    const { definition, key } = draftAsked(request);
    const step = stepAsked(request, definition);
    const typed = typedInto(request.body);
    // Kept before it is judged: what lacks something is half-way, not lost.
    await keepDraft(request.context, definition.form, draftSubject(key, step.slug), typed);
    const read = readStep(step, nobodyKnown, typed, request.context.now);
    if ("errors" in read) return showStep(request, reply, typed, read.errors);
    const next = isChecking(request) ? undefined : definition.steps[definition.steps.indexOf(step) + 1];
    return reply.redirect(`/reports/${definition.form}/${key}/${next?.slug ?? "check"}`, 303);
  });

  server.post("/reports/:form/:key", { config }, async (request, reply) => {
    const { definition, key, post } = draftAsked(request);
    const sent = await request.perform("report-child", async (context) => {
      const draft = await draftFormOf(context, definition, { about: key, child: nobodyKnown });
      if (!draft || draft.unfinished.length > 0) return { refused: "unfinished" as const };
      return sendReport(context, { definition, key, answers: draft.answers, post });
    });
    if ("reference" in sent) return reply.redirect(`/reports/${sent.reference}?sent`, 303);
    return reply.redirect(`/reports/${definition.form}/${key}/check`, 303);
  });
}

function showStep(request: FastifyRequest, reply: FastifyReply, typed?: Draft, errors?: FormErrors) {
  const { definition, key } = draftAsked(request);
  const step = stepAsked(request, definition);
  const at = definition.steps.indexOf(step);
  const here = `/reports/${definition.form}/${key}`;
  const before = definition.steps[at - 1];
  const back = isChecking(request) ? `${here}/check` : before ? `${here}/${before.slug}` : "/reports";
  return reply.page({
    title: step.title,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={back} />,
    children: (
      <StepPage
        step={step}
        child={nobodyKnown}
        typed={typed}
        errors={errors}
        csrf={request.session?.csrfToken ?? ""}
        action={`${here}/${step.slug}${isChecking(request) ? "?checking=yes" : ""}`}
        draftAt={draftAt(definition.form, draftSubject(key, step.slug))}
        place={`${definition.title}: page ${at + 1} of ${definition.steps.length}`}
      />
    ),
  });
}

/** A key that nothing else is kept under; it names nobody. */
function newKey(): string {
  return randomBytes(6).toString("hex");
}

function formsFor({ context }: FastifyRequest): DescribedForm[] {
  const forms = new Set(context.viewer.posts.flatMap((post) => formsOf(post).map(({ form }) => form)));
  return describedForms.filter(({ form }) => forms.has(form));
}

function formAsked(request: FastifyRequest, form: string): DescribedForm {
  const definition = formsFor(request).find((each) => each.form === form);
  if (!definition) throw new NotFound();
  return definition;
}

function draftAsked(request: FastifyRequest): { definition: DescribedForm; key: string; post: Post } {
  const { form = "", key = "" } = request.params as Record<string, string>;
  const definition = formAsked(request, form);
  const post = request.context.viewer.posts.find((each) => formsOf(each).some((one) => one.form === form));
  if (!post || !/^[0-9a-f]{12}$/.test(key)) throw new NotFound();
  return { definition, key, post };
}

function stepAsked(request: FastifyRequest, { steps }: DescribedForm): Step<About> {
  const { step: slug } = request.params as { step?: string };
  const step = steps.find((each) => each.slug === slug);
  if (!step) throw new NotFound();
  return step;
}

function isChecking(request: FastifyRequest): boolean {
  return (request.query as Record<string, unknown>)["checking"] !== undefined;
}

function draftFor({ context }: FastifyRequest, definition: DescribedForm, key: string) {
  return draftFormOf(context, definition, { about: key, child: nobodyKnown });
}

/** A report of the viewer's own, or of the viewer's agency. */
async function sentReport({ context, params }: FastifyRequest) {
  const { reference } = params as { reference: string };
  const { viewer, database } = context;
  const agencies = postsAllowing(viewer, "report-child").map(({ agencyId }) => agencyId);
  const referral = await referralByReference(database, reference);
  const isOwn =
    referral?.schoolId === null &&
    (referral.madeBy === viewer.personId ||
      (referral.agencyId !== null && agencies.includes(referral.agencyId)));
  if (!isOwn) throw new NotFound();
  return referral;
}

/** The viewer's reports that were begun and not sent, the latest first. */
async function draftsHalfWay(request: FastifyRequest) {
  const found = await Promise.all(
    formsFor(request).map(async (definition) => {
      const kept = Map.groupBy(await draftsOf(request.context, definition.form), ({ subject }) =>
        subject.slice(0, subject.indexOf(".")),
      );
      return [...kept].flatMap(([key, [latest, ...others]]) => {
        if (!latest || !/^[0-9a-f]{12}$/.test(key)) return [];
        const named = [latest, ...others].find(
          ({ subject }) => subject === draftSubject(key, "child"),
        )?.content;
        const called = [named?.["forename"], named?.["surname"]].filter(Boolean).join(" ");
        return [{ definition, key, called, savedAt: latest.savedAt }];
      });
    }),
  );
  return found.flat().toSorted((a, b) => Temporal.Instant.compare(b.savedAt, a.savedAt));
}

/** Answers as they were typed, so that a form begins with them; days are left out, for they are the child's own. */
function typedAgain(step: Step<About>, answers: Readonly<Record<string, unknown>>): Draft {
  return Object.fromEntries(
    step.fields.flatMap(({ name, kind }) => {
      const answer = answers[name];
      return kind !== "day" && typeof answer === "string" ? [[name, answer]] : [];
    }),
  );
}
