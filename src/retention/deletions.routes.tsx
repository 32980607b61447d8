import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { postsAllowing, requireAct } from "../access/index.ts";
import { childRecord } from "../children/index.ts";
import type { Keepsight } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { idAsked } from "../web/asked.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { approveDeletion, type Decided, refuseDeletion } from "./delete-record.ts";
import { DeletionPage, DeletionsPage } from "./deletion.page.tsx";
import { reasonForm, retentionNames } from "./retention.form.ts";
import { deletionCalled, deletionsOf, partsCalled, partsThatWouldGo } from "./retention.store.ts";
import { keptWords } from "./retention.ts";
import { foldersOfFiles } from "./stray-files.ts";

type OfDeletion = FastifyRequest<{ Params: { reference: string } }>;

const onPage = 50;
const keeping = { config: { permission: "keep-retention" as const } };
const refusals: Record<Exclude<Decided, "done">, string> = {
  "your-own": "You proposed this, so another person decides",
  "decided-already": "Somebody has decided this already",
  "open-case": `The record stays. ${keptWords["open-case"]}`,
  held: `The record stays. ${keptWords.held}`,
  "not-due": "The record stays. It is not due any more: something was recorded, or a rule has changed",
  "second-record": `The record stays. ${keptWords["second-record"]}`,
};

/** Proposals to delete a record, their two answers, and the certificates. */
export function deletionsRoutes(server: FastifyInstance, { settings }: Pick<Keepsight, "settings">): void {
  const at = "/retention/deletions";
  server.get(at, keeping, async (request, reply) => {
    const { context } = request;
    const before = idAsked.parse((request.query as Record<string, unknown>)["before"]);
    const authorityIds = postsAllowing(context.viewer, "keep-retention").map(
      ({ authorityId }) => authorityId,
    );
    const found = await deletionsOf(context.database, authorityIds, { before, count: onPage + 1 });
    const deletions = found.slice(0, onPage);
    await context.audit({ act: "listed deletions", subject: "list", details: { rows: deletions.length } });
    return reply.page({
      title: "Proposals and certificates of deletion",
      wide: true,
      before: <GovukBackLink href="/retention" text="How long records are kept" />,
      children: (
        <DeletionsPage
          deletions={deletions}
          moreAt={found.length > onPage ? `${at}?before=${deletions.at(-1)?.id}` : undefined}
        />
      ),
    });
  });

  server.get(`${at}/:reference`, keeping, (request: OfDeletion, reply) => show(request, reply));

  server.post(`${at}/:reference/approval`, keeping, async (request: OfDeletion, reply) => {
    const { reference } = request.params;
    const { word } = await request.perform("keep-retention", async (context) => ({
      word: await approveDeletion(context, reference, foldersOfFiles(settings)),
    }));
    if (word !== "done") return show(request, reply, errorsBeside({ "": refusals[word] }));
    return reply.redirect(`${at}/${reference}`, 303);
  });

  server.post(`${at}/:reference/refusal`, keeping, async (request: OfDeletion, reply) => {
    const { reference } = request.params;
    const read = readForm(reasonForm, request.body, retentionNames);
    if ("errors" in read) return show(request, reply, read.errors);
    const { word } = await request.perform("keep-retention", async (context) => ({
      word: await refuseDeletion(context, reference, read.values.reason),
    }));
    if (word !== "done") return show(request, reply, errorsBeside({ "": refusals[word] }));
    return reply.redirect(`${at}/${reference}`, 303);
  });
}

async function show(request: OfDeletion, reply: FastifyReply, errors?: FormErrors) {
  const { context, params } = request;
  const { database, viewer } = context;
  const deletion = await deletionCalled(database, params.reference);
  if (!deletion) throw new NotFound();
  const { id, childId, authorityId, reference, done } = deletion;
  requireAct(viewer, "keep-retention", { authorityId });
  const child = done ? undefined : await childRecord(database, childId);
  await context.audit({
    ...{ act: "saw deletion", subject: "deletion", subjectId: id, authorityId },
    ...(!done && { childId }),
  });
  return reply.page({
    title: `Deletion ${reference}`,
    wide: true,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/retention/deletions" text="Proposals and certificates" />,
    children: (
      <DeletionPage
        {...{ deletion, errors }}
        parts={done ? done.parts : await partsThatWouldGo(database, childId)}
        called={await partsCalled(database)}
        child={child && { id: child.id, name: `${child.forename} ${child.surname}` }}
        mayDecide={deletion.proposedById !== viewer.personId}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : {}}
      />
    ),
  });
}
