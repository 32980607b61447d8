import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { differenceInWords, differenceOf } from "../procedures/index.ts";
import {
  day,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { ChangesPage } from "./edit-changes.page.tsx";
import { type VersionRead, versionBefore } from "./edit-version.ts";
import { MovedDeadlinesPage } from "./moved-deadlines.page.tsx";
import { movedAfter } from "./moved-deadlines.store.ts";
import { notPutWords, PutInForcePage } from "./put-in-force.page.tsx";
import { putInForce, whyNotPut } from "./put-in-force.ts";
import { type OfVersion, seenIn, versionAsked } from "./version-asked.routes.ts";
import { hasWritten, lastProof } from "./versions.store.ts";

const editing = { config: { permission: "edit-procedure" as const } };
const putting = { config: { permission: "put-procedure-in-force" as const } };
const rowsOnPage = 50;
const position = z.coerce.number().int().min(0).catch(-1);

/** What a version changes, which deadlines would move, and putting it in force. */
export function putInForceRoutes(server: FastifyInstance): void {
  server.get("/procedure-versions/:id/changes", editing, async (request: OfVersion, reply) => {
    const { context } = request;
    const version = await versionAsked(request);
    const proof = await lastProof(context.database, version.id, version.revision);
    return reply.page({
      title: "What it changes",
      before: back(version),
      children: <ChangesPage {...{ version, proof }} lines={linesOf(context, version)} />,
    });
  });

  server.get("/procedure-versions/:id/moved-deadlines", editing, showMoved);

  server.get("/procedure-versions/:id/in-force", putting, async (request: OfVersion, reply) =>
    show(request, reply, undefined),
  );

  server.post("/procedure-versions/:id/in-force", putting, async (request: OfVersion, reply) => {
    const typed = request.body as Typed;
    const { id } = await versionAsked(request);
    const read = readForm(z.object({ from: day("day from which it is in force") }), typed);
    if ("errors" in read) return show(request, reply, typed, read.errors);
    const answer = await request.perform("put-procedure-in-force", (context) =>
      putInForce(context, { id, seen: seenIn(request), from: read.values.from }),
    );
    if (answer !== "in-force")
      return show(request, reply, typed, errorsBeside({ from: notPutWords[answer] }));
    return reply.redirect(`/procedure-versions/${id}`, 303);
  });
}

/** What changed since the version from which this one was made, a line each. */
function linesOf(context: Pick<Context, "procedures">, version: VersionRead): string[] {
  const before = versionBefore(context, version);
  return before ? differenceInWords(differenceOf(before, version.read)) : [];
}

async function showMoved(request: OfVersion, reply: FastifyReply): Promise<FastifyReply> {
  const { context, query } = request;
  const version = await versionAsked(request);
  const proof = await lastProof(context.database, version.id, version.revision);
  if (!proof?.finishedAt) throw new NotFound();
  const after = position.parse((query as Record<string, unknown>)["after"] ?? -1);
  const found = await movedAfter(context.database, proof.id, after, rowsOnPage + 1);
  const rows = found.slice(0, rowsOnPage);
  const cases = [...new Set(rows.map(({ caseId }) => caseId))];
  await context.audit({ act: "listed moved deadlines", subject: "list", details: { cases } });
  const { authorityId } = version;
  return reply.page({
    title: "Deadlines that would move",
    wide: true,
    before: <GovukBackLink text="What it changes" href={`/procedure-versions/${version.id}/changes`} />,
    children: (
      <MovedDeadlinesPage
        called={`Version ${version.version} of ${version.title}`}
        asAt={proof.finishedAt}
        rows={rows}
        moreAt={
          found.length > rowsOnPage
            ? `/procedure-versions/${version.id}/moved-deadlines?after=${rows.at(-1)?.place}`
            : undefined
        }
        seesCases={mayDo(context.viewer, "see-case", { authorityId })}
      />
    ),
  });
}

async function show(
  request: OfVersion,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context, session } = request;
  const version = await versionAsked(request);
  if (version.decision !== null) throw new NotFound();
  const today = dayOf(context.now);
  const proof = await lastProof(context.database, version.id, version.revision);
  const wrote = await hasWritten(context.database, version.id, context.viewer.personId);
  return reply.page({
    status: errors ? 422 : 200,
    title: "Put it in force",
    errors,
    before: back(version),
    children: (
      <PutInForcePage
        {...{ version, proof, today, typed, errors }}
        lines={linesOf(context, version)}
        refused={wrote ? "wrote-it" : whyNotPut(context, version, proof, today)}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}

function back({ id }: VersionRead) {
  return <GovukBackLink text="The version" href={`/procedure-versions/${id}`} />;
}
