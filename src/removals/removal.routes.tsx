import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { NotFound } from "../database/index.ts";
import { draftAt, keepDraft } from "../drafts/index.ts";
import { draftSubject, formsOfSchool, readStep } from "../referrals/index.ts";
import {
  dayInWords,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
  typedInto,
} from "../web/design/index.ts";
import { AnswerPage } from "./answer.page.tsx";
import { CheckRemovalPage, dayRefusals } from "./check-removal.page.tsx";
import { chooseGroundForm } from "./choose-ground.form.ts";
import { ChooseGroundPage } from "./choose-ground.page.tsx";
import { decideGround, type GroundDecided, questionsFor } from "./decide-ground.ts";
import { EvidencePage } from "./evidence.page.tsx";
import type { Ground } from "./ground.ts";
import { groundsOn, otherListFor, regulationsOn } from "./grounds.ts";
import { LeavingPage } from "./leaving.page.tsx";
import { MarksStrip } from "./marks-strip.tsx";
import { NotLawfulPage } from "./not-lawful.page.tsx";
import {
  askedOf,
  evidenceSlug,
  type PupilToRemove,
  pupilToRemove,
  type RemovalDraft,
  removalDraftOf,
  removalForm,
} from "./pupil-to-remove.ts";
import { usualDay } from "./removal-day.ts";
import { asFarAsKnown, evidenceStep, leavingStep } from "./removal-form.ts";
import { readyToRemove, removeFromRoll } from "./remove-from-roll.ts";

type Params = { Params: { childId: string } };
type Asked = { pupil: PupilToRemove; draft: RemovalDraft };
/** A removal whose ground is chosen, and how that ground stands. */
type Grounded = Asked & { ground: Ground; decided: GroundDecided };

const config = { permission: "remove-from-roll" } as const;
const at = "/pupils/:childId/removal";

/** From a pupil on the roll to a removal: the ground, what it asks, the answer, the day, and all of it to check. [F01] [F03] */
export function removalRoutes(server: FastifyInstance): void {
  server.get<Params>(at, { config }, async (request, reply) => showGrounds(request, reply));

  server.post<Params>(at, { config }, async (request, reply) => {
    const childId = idAsked(request);
    const answer = await request.perform("remove-from-roll", (context) => removeFromRoll(context, childId));
    if ("refused" in answer) return reply.redirect(`${addressOf(childId)}/check`, 303);
    return reply.redirect(`/my-school/removals/${answer.id}?done`, 303);
  });

  server.post<Params>(`${at}/ground`, { config }, async (request, reply) => {
    const before = await asked(request);
    const typed = typedInto(request.body);
    await keepDraft(request.context, removalForm, draftSubject(before.pupil.child.id, "ground"), typed);
    const day = readForm(chooseGroundForm(before.pupil.today), typed);
    if ("errors" in day) return showGrounds(request, reply, day.errors);
    const { pupil, draft } = await asked(request);
    const { ground, noGround } = draft;
    if (!ground && !noGround) {
      const isOther = regulationsOn(pupil.judgedOn) !== regulationsOn(before.pupil.judgedOn);
      const reason = isOther
        ? "Other regulations were in force on that day. Choose one of their grounds"
        : "Choose why the name should come off";
      return showGrounds(request, reply, errorsBeside({ reason }));
    }
    return reply.redirect(`${addressOf(pupil.child.id)}/${ground ? "evidence" : "not-lawful"}`, 303);
  });

  server.get<Params>(`${at}/not-lawful`, { config }, async (request, reply) => {
    const { pupil, draft } = await asked(request);
    const { child } = pupil;
    if (!draft.noGround) return reply.redirect(addressOf(child.id), 303);
    await auditRefused(request, pupil, draft.noGround.value);
    return reply.page({
      title: "The name stays on the roll",
      before: <GovukBackLink href={addressOf(child.id)} />,
      children: (
        <NotLawfulPage
          name={nameOf(pupil)}
          regulations={regulationsOn(pupil.judgedOn)}
          noGround={draft.noGround}
          routeAt={routeOf(request, pupil, draft.noGround.route.at)}
          backAt={addressOf(child.id)}
        />
      ),
    });
  });

  server.get<Params>(`${at}/evidence`, { config }, async (request, reply) => {
    const one = await grounded(request, reply);
    return one && showEvidence(request, reply, one, typedFor(one));
  });

  server.post<Params>(`${at}/evidence`, { config }, async (request, reply) => {
    const one = await grounded(request, reply);
    if (!one) return;
    const { child, now } = one.pupil;
    const typed = typedInto(request.body);
    await keepDraft(request.context, removalForm, draftSubject(child.id, evidenceSlug(one.ground)), typed);
    const read = readStep(asFarAsKnown(stepOf(one)), child, typed, now);
    if ("errors" in read) return showEvidence(request, reply, one, typed, read.errors);
    return reply.redirect(`${addressOf(child.id)}/answer`, 303);
  });

  server.get<Params>(`${at}/answer`, { config }, async (request, reply) => {
    const one = await grounded(request, reply);
    if (!one) return;
    const { ground, decided, pupil } = one;
    return reply.page({
      title: `${ground.called}: ${decided.met ? "met" : "not met"}`,
      before: <GovukBackLink href={`${addressOf(pupil.child.id)}/evidence`} />,
      children: (
        <AnswerPage
          {...{ ground, decided, today: pupil.judgedOn, at: addressOf(pupil.child.id) }}
          name={nameOf(pupil)}
          strip={<MarksStrip marks={pupil.marks} />}
          toKnow={toKnow(pupil)}
        />
      ),
    });
  });

  server.get<Params>(`${at}/leaving`, { config }, async (request, reply) => {
    const one = await grounded(request, reply);
    if (!one) return;
    return showLeaving(request, reply, one, one.draft.typed("leaving") ?? leavingKnown(one));
  });

  server.post<Params>(`${at}/leaving`, { config }, async (request, reply) => {
    const one = await grounded(request, reply);
    if (!one) return;
    const { context } = request;
    const { child, now } = one.pupil;
    const typed = typedInto(request.body);
    await keepDraft(context, removalForm, draftSubject(child.id, "leaving"), typed);
    const read = readStep(leavingStep(one.ground), child, typed, now);
    if ("errors" in read) return showLeaving(request, reply, one, typed, read.errors);
    const judged = await readyToRemove(context, one.pupil, await removalDraftOf(context, one.pupil));
    if ("day" in judged) {
      const words = dayRefusals[judged.day] ?? "";
      return showLeaving(request, reply, one, typed, errorsBeside({ removedOn: words }));
    }
    return reply.redirect(`${addressOf(child.id)}/check`, 303);
  });

  server.get<Params>(`${at}/check`, { config }, async (request, reply) => {
    const { pupil, draft } = await asked(request);
    await auditSeen(request, pupil);
    const back = addressOf(pupil.child.id);
    return reply.page({
      title: "Check before the name comes off",
      before: <GovukBackLink href={`${back}/leaving`} />,
      children: (
        <CheckRemovalPage
          name={nameOf(pupil)}
          judged={await readyToRemove(request.context, pupil, draft)}
          at={back}
          csrf={request.session?.csrfToken ?? ""}
        />
      ),
    });
  });
}

async function showGrounds(request: FastifyRequest<Params>, reply: FastifyReply, errors?: FormErrors) {
  const { pupil, draft } = await asked(request);
  const { child, judgedOn, marks } = pupil;
  await auditSeen(request, pupil);
  return reply.page({
    title: "Take a pupil off the roll",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/my-school" text="My school" />,
    children: child.onRoll ? (
      <ChooseGroundPage
        name={nameOf(pupil)}
        regulations={regulationsOn(judgedOn)}
        grounds={groundsOn(judgedOn)}
        toKnow={toKnow(pupil)}
        strip={<MarksStrip marks={marks} />}
        action={`${addressOf(child.id)}/ground`}
        draftAt={draftAt(removalForm, draftSubject(child.id, "ground"))}
        csrf={request.session?.csrfToken ?? ""}
        typed={draft.typed("ground")}
        errors={errors}
      />
    ) : (
      <>
        <h1 class="govuk-heading-l">{nameOf(pupil)} is not on your roll</h1>
        <p class="govuk-body">
          Only a name that is on the roll can come off it. If the pupil left and nobody knows where to,{" "}
          <a href={`/pupils/${child.id}/referral`}>report the leaver</a>. What has come off stands under{" "}
          <a href="/my-school/removals">Removals</a>.
        </p>
      </>
    ),
  });
}

function showEvidence(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  one: Grounded,
  typed: Typed | undefined,
  errors?: FormErrors,
) {
  const { pupil, ground } = one;
  const { child, marks } = pupil;
  return reply.page({
    title: ground.called,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={addressOf(child.id)} />,
    children: (
      <EvidencePage
        {...{ ground, child, typed, errors }}
        step={stepOf(one)}
        strip={<MarksStrip marks={marks} />}
        action={`${addressOf(child.id)}/evidence`}
        draftAt={draftAt(removalForm, draftSubject(child.id, evidenceSlug(ground)))}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}

function showLeaving(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  { pupil, ground, decided }: Grounded,
  typed: Typed,
  errors?: FormErrors,
) {
  const { child } = pupil;
  if (!decided.met) return reply.redirect(`${addressOf(child.id)}/answer`, 303);
  return reply.page({
    title: "The removal",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`${addressOf(child.id)}/answer`} />,
    children: (
      <LeavingPage
        {...{ ground, child, typed, errors }}
        metOn={decided.on}
        step={leavingStep(ground)}
        action={`${addressOf(child.id)}/leaving`}
        draftAt={draftAt(removalForm, draftSubject(child.id, "leaving"))}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}

/** What the record, the marks and the ground tell of the removal already. */
function leavingKnown({ pupil, ground, decided }: Grounded): Typed {
  const last = pupil.marks.findLast(({ kind }) => kind === "attended" || kind === "came-late");
  const day = Temporal.PlainDate.from("1970-01-01");
  return {
    ...(decided.met && { removedOn: usualDay(ground, decided.on, pupil.judgedOn) }),
    ...(last && { lastAttended: day.add({ days: last.day }) }),
    ...(["F", "d"].includes(ground.letter) && { destination: "home-education" }),
    ...(["A", "b"].includes(ground.letter) && { destination: "school" }),
    ...(ground.destination === "none" && { destination: "none" }),
    reason: `${ground.called} (${ground.clause})`,
  };
}

/** The last day of leave, as the marks have it, stands in its field until another is typed. */
function typedFor({ draft, ground, pupil }: Grounded): Typed {
  const typed = draft.typed(evidenceSlug(ground));
  if (typed) return typed;
  const leave = pupil.marks.findLast(({ codes }) => codes.some((code) => code.startsWith("C")));
  const day = Temporal.PlainDate.from("1970-01-01");
  return leave ? { leaveEndedOn: day.add({ days: leave.day }) } : {};
}

function stepOf({ pupil, ground }: Grounded) {
  return evidenceStep(ground, questionsFor(askedOf(pupil, ground)));
}

/** What the reader should know besides: the list of grounds for pupils who are not of compulsory school age is another. */
function toKnow({ child, judgedOn }: PupilToRemove): string[] {
  if (!child.dateOfBirth) return ["The date of birth is not on record."];
  const other = otherListFor(child.dateOfBirth, judgedOn);
  return other
    ? [
        `The pupil is not of compulsory school age on ${dayInWords(judgedOn)}. For such a pupil ${other} has a shorter list of its own, which is not worked out here: look there first.`,
      ]
    : [];
}

function routeOf(
  { context }: FastifyRequest<Params>,
  { child, follower }: PupilToRemove,
  to: "referral" | "absences" | undefined,
): string | undefined {
  if (to === "absences") return "/absences";
  if (!to) return undefined;
  return formsOfSchool(context.procedures, follower).length > 0 ? `/pupils/${child.id}/referral` : undefined;
}

async function asked(request: FastifyRequest<Params>): Promise<Asked> {
  const pupil = await pupilToRemove(request.context, idAsked(request));
  return { pupil, draft: await removalDraftOf(request.context, pupil) };
}

/** The removal with the ground that was chosen; without one, the way back to choosing. */
async function grounded(request: FastifyRequest<Params>, reply: FastifyReply): Promise<Grounded | undefined> {
  const { pupil, draft } = await asked(request);
  await auditSeen(request, pupil);
  const { ground, answers } = draft;
  if (!ground || !pupil.child.onRoll) {
    await reply.redirect(addressOf(pupil.child.id), 303);
    return undefined;
  }
  return { pupil, draft, ground, decided: decideGround({ ...askedOf(pupil, ground), answers }) };
}

function idAsked({ params }: FastifyRequest<Params>): number {
  if (!/^\d{1,15}$/.test(params.childId)) throw new NotFound();
  return Number(params.childId);
}

function addressOf(childId: number): string {
  return `/pupils/${childId}/removal`;
}

function nameOf({ child }: PupilToRemove): string {
  return `${child.forename} ${child.surname}`;
}

async function auditSeen({ context }: FastifyRequest, { child }: PupilToRemove): Promise<void> {
  const { id, authorityId } = child;
  await context.audit({ act: "saw child", subject: "child", subjectId: id, childId: id, authorityId });
}

async function auditRefused(
  { context }: FastifyRequest,
  { child }: PupilToRemove,
  reason: string,
): Promise<void> {
  const { id, authorityId } = child;
  await context.audit({
    ...{ act: "was refused a removal", subject: "child", subjectId: id, childId: id, authorityId },
    details: { reason },
  });
}
