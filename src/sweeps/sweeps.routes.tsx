import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo, postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { ReadingContext } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { dayAsked, idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { meetChild } from "./meet-child.ts";
import { MeetChildPage, MeetingPage } from "./meeting.page.tsx";
import { planSweep } from "./plan-sweep.ts";
import { meetingAmong, recordOutcome } from "./record-outcome.ts";
import { referMetChild } from "./refer-met-child.ts";
import { shareSweep } from "./share-sweep.ts";
import { SweepPage } from "./sweep.page.tsx";
import {
  metForm,
  metNames,
  outcomeForm,
  outcomeNames,
  planForm,
  planNames,
  shareForm,
  shareNames,
} from "./sweeps.form.ts";
import { SweepsPage } from "./sweeps.page.tsx";
import { areasOf, meetingsOf, type Sweep, sharesOf, sweepReferenced, sweepsBefore } from "./sweeps.store.ts";
import { sweepLines } from "./sweeps-csv.ts";

type OfSweep = FastifyRequest<{ Params: { reference: string } }>;
type OfMeeting = FastifyRequest<{ Params: { reference: string; child: string } }>;
type Sent = { typed: Typed; errors: FormErrors };

const onPage = 30;
/** Where the list goes on; whatever cannot be is as if it had not been asked. */
function placeAsked(key: unknown): { plannedOn: Temporal.PlainDate; id: number } | undefined {
  const [day, place] = String(key).split("_");
  const [plannedOn, id] = [dayAsked.parse(day), idAsked.parse(place)];
  return plannedOn && id ? { plannedOn, id } : undefined;
}
const nobody = errorsBeside({
  audience: "Nobody who was met and whose status is recorded is for this service",
});

/** Truancy sweeps: planned, children entered on the spot, shared afterwards. [E06] */
export function sweepsRoutes(server: FastifyInstance): void {
  const running = { config: { permission: "run-sweep" as const } };

  server.get("/sweeps", running, (request, reply) => showSweeps(request, reply));

  server.post("/sweeps", running, async (request, reply) => {
    const typed = request.body as Typed;
    const read = readForm(planForm, typed, planNames);
    if ("errors" in read) return showSweeps(request, reply, { typed, errors: read.errors });
    const { reference } = await request.perform("run-sweep", (context) => planSweep(context, read.values));
    return reply.redirect(`/sweeps/${reference}`, 303);
  });

  server.get("/sweeps/:reference", running, (request: OfSweep, reply) => showSweep(request, reply));

  server.get("/sweeps/:reference.csv", running, async (request: OfSweep, reply) => {
    const sweep = await sweepAsked(request.context, request.params.reference);
    const parts = sweepLines(request.context, sweep);
    return csvAnswer(reply, request.context, { name: `sweep-${sweep.reference}`, parts });
  });

  server.post("/sweeps/:reference/shares", running, async (request: OfSweep, reply) => {
    const { reference } = request.params;
    const typed = request.body as Typed;
    const read = readForm(shareForm, typed, shareNames);
    if ("errors" in read) return showSweep(request, reply, { typed, errors: read.errors });
    const { word } = await request.perform("run-sweep", async (context) => ({
      word: await shareSweep(context, reference, read.values),
    }));
    if (word !== "shared") return showSweep(request, reply, { typed, errors: nobody });
    return reply.redirect(`/sweeps/${reference}?done=shared`, 303);
  });

  server.get("/sweeps/:reference/children", running, (request: OfSweep, reply) => showEntry(request, reply));

  server.post("/sweeps/:reference/children", running, async (request: OfSweep, reply) => {
    const { reference } = request.params;
    const typed = request.body as Typed;
    const read = readForm(metForm(dayOf(request.context.now)), typed, metNames);
    if ("errors" in read) return showEntry(request, reply, { typed, errors: read.errors });
    const { meetingId } = await request.perform("run-sweep", (context) =>
      meetChild(context, reference, read.values),
    );
    return reply.redirect(`/sweeps/${reference}/children/${meetingId}`, 303);
  });

  server.get("/sweeps/:reference/children/:child", running, (request: OfMeeting, reply) =>
    showMeeting(request, reply),
  );

  server.post("/sweeps/:reference/children/:child", running, async (request: OfMeeting, reply) => {
    const { reference } = request.params;
    const typed = request.body as Typed;
    const read = readForm(outcomeForm, typed, outcomeNames);
    if ("errors" in read) return showMeeting(request, reply, { typed, errors: read.errors });
    await request.perform("run-sweep", async (context) => ({
      word: await recordOutcome(context, { reference, meetingId: meetingAsked(request) }, read.values),
    }));
    return reply.redirect(`/sweeps/${reference}?done=recorded`, 303);
  });

  server.post("/sweeps/:reference/children/:child/referral", running, async (request: OfMeeting, reply) => {
    const { reference } = request.params;
    const meetingId = meetingAsked(request);
    await request.perform("run-sweep", (context) => referMetChild(context, { reference, meetingId }));
    return reply.redirect(`/sweeps/${reference}/children/${meetingId}`, 303);
  });
}

const doneWords: Record<string, string> = {
  shared: "The list is shared.",
  recorded: "The child is recorded. Enter the next one.",
};

async function showSweeps(request: FastifyRequest, reply: FastifyReply, sent?: Sent) {
  const { context } = request;
  const { viewer, database } = context;
  const before = placeAsked((request.query as Record<string, unknown>)["before"]);
  const found = await sweepsBefore(database, before, onPage + 1);
  const sweeps = found.slice(0, onPage);
  const last = sweeps.at(-1);
  const posts = postsAllowing(viewer, "run-sweep");
  const areas = await areasOf(database, {
    authorities: posts.flatMap(({ areaId, authorityId }) => (areaId === null ? [authorityId] : [])),
    areas: posts.flatMap(({ areaId }) => areaId ?? []),
  });
  await context.audit({
    act: "listed sweeps",
    subject: "list",
    details: { rows: sweeps.length, sweeps: sweeps.map(({ id }) => id) },
  });
  return reply.page({
    title: "Truancy sweeps",
    status: sent ? 422 : 200,
    errors: sent?.errors,
    children: (
      <SweepsPage
        {...{ sweeps, areas, typed: sent?.typed, errors: sent?.errors }}
        moreAt={
          found.length > onPage && last ? `/sweeps?before=${last.plannedOn.toString()}_${last.id}` : undefined
        }
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}

async function showSweep(request: OfSweep, reply: FastifyReply, sent?: Sent) {
  const { context } = request;
  const sweep = await sweepAsked(context, request.params.reference);
  const { id, reference, authorityId } = sweep;
  await context.audit({ act: "saw sweep", subject: "sweep", subjectId: id, authorityId });
  return reply.page({
    title: `Sweep ${reference}`,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink href="/sweeps" text="Truancy sweeps" />,
    children: (
      <SweepPage
        {...{ sweep, typed: sent?.typed, errors: sent?.errors, csrf: request.session?.csrfToken ?? "" }}
        met={await meetingsOf(context.database, id)}
        shares={await sharesOf(context.database, id)}
        done={doneWords[String((request.query as Record<string, unknown>)["done"])]}
      />
    ),
  });
}

async function showEntry(request: OfSweep, reply: FastifyReply, sent?: Sent) {
  const sweep = await sweepAsked(request.context, request.params.reference);
  return reply.page({
    title: "Enter a child",
    status: sent ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink href={`/sweeps/${sweep.reference}`} text="The sweep" />,
    children: (
      <MeetChildPage
        {...{ sweep, typed: sent?.typed, errors: sent?.errors, csrf: request.session?.csrfToken ?? "" }}
      />
    ),
  });
}

async function showMeeting(request: OfMeeting, reply: FastifyReply, sent?: Sent) {
  const { context, params } = request;
  const sweep = await sweepAsked(context, params.reference);
  const { id, authorityId, reference } = sweep;
  const met = meetingAmong(await meetingsOf(context.database, id), meetingAsked(request));
  await context.audit({ act: "saw child met in sweep", subject: "sweep", subjectId: id, authorityId });
  return reply.page({
    title: `A child met in sweep ${reference}`,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink href={`/sweeps/${reference}`} text="The sweep" />,
    children: (
      <MeetingPage
        {...{ sweep, met, typed: sent?.typed, errors: sent?.errors, csrf: request.session?.csrfToken ?? "" }}
        mayRefer={mayDo(context.viewer, "report-child", sweep)}
      />
    ),
  });
}

/** The sweep with this reference. @throws NotFound. */
async function sweepAsked({ database }: ReadingContext, reference: string): Promise<Sweep> {
  const sweep = await sweepReferenced(database, reference);
  if (!sweep) throw new NotFound();
  return sweep;
}

function meetingAsked({ params }: OfMeeting): number {
  const id = idAsked.parse(params.child);
  if (id === undefined) throw new NotFound();
  return id;
}
