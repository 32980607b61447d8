import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { calendarsAtHand, isHolding } from "../cases/index.ts";
import { childRecord } from "../children/index.ts";
import type { ReadingContext } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { proceduresOf } from "../procedures/index.ts";
import { JustReferred } from "../referrals/index.ts";
import { largestId } from "../web/asked.ts";
import {
  dayInWords,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  londonDay,
  MojAlert,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { EnterPage } from "./enter.page.tsx";
import { enterChild } from "./enter-child.ts";
import { enteringForm, enteringNames, stepFormNamed, stepForms, stepSchema } from "./home-education.form.ts";
import { owedFor } from "./home-education.ts";
import {
  factsOfHomeEducation,
  homeEducation,
  homeEducationOf,
  listedAtHome,
} from "./home-educations.store.ts";
import { RecordPage } from "./record.page.tsx";
import { recordStep } from "./record-step.ts";
import { StepPage } from "./step.page.tsx";

type OfChild = FastifyRequest<{ Params: { id: string } }>;
type OfStep = FastifyRequest<{ Params: { id: string; step: string } }>;

const seeing = { config: { permission: "see-home-education" as const } };
const keeping = { config: { permission: "keep-home-education" as const } };
const refusals = {
  ended: "This home education has ended. Enter the child again if it goes on.",
  "before-it-began": "Enter a day on or after the first day of the home education",
  held: "Nobody approaches this family now. If it has been done, tell the safeguarding lead.",
} as const;

/** One child's home education: entering it, what is owed, and each step. [F08] */
export function homeEducationRecordRoutes(server: FastifyInstance): void {
  server.get("/children/:id/home-education", keeping, (request: OfChild, reply) =>
    showEntering(request, reply),
  );

  server.post("/children/:id/home-education", keeping, async (request: OfChild, reply) => {
    const childId = idIn(request);
    const read = readForm(enteringForm(dayOf(request.context.now)), request.body, enteringNames);
    if ("errors" in read) return showEntering(request, reply, read.errors);
    const answer = await request.perform("keep-home-education", async (context) => {
      const listed = await listedAtHome(context.database, childId);
      return enterChild(context, { childId, ...read.values, listStatus: listed?.status });
    });
    if (answer === "on-it-already")
      return showEntering(request, reply, errorsBeside({ "": "The child is on the register already." }));
    return reply.redirect(`/home-education/${answer.id}`, 303);
  });

  server.get("/home-education/:id", seeing, (request: OfChild, reply) => showRecord(request, reply));

  server.get("/home-education/:id/:step", keeping, (request: OfStep, reply) => showStep(request, reply));

  server.post("/home-education/:id/:step", keeping, async (request: OfStep, reply) => {
    const { id, form } = stepIn(request);
    const read = readForm(
      stepSchema(form, dayOf(request.context.now)),
      request.body,
      stepForms[form].names as Record<string, string>,
    );
    if ("errors" in read) return showStep(request, reply, read.errors);
    const answer = await request.perform("keep-home-education", (context) =>
      recordStep(context, id, read.values),
    );
    if (typeof answer === "object")
      return reply.redirect(`/home-education/${id}?${new URLSearchParams(answer).toString()}`, 303);
    if (answer === "recorded") return reply.redirect(`/home-education/${id}`, 303);
    const at = answer === "before-it-began" ? "happenedOn-day" : "";
    return showStep(request, reply, errorsBeside({ [at]: refusals[answer] }));
  });
}

function idIn({ params }: OfChild): number {
  const id = Number(params.id);
  if (!Number.isInteger(id) || id < 1 || id > largestId) throw new NotFound();
  return id;
}

function stepIn(request: OfStep) {
  const form = stepFormNamed(request.params.step);
  if (!form) throw new NotFound();
  return { id: idIn(request), form };
}

/** A home education with its child. Throws NotFound where the viewer may know of neither. */
async function recordAsked(context: ReadingContext, id: number) {
  const found = await homeEducation(context.database, id);
  const child = found && (await childRecord(context.database, found.childId));
  if (!found || !child) throw new NotFound();
  await context.audit({
    ...{ act: "saw home education", subject: "child" as const, subjectId: child.id, childId: child.id },
    ...{ authorityId: found.authorityId },
  });
  return { found, child };
}

async function showEntering(request: OfChild, reply: FastifyReply, errors?: FormErrors) {
  const { context, session } = request;
  const child = await childRecord(context.database, idIn(request));
  if (!child) throw new NotFound();
  const { id, authorityId } = child;
  const already = await homeEducationOf(context.database, id);
  if (already !== undefined && !errors) return reply.redirect(`/home-education/${already}`, 303);
  await context.audit({ act: "saw child", subject: "child", subjectId: id, childId: id, authorityId });
  const listed = await listedAtHome(context.database, id);
  const prefilled = listed ? { source: "list", noticeOn: listed.notifiedOn } : {};
  return reply.page({
    title: "Enter on the register of home education",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/children/${id}`} text="Back to the child" />,
    children: (
      <EnterPage
        child={child}
        listStatus={listed?.status}
        csrf={session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : prefilled}
        errors={errors}
      />
    ),
  });
}

async function showRecord(request: OfChild, reply: FastifyReply) {
  const { context } = request;
  const { database, viewer, now, procedures } = context;
  const { found, child } = await recordAsked(context, idIn(request));
  const { authorityId } = found;
  const facts = await factsOfHomeEducation(database, found.id);
  const owed = owedFor(facts, {
    ...{ authorityId, now, procedures: proceduresOf(procedures, child) },
    calendars: await calendarsAtHand(context, { authorityId, schoolId: null }),
  });
  const { referred, told } = request.query as Record<string, unknown>;
  return reply.page({
    title: "Home education of a child",
    before: <GovukBackLink href="/home-education" text="Home education" />,
    children: (
      <>
        <JustReferred who="child" referred={referred} />
        {child.cases.some(({ open, reference }) => open && reference === told) && (
          <MojAlert
            variant="success"
            title="The open case is told"
            text={`Case ${told} cannot be closed by this home education now, and the CME officer owes the steps of a school attendance order there.`}
          />
        )}
        <RecordPage
          {...{ child, homeEducation: found, facts, owed, today: londonDay(now) }}
          due={({ dueAt, state }) =>
            `${state === "overdue" ? "Was due" : "Due"} by ${dayInWords(londonDay(dueAt))}.`
          }
          held={child.flags.some(({ flag, raised }) => isHolding(flag) && raised)}
          mayKeep={mayDo(viewer, "keep-home-education", { authorityId })}
        />
      </>
    ),
  });
}

async function showStep(request: OfStep, reply: FastifyReply, errors?: FormErrors) {
  const { id, form } = stepIn(request);
  const { child } = await recordAsked(request.context, id);
  return reply.page({
    title: stepForms[form].title,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/home-education/${id}`} text="Back to the home education" />,
    children: (
      <StepPage
        {...{ id, form, errors, name: `${child.forename} ${child.surname}` }}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : { happenedOn: dayOf(request.context.now) }}
      />
    ),
  });
}
