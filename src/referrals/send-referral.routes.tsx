import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authorityKnown, requireAct } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { type ChildRecord, childRecord } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { type Draft, draftAt, keepDraft } from "../drafts/index.ts";
import {
  type FormErrors,
  GovukBackLink,
  GovukButton,
  GovukInsetText,
  typedInto,
} from "../web/design/index.ts";
import { CheckAnswersPage } from "./check-answers.page.tsx";
import { readStep, type Step, sectionsOf } from "./form-definition.ts";
import { StepPage } from "./form-step.page.tsx";
import { PupilCard } from "./pupil-card.tsx";
import { type DraftForm, draftFormOf, draftSubject } from "./referral-draft.ts";
import { waitingReferralOf } from "./referrals.store.ts";
import { addressOf, formsOfSchool, schoolForms } from "./school-forms.ts";
import { againstRoll, timeOnRoll } from "./school-roll.ts";
import { sendReferral, stillMissing } from "./send-referral.ts";

type SchoolForm = (typeof schoolForms)[number];
/** A pupil and the form with which the school refers them. */
type Asked = SchoolForm & { child: ChildRecord };

/**
 * A school refers a pupil by its authority's own form: from the record to the steps, the summary and the acknowledgement.
 * `/pupils/:childId/referral` is where it begins, and offers the forms where there are several. [D01] [D06] [D07]
 */
export function sendReferralRoutes(server: FastifyInstance): void {
  for (const form of schoolForms) routesOf(server, form);
}

function routesOf(server: FastifyInstance, form: SchoolForm): void {
  const config = { permission: "make-referral" } as const;
  const { definition, at: segment } = form;
  const at = `/pupils/:childId/${segment}`;

  server.get(at, { config }, async (request, reply) => {
    const child = await pupilAsked(request);
    const forms = await formsFor(request, child);
    await auditSeen(request, child);
    if (forms.includes(form)) return showStart(request, reply, { ...form, child });
    if (form !== schoolForms[0]) throw new NotFound();
    return showForms(reply, child, forms);
  });

  server.get(`${at}/check`, { config }, async (request, reply) => {
    const { child } = await asked(request, form);
    const draft = await draftFor(request, { ...form, child });
    if (!draft) return reply.redirect(addressOf(child, segment), 303);
    await auditSeen(request, child);
    const today = dayOf(request.context.now);
    return reply.page({
      title: "Check your answers",
      before: <GovukBackLink href={`${addressOf(child, segment)}/${definition.steps.at(-1)?.slug}`} />,
      children: (
        <CheckAnswersPage
          sections={sectionsOf(definition, child, draft.answers)}
          unfinished={draft.unfinished.map(({ step }) => step)}
          contradictions={againstRoll(draft.answers, timeOnRoll(child))}
          refusedFor={definition.refusedFor?.(draft.answers) ?? []}
          at={addressOf(child, segment)}
          csrf={request.session?.csrfToken ?? ""}
          childCard={<PupilCard child={child} missing={stillMissing(child, draft.answers)} today={today} />}
        />
      ),
    });
  });

  server.get(`${at}/:step`, { config }, async (request, reply) => {
    const one = await asked(request, form);
    const draft = await draftFor(request, one);
    await auditSeen(request, one.child);
    return showStep(request, reply, one, draft?.typed.get(stepAsked(request, one).slug));
  });

  server.post(`${at}/:step`, { config }, async (request, reply) => {
    const one = await asked(request, form);
    const { child } = one;
    const step = stepAsked(request, one);
    const typed = typedInto(request.body);
    // Kept before it is judged: what lacks something is half-way, not lost.
    await keepDraft(request.context, definition.form, draftSubject(child.id, step.slug), typed);
    const read = readStep(step, child, typed, request.context.now);
    if ("errors" in read) return showStep(request, reply, one, typed, read.errors);
    const next = isChecking(request) ? undefined : definition.steps[definition.steps.indexOf(step) + 1];
    return reply.redirect(`${addressOf(child, segment)}/${next?.slug ?? "check"}`, 303);
  });

  server.post(at, { config }, async (request, reply) => {
    const { child: pupil } = await asked(request, form);
    const childId = pupil.id;
    const sent = await request.perform("make-referral", async (context) => {
      const child = await childRecord(context.database, childId);
      if (!child) throw new NotFound();
      const draft = await draftFormOf(context, definition, { about: child.id, child });
      if (!draft) return { refused: "nothing-to-send" as const };
      if (draft.unfinished.length > 0) return { refused: "unfinished" as const };
      return sendReferral(context, { definition, childId, answers: draft.answers });
    });
    if ("reference" in sent) return reply.redirect(`/my-school/referrals/${sent.reference}?sent`, 303);
    const isToCheck = sent.refused === "unfinished" || sent.refused === "steps-missing";
    return reply.redirect(`${addressOf(pupil, segment)}${isToCheck ? "/check" : ""}`, 303);
  });
}

/** The forms of the school's authority, for a pupil who may be referred by several. */
function showForms(reply: FastifyReply, child: ChildRecord, forms: readonly SchoolForm[]) {
  return reply.page({
    title: "Refer a pupil",
    before: <GovukBackLink href="/my-school" text="My school" />,
    children: (
      <>
        <h1 class="govuk-heading-l">Refer a pupil</h1>
        <p class="govuk-body">
          {`${child.forename} ${child.surname}. `}If you fear for the pupil, do not wait for a form: call
          children's services and the police today.
        </p>
        <ul class="govuk-list">
          {forms.map(({ definition, at, forWhom }) => (
            <li key={at}>
              <a class="govuk-link govuk-!-font-weight-bold" href={addressOf(child, at)}>
                {definition.title}
              </a>
              <p class="govuk-hint">{forWhom}.</p>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

async function showStart(request: FastifyRequest, reply: FastifyReply, one: Asked) {
  const { definition, at, child } = one;
  const { database, now } = request.context;
  const draft = await draftFor(request, one);
  const waiting =
    child.schoolId === null ? undefined : await waitingReferralOf(database, child.id, child.schoolId);
  const first = draft?.unfinished[0]?.step.slug ?? (draft ? "check" : definition.steps[0]?.slug);
  return reply.page({
    title: definition.title,
    before: <GovukBackLink href="/my-school" text="My school" />,
    children: (
      <>
        <h1 class="govuk-heading-l">{definition.title}</h1>
        {waiting && (
          <GovukInsetText
            html={
              <>
                You reported this pupil already, and the officer has not decided yet:{" "}
                <a href={`/my-school/referrals/${waiting}`}>{waiting}</a>.
              </>
            }
          />
        )}
        <p class="govuk-body">
          {definition.steps.length} short pages, about ten minutes. What you type is saved as you go, and
          waits for you on My school. Do not take a pupil off the roll before the officer has accepted the
          referral.
        </p>
        <PupilCard child={child} missing={stillMissing(child, draft?.answers ?? {})} today={dayOf(now)} />
        {!waiting && (
          <GovukButton
            text={draft ? "Go on where you stopped" : "Start"}
            href={`${addressOf(child, at)}/${first}`}
            isStartButton={!draft}
          />
        )}
      </>
    ),
  });
}

function showStep(
  request: FastifyRequest,
  reply: FastifyReply,
  one: Asked,
  typed: Draft | undefined,
  errors?: FormErrors,
) {
  const { definition, at: segment, child } = one;
  const step = stepAsked(request, one);
  const at = definition.steps.indexOf(step);
  const before = definition.steps[at - 1]?.slug;
  return reply.page({
    title: step.title,
    status: errors ? 422 : 200,
    errors,
    before: (
      <GovukBackLink
        href={
          isChecking(request)
            ? `${addressOf(child, segment)}/check`
            : `${addressOf(child, segment)}${before ? `/${before}` : ""}`
        }
      />
    ),
    children: (
      <StepPage
        step={step}
        child={child}
        typed={typed}
        errors={errors}
        csrf={request.session?.csrfToken ?? ""}
        action={`${addressOf(child, segment)}/${step.slug}${isChecking(request) ? "?checking=yes" : ""}`}
        draftAt={draftAt(definition.form, draftSubject(child.id, step.slug))}
        place={`${child.forename} ${child.surname}: page ${at + 1} of ${definition.steps.length}`}
      />
    ),
  });
}

function draftFor({ context }: FastifyRequest, { definition, child }: Asked): Promise<DraftForm | undefined> {
  return draftFormOf(context, definition, { about: child.id, child });
}

function isChecking(request: FastifyRequest): boolean {
  return (request.query as Record<string, unknown>)["checking"] !== undefined;
}

function stepAsked(request: FastifyRequest, { definition }: SchoolForm): Step {
  const { step: slug } = request.params as { step?: string };
  const step = definition.steps.find((each) => each.slug === slug);
  if (!step) throw new NotFound();
  return step;
}

function idAsked(request: FastifyRequest): number {
  const { childId } = request.params as { childId: string };
  if (!/^\d{1,15}$/.test(childId)) throw new NotFound();
  return Number(childId);
}

/** The pupil of the address, of a school of the viewer's own. */
async function pupilAsked(request: FastifyRequest): Promise<ChildRecord> {
  const child = await childRecord(request.context.database, idAsked(request));
  if (!child) throw new NotFound();
  requireAct(request.context.viewer, "make-referral", { schoolId: child.schoolId });
  return child;
}

/** The forms of the authority of the pupil's school. */
async function formsFor({ context }: FastifyRequest, { schoolAuthorityId, authorityId }: ChildRecord) {
  const id = schoolAuthorityId ?? authorityId;
  const { procedure } = await authorityKnown(context.database, id);
  return formsOfSchool(context.procedures, { authorityId: id, procedure });
}

/** The pupil, if the school's authority has this form. */
async function asked(request: FastifyRequest, form: SchoolForm): Promise<Asked> {
  const child = await pupilAsked(request);
  if (!(await formsFor(request, child)).includes(form)) throw new NotFound();
  return { ...form, child };
}

async function auditSeen({ context }: FastifyRequest, { id, authorityId }: ChildRecord): Promise<void> {
  await context.audit({ act: "saw child", subject: "child", subjectId: id, childId: id, authorityId });
}
