import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { childRecord, saysHidden } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { idAsked } from "../web/asked.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import {
  checkRequest,
  childAskedFor,
  decideLines,
  extendRequest,
  giveRecord,
  hiddenFrom,
  receiveRequest,
  requestAsked,
} from "./answer-request.ts";
import { GivenRecordPage, givenLines } from "./given-record.page.tsx";
import { RequestPage } from "./request.page.tsx";
import { type AccessRequest, standingOf } from "./request.ts";
import { ChildRequestsPage, RequestsPage } from "./requests.page.tsx";
import { linesTyped, requestForm, subjectAccessNames, wordsForm } from "./subject-access.form.ts";
import { accessRequests, hasDecided, linesAfter } from "./subject-access.store.ts";

type OfChild = FastifyRequest<{ Params: { id: string } }>;
type OfRequest = FastifyRequest<{ Params: { reference: string } }>;

const onPage = 25;
const mostLines = 100_000;
const act = "prepare-subject-access" as const;
const preparing = { config: { permission: act } };
const refusals: Record<string, string> = {
  "your-own": "You decided lines of it, so another person checks it",
  "not-looked-through": "Lines are left that nobody has decided",
  "given-already": "It was given already",
  "extended-already": "It was extended already",
  "not-checked": "Another person checks it first",
};
const faultWords = {
  reason: "Enter why",
  phrase: "The words to black out do not stand in this line",
  "hidden-address":
    "This line says an address that is hidden for safety. Keep it back, or black the address out",
};

/** Requests to see a record: received, looked through, checked by another person, given. [G01] */
export function subjectAccessRoutes(server: FastifyInstance): void {
  server.get("/subject-access", preparing, async (request, reply) => {
    const { context } = request;
    const after = idAsked.parse((request.query as Record<string, unknown>)["after"]);
    const authorityIds = postsAllowing(context.viewer, act).map(({ authorityId }) => authorityId);
    const found = await accessRequests(context.database, { authorityIds, after, count: onPage + 1 });
    const requests = found.slice(0, onPage);
    await context.audit({
      ...{ act: "listed subject access requests", subject: "list" },
      details: { rows: requests.length, children: requests.map(({ childId }) => childId) },
    });
    return reply.page({
      title: "Requests to see a record",
      wide: true,
      children: (
        <RequestsPage
          {...{ requests, today: dayOf(context.now) }}
          moreAt={found.length > onPage ? `/subject-access?after=${requests.at(-1)?.id}` : undefined}
        />
      ),
    });
  });

  server.get("/children/:id/subject-access", preparing, (request: OfChild, reply) =>
    showChild(request, reply),
  );

  server.post("/children/:id/subject-access", preparing, async (request: OfChild, reply) => {
    const { id } = await childAskedFor(request.context, idAsked.parse(request.params.id));
    const read = readForm(requestForm(dayOf(request.context.now)), request.body, subjectAccessNames);
    if ("errors" in read) return showChild(request, reply, read.errors);
    const { reference } = await request.perform(act, (context) => receiveRequest(context, id, read.values));
    return reply.redirect(`/subject-access/${reference}`, 303);
  });

  const at = "/subject-access/:reference";
  server.get(at, preparing, (request: OfRequest, reply) => show(request, reply));

  server.post(at, preparing, async (request: OfRequest, reply) => {
    const lines = String((request.body as Typed)["lines"] ?? "")
      .split(",")
      .map(Number)
      .filter(Number.isSafeInteger)
      .slice(0, onPage);
    const decided = linesTyped(request.body, lines);
    const { answer } = await request.perform(act, async (context) => ({
      answer: await decideLines(context, request.params.reference, decided),
    }));
    if (answer === "given-already") return show(request, reply, errorsBeside({ "": refusals[answer] ?? "" }));
    if (typeof answer === "object")
      return show(
        request,
        reply,
        errorsBeside(
          Object.fromEntries(
            Object.entries(answer.faults).map(([line, fault]) => [
              fault === "reason" ? `reason-${line}` : `hidden-${line}`,
              `${faultWords[fault]} (line ${line})`,
            ]),
          ),
        ),
      );
    const next = (lines.at(-1) ?? 0) as number;
    return reply.redirect(`/subject-access/${request.params.reference}?after=${next}`, 303);
  });

  const step = (
    path: string,
    work: (request: OfRequest, words: string) => Promise<string>,
    wanted: boolean,
  ) =>
    server.post(`${at}/${path}`, preparing, async (request: OfRequest, reply) => {
      const read = wanted ? readForm(wordsForm, request.body, subjectAccessNames) : { values: { words: "" } };
      if ("errors" in read) return show(request, reply, read.errors);
      const word = await work(request, read.values.words);
      const refusal = refusals[word];
      if (refusal) return show(request, reply, errorsBeside({ "": refusal }));
      return reply.redirect(`/subject-access/${request.params.reference}`, 303);
    });
  const performed = async (request: OfRequest, work: Parameters<OfRequest["perform"]>[1]) =>
    (await request.perform(act, async (context) => ({ word: String(await work(context)) }))).word;
  step("extension", (r, words) => performed(r, (c) => extendRequest(c, r.params.reference, words)), true);
  step(
    "sending-back",
    (r, words) => performed(r, (c) => checkRequest(c, r.params.reference, { step: "sent-back", words })),
    true,
  );
  step("check", (r) => performed(r, (c) => checkRequest(c, r.params.reference, { step: "checked" })), false);
  step("giving", (r) => performed(r, (c) => giveRecord(c, r.params.reference)), false);

  server.get(`${at}/record`, preparing, async (request: OfRequest, reply) => {
    const found = await recordToGive(request);
    return reply.page({
      title: `Record for ${found.request.reference}`,
      wide: true,
      before: (
        <GovukBackLink href={`/subject-access/${found.request.reference}`} text="Back to the request" />
      ),
      children: <GivenRecordPage {...found} now={request.context.now} />,
    });
  });

  server.get(`${at}/record.json`, preparing, async (request: OfRequest, reply) => {
    const { request: asked, name, lines } = await recordToGive(request);
    await request.context.recorded();
    return reply
      .header("cache-control", "no-store")
      .header("content-disposition", `attachment; filename="${asked.reference}.json"`)
      .send({
        reference: asked.reference,
        about: name,
        entries: lines.map(({ part, words }) => ({ part, words: words ?? "Kept back" })),
      });
  });
}

/** What is given, for whoever gives it and for the second person who reads it before. */
async function recordToGive({ context, params }: OfRequest) {
  const request = await requestAsked(context, params.reference);
  const standing = standingOf(request);
  if (standing === "to-look-through") throw new NotFound();
  const child = await childRecord(context.database, request.childId);
  if (!child) throw new NotFound();
  const hidden = await hiddenFrom(context.database, request.childId);
  const lines = givenLines(await linesAfter(context.database, request.id, 0, mostLines), hidden);
  await audited(context, request, "saw record to give");
  return { request, name: `${child.forename} ${child.surname}`, lines };
}

function audited(context: OfRequest["context"], { id, childId, authorityId }: AccessRequest, said: string) {
  return context.audit({ act: said, subject: "subject access request", subjectId: id, childId, authorityId });
}

async function showChild(request: OfChild, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const child = await childAskedFor(context, idAsked.parse(request.params.id));
  const { id, authorityId } = child;
  await context.audit({
    act: "saw subject access requests",
    subject: "child",
    subjectId: id,
    childId: id,
    authorityId,
  });
  return reply.page({
    title: "Requests to see a record",
    wide: true,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/children/${id}/sharing`} text="What was shared about this child" />,
    children: (
      <ChildRequestsPage
        {...{ child, errors, today: dayOf(context.now) }}
        requests={await accessRequests(context.database, { childId: id })}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : { receivedOn: dayOf(context.now) }}
      />
    ),
  });
}

async function show(request: OfRequest, reply: FastifyReply, errors?: FormErrors) {
  const { context, params } = request;
  const asked = await requestAsked(context, params.reference);
  const sent = Number(String((request.body as Typed | undefined)?.["lines"] ?? "").split(",")[0]);
  const after =
    sent > 0 ? sent - 1 : (idAsked.parse((request.query as Record<string, unknown>)["after"]) ?? 0);
  const found = await linesAfter(context.database, asked.id, after, onPage + 1);
  const hidden = await hiddenFrom(context.database, asked.childId);
  const lines = found.slice(0, onPage).map((line) => {
    const about = [line.thirdParty, saysHidden(line.words, hidden) && "a hidden address"];
    return { ...line, thirdParty: about.filter(Boolean).join(", ") };
  });
  await audited(context, asked, "saw subject access request");
  return reply.page({
    title: `Request ${asked.reference}`,
    wide: true,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/subject-access" text="All requests" />,
    children: (
      <RequestPage
        {...{ request: asked, lines, errors }}
        at={`/subject-access/${asked.reference}`}
        moreAt={
          found.length > onPage ? `/subject-access/${asked.reference}?after=${lines.at(-1)?.line}` : undefined
        }
        mayCheck={!(await hasDecided(context, asked.id))}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : {}}
      />
    ),
  });
}
