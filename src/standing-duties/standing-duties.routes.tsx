import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { dayOf } from "../calendar/index.ts";
import { NotFound } from "../database/index.ts";
import { largestId } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { correctDutyDone } from "./correct-duty-done.ts";
import { dutiesShown } from "./duties-shown.ts";
import { DutyRecordPage } from "./duty-record.page.tsx";
import { LastTimePage } from "./last-time.page.tsx";
import { recordDutyDone } from "./record-duty-done.ts";
import { correctionForm, doneBeforeForm, doneForm, refusedWords } from "./standing-duties.form.ts";
import { StandingDutiesPage } from "./standing-duties.page.tsx";
import { factsOfAuthority } from "./standing-duties.store.ts";
import { standingDutyLines } from "./standing-duties-csv.ts";
import { addressOfDuty, StandingDutyPage } from "./standing-duty.page.tsx";
import { taskInWords } from "./standing-duty.ts";
import { authoritiesShown, rolesOwing, taskHere } from "./task-here.ts";
import { mayRecordDuty } from "./who-records.ts";

type OfTask = FastifyRequest<{ Params: { code: string; task: string } }>;
type OfRecord = FastifyRequest<{ Params: { code: string; task: string; id: string } }>;

const seeing = { config: { permission: "see-standing-duties" as const } };
const doing = { config: { permission: "do-standing-duty" as const } };
const recordId = z.coerce.number().int().positive().max(largestId).catch(0);
const timesSeen = z.coerce.number().int().min(0).catch(-1);

/** What an authority owes for all of its children together, and recording that it was done. They name no child. */
export function standingDutiesRoutes(server: FastifyInstance): void {
  server.get("/standing-duties", seeing, async ({ context }, reply) => {
    const authorities = await authoritiesShown(context);
    const of = await Promise.all(
      authorities.map(async (authority) => ({ authority, duties: await dutiesShown(context, authority) })),
    );
    return reply.page({
      title: "What the authority owes",
      wide: true,
      children: <StandingDutiesPage of={of} now={context.now} />,
    });
  });

  server.get("/standing-duties.csv", seeing, async ({ context }, reply) =>
    csvAnswer(reply, context, {
      name: `standing-duties-${dayOf(context.now)}`,
      parts: standingDutyLines(context),
    }),
  );

  server.get("/standing-duties/:code/:task", seeing, (request: OfTask, reply) => showDuty(request, reply));

  server.post("/standing-duties/:code/:task", doing, async (request: OfTask, reply) => {
    const here = await taskHere(request.context, request.params);
    const typed = request.body as Typed;
    const read = readForm(doneForm(dayOf(request.context.now)), typed);
    if ("errors" in read) return showDuty(request, reply, { typed, errors: read.errors });
    const seen = timesSeen.parse(carried(typed).seen);
    const answer = await request.perform("do-standing-duty", (context) =>
      recordDutyDone(context, { ...here, ...read.values, seen }),
    );
    if (answer === "recorded") return reply.redirect(addressOfDuty(here.authority, here.task), 303);
    return showDuty(request, reply, { typed, errors: errorsBeside({ doneOn: refusedWords[answer] }) });
  });

  server.get("/standing-duties/:code/:task/last-time", seeing, (request: OfTask, reply) =>
    showLastTime(request, reply),
  );

  server.post("/standing-duties/:code/:task/last-time", doing, async (request: OfTask, reply) => {
    const here = await taskHere(request.context, request.params);
    const typed = request.body as Typed;
    const read = readForm(doneBeforeForm(dayOf(request.context.now)), typed);
    if ("errors" in read) return showLastTime(request, reply, { typed, errors: read.errors });
    const seen = timesSeen.parse(carried(typed).seen);
    const answer = await request.perform("do-standing-duty", (context) =>
      recordDutyDone(context, { ...here, ...read.values, seen, before: true }),
    );
    if (answer === "recorded") return reply.redirect(addressOfDuty(here.authority, here.task), 303);
    return showLastTime(request, reply, { typed, errors: errorsBeside({ doneOn: refusedWords[answer] }) });
  });

  server.get("/standing-duties/:code/:task/records/:id", seeing, (request: OfRecord, reply) =>
    showRecord(request, reply),
  );

  server.post("/standing-duties/:code/:task/records/:id", doing, async (request: OfRecord, reply) => {
    const here = await recordHere(request);
    const typed = request.body as Typed;
    const read = readForm(correctionForm(dayOf(request.context.now)), typed);
    if ("errors" in read) return showRecord(request, reply, { typed, errors: read.errors });
    const answer = await request.perform("do-standing-duty", (context) =>
      correctDutyDone(context, { ...here, factId: here.record.id }, read.values),
    );
    if (answer === "recorded") return reply.redirect(addressOfDuty(here.authority, here.task), 303);
    return showRecord(request, reply, { typed, errors: errorsBeside({ doneOn: refusedWords[answer] }) });
  });
}

type Refused = { typed: Typed; errors: FormErrors };

async function showDuty(request: OfTask, reply: FastifyReply, sent?: Refused): Promise<FastifyReply> {
  const { context, session } = request;
  const { authority, task } = await taskHere(context, request.params);
  const owedBy = rolesOwing(context, authority, task);
  const shown = await dutiesShown(context, authority);
  return reply.page({
    status: sent ? 422 : 200,
    title: taskInWords(task),
    errors: sent?.errors,
    before: <GovukBackLink text="What the authority owes" href="/standing-duties" />,
    children: (
      <StandingDutyPage
        {...{ authority, task, owedBy, typed: sent?.typed, errors: sent?.errors }}
        duties={shown.filter((each) => each.task === task)}
        facts={await factsOfAuthority(context.database, authority.id)}
        mayRecord={mayRecordDuty(context.viewer, authority.id, owedBy)}
        viewer={context.viewer}
        now={context.now}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}

async function showLastTime(request: OfTask, reply: FastifyReply, sent?: Refused): Promise<FastifyReply> {
  const { context, session } = request;
  const { authority, task } = await taskHere(context, request.params);
  const owedBy = rolesOwing(context, authority, task);
  return reply.page({
    status: sent ? 422 : 200,
    title: "When was this last done?",
    errors: sent?.errors,
    before: <GovukBackLink text={taskInWords(task)} href={addressOfDuty(authority, task)} />,
    children: (
      <LastTimePage
        {...{ authority, task, owedBy, typed: sent?.typed, errors: sent?.errors }}
        facts={await factsOfAuthority(context.database, authority.id)}
        mayRecord={mayRecordDuty(context.viewer, authority.id, owedBy)}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}

/** The record of an address. Throws NotFound where the viewer sees none. */
async function recordHere({ context, params }: OfRecord) {
  const here = await taskHere(context, params);
  const facts = await factsOfAuthority(context.database, here.authority.id);
  const id = recordId.parse(params.id);
  const record = facts.find(
    (fact) => fact.id === id && fact.kind === "duty-done" && fact.details.task === here.task,
  );
  if (!record) throw new NotFound();
  return { ...here, record };
}

async function showRecord(request: OfRecord, reply: FastifyReply, sent?: Refused): Promise<FastifyReply> {
  const { context, session } = request;
  const { authority, task, record } = await recordHere(request);
  const owedBy = rolesOwing(context, authority, task);
  return reply.page({
    status: sent ? 422 : 200,
    title: "Correct a record",
    errors: sent?.errors,
    before: <GovukBackLink text={taskInWords(task)} href={addressOfDuty(authority, task)} />,
    children: (
      <DutyRecordPage
        {...{ authority, task, record, owedBy, typed: sent?.typed, errors: sent?.errors }}
        mayRecord={mayRecordDuty(context.viewer, authority.id, owedBy)}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}
