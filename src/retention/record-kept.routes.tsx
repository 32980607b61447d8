import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { idAsked } from "../web/asked.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { proposeDeletion } from "./delete-record.ts";
import { childToKeep, endHold, holdRecord } from "./keep-record.ts";
import { RecordKeptPage, type RecordKeptProps } from "./record-kept.page.tsx";
import { endHoldForm, reasonForm, retentionNames } from "./retention.form.ts";
import {
  holdsOn,
  partsCalled,
  partsThatWouldGo,
  standingOfRecord,
  waitingDeletionOf,
} from "./retention.store.ts";
import { keptWords } from "./retention.ts";

type OfChild = FastifyRequest<{ Params: { id: string } }>;
type Sent = { form: RecordKeptProps["form"]; errors: FormErrors };

const keeping = { config: { permission: "keep-retention" as const } };

/** One child's record: until when it is kept, holding it, and proposing that it goes. */
export function recordKeptRoutes(server: FastifyInstance): void {
  const at = "/retention/children/:id";
  server.get(at, keeping, (request: OfChild, reply) => show(request, reply));

  server.post(`${at}/holds`, keeping, async (request: OfChild, reply) => {
    const { id } = await childAsked(request);
    const read = readForm(reasonForm, request.body, retentionNames);
    if ("errors" in read) return show(request, reply, { form: "hold", errors: read.errors });
    await request.perform("keep-retention", (context) => holdRecord(context, id, read.values.reason));
    return reply.redirect(`/retention/children/${id}`, 303);
  });

  server.post(`${at}/hold-ends`, keeping, async (request: OfChild, reply) => {
    const { id } = await childAsked(request);
    const read = readForm(endHoldForm, request.body, retentionNames);
    if ("errors" in read) return show(request, reply, { form: "end", errors: read.errors });
    await request.perform("keep-retention", (context) => endHold(context, id, read.values));
    return reply.redirect(`/retention/children/${id}`, 303);
  });

  server.post(`${at}/deletion`, keeping, async (request: OfChild, reply) => {
    const { id } = await childAsked(request);
    const answer = await request.perform("keep-retention", (context) => proposeDeletion(context, id));
    if ("proposed" in answer) return reply.redirect(`/retention/deletions/${answer.proposed}`, 303);
    const errors = errorsBeside({ "": `It stays. ${keptWords[answer.refused]}.` });
    return show(request, reply, { form: "propose", errors });
  });
}

const childAsked = ({ context, params }: OfChild) => childToKeep(context, idAsked.parse(params.id));

async function show(request: OfChild, reply: FastifyReply, sent?: Sent) {
  const { context } = request;
  const { database } = context;
  const child = await childAsked(request);
  const { id, authorityId } = child;
  const [standing, holds, parts, called, proposed] = await Promise.all([
    standingOfRecord(database, id),
    holdsOn(database, id),
    partsThatWouldGo(database, id),
    partsCalled(database),
    waitingDeletionOf(database, id),
  ]);
  await context.audit({
    act: "saw how long record is kept",
    subject: "child",
    subjectId: id,
    childId: id,
    authorityId,
  });
  return reply.page({
    title: "How long a record is kept",
    wide: true,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink href="/retention" text="How long records are kept" />,
    children: (
      <RecordKeptPage
        {...{ child, ...standing, holds, parts, called, proposed }}
        csrf={request.session?.csrfToken ?? ""}
        form={sent?.form}
        typed={sent ? (request.body as Typed) : {}}
        errors={sent?.errors}
      />
    ),
  });
}
