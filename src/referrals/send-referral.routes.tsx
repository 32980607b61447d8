import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { requireAct } from "../access/index.ts";
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
import { cme1 } from "./cme1.form.ts";
import { readStep, type Step, sectionsOf } from "./form-definition.ts";
import { StepPage } from "./form-step.page.tsx";
import { PupilCard } from "./pupil-card.tsx";
import { type DraftForm, draftFormOf, draftSubject } from "./referral-draft.ts";
import { waitingReferralOf } from "./referrals.store.ts";
import { againstRoll, timeOnRoll } from "./school-roll.ts";
import { sendReferral, stillMissing } from "./send-referral.ts";

const definition = cme1;

/** A school reports a leaver: from the record to the steps, the summary and the acknowledgement. [D01] */
export function sendReferralRoutes(server: FastifyInstance): void {
  const config = { permission: "make-referral" } as const;

  server.get("/pupils/:childId/referral", { config }, async (request, reply) => {
    const child = await pupilAsked(request);
    await auditSeen(request, child);
    return showStart(request, reply, child);
  });

  server.get("/pupils/:childId/referral/check", { config }, async (request, reply) => {
    const child = await pupilAsked(request);
    const draft = await draftFor(request, child);
    if (!draft) return reply.redirect(addressOf(child), 303);
    await auditSeen(request, child);
    const today = dayOf(request.context.now);
    return reply.page({
      title: "Check your answers",
      before: <GovukBackLink href={`${addressOf(child)}/${definition.steps.at(-1)?.slug}`} />,
      children: (
        <CheckAnswersPage
          sections={sectionsOf(definition, child, draft.answers)}
          unfinished={draft.unfinished.map(({ step }) => step)}
          contradictions={againstRoll(draft.answers, timeOnRoll(child))}
          at={addressOf(child)}
          csrf={request.session?.csrfToken ?? ""}
          childCard={<PupilCard child={child} missing={stillMissing(child, draft.answers)} today={today} />}
        />
      ),
    });
  });

  server.get("/pupils/:childId/referral/:step", { config }, async (request, reply) => {
    const child = await pupilAsked(request);
    const draft = await draftFor(request, child);
    await auditSeen(request, child);
    return showStep(request, reply, child, draft?.typed.get(stepAsked(request).slug));
  });

  server.post("/pupils/:childId/referral/:step", { config }, async (request, reply) => {
    const child = await pupilAsked(request);
    const step = stepAsked(request);
    const typed = typedInto(request.body);
    // Kept before it is judged: what lacks something is half-way, not lost.
    await keepDraft(request.context, definition.form, draftSubject(child.id, step.slug), typed);
    const read = readStep(step, child, typed, dayOf(request.context.now));
    if ("errors" in read) return showStep(request, reply, child, typed, read.errors);
    const next = isChecking(request) ? undefined : definition.steps[definition.steps.indexOf(step) + 1];
    return reply.redirect(`${addressOf(child)}/${next?.slug ?? "check"}`, 303);
  });

  server.post("/pupils/:childId/referral", { config }, async (request, reply) => {
    const childId = idAsked(request);
    const sent = await request.perform("make-referral", async (context) => {
      const child = await childRecord(context.database, childId);
      if (!child) throw new NotFound();
      const draft = await draftFormOf(context, definition, { about: child.id, child }, dayOf(context.now));
      if (!draft) return { refused: "nothing-to-send" as const };
      if (draft.unfinished.length > 0) return { refused: "unfinished" as const };
      return sendReferral(context, { definition, childId, answers: draft.answers });
    });
    if ("reference" in sent) return reply.redirect(`/my-school/referrals/${sent.reference}?sent`, 303);
    return reply.redirect(`/pupils/${childId}/referral${sent.refused === "unfinished" ? "/check" : ""}`, 303);
  });
}

async function showStart(request: FastifyRequest, reply: FastifyReply, child: ChildRecord) {
  const { database, now } = request.context;
  const draft = await draftFor(request, child);
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
          Five short pages, about ten minutes. What you type is saved as you go, and waits for you on My
          school. Do not take a pupil off the roll before the officer has accepted the referral.
        </p>
        <PupilCard child={child} missing={stillMissing(child, draft?.answers ?? {})} today={dayOf(now)} />
        {!waiting && (
          <GovukButton
            text={draft ? "Go on where you stopped" : "Start"}
            href={`${addressOf(child)}/${first}`}
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
  child: ChildRecord,
  typed: Draft | undefined,
  errors?: FormErrors,
) {
  const step = stepAsked(request);
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
            ? `${addressOf(child)}/check`
            : `${addressOf(child)}${before ? `/${before}` : ""}`
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
        action={`${addressOf(child)}/${step.slug}${isChecking(request) ? "?checking=yes" : ""}`}
        draftAt={draftAt(definition.form, draftSubject(child.id, step.slug))}
        place={`${child.forename} ${child.surname}: page ${at + 1} of ${definition.steps.length}`}
      />
    ),
  });
}

function draftFor({ context }: FastifyRequest, child: ChildRecord): Promise<DraftForm | undefined> {
  return draftFormOf(context, definition, { about: child.id, child }, dayOf(context.now));
}

function isChecking(request: FastifyRequest): boolean {
  return (request.query as Record<string, unknown>)["checking"] !== undefined;
}

function stepAsked(request: FastifyRequest): Step {
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

async function auditSeen({ context }: FastifyRequest, { id, authorityId }: ChildRecord): Promise<void> {
  await context.audit({ act: "saw child", subject: "child", subjectId: id, childId: id, authorityId });
}

function addressOf({ id }: ChildRecord): string {
  return `/pupils/${id}/referral`;
}
