import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { authorityKnown, mayDo, postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Keepsight } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { draftOf, keepDraftForHours } from "../drafts/index.ts";
import { sendToBeSaved } from "../referrals/originals/index.ts";
import { idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
  typedInto,
} from "../web/design/index.ts";
import { deleteFile } from "./delete-file.ts";
import { lodgeFile } from "./lodge-file.ts";
import { LostPupilPage } from "./lost-pupil.page.tsx";
import type { Way } from "./lost-pupil.ts";
import {
  arrivalNames,
  deletionForm,
  handOverForm,
  notTheChildForm,
  searchForm,
  sendForm,
  soughtIn,
  whyNames,
  withdrawForm,
} from "./lost-pupils.form.ts";
import { LostPupilsPage } from "./lost-pupils.page.tsx";
import {
  contentOf,
  fileCalled,
  filesBefore,
  filesOffered,
  filesToDelete,
  type LostPupil,
  stepsOf,
  storeTotals,
} from "./lost-pupils.store.ts";
import { fileLines } from "./lost-pupils-csv.ts";
import { filesWaitingFor, matchesOf, requestsFor } from "./matches.store.ts";
import { type Move, type Moved, moveFile } from "./move-file.ts";
import { largestFile } from "./read-file.ts";
import { searchStore } from "./search-store.ts";
import { formWithFile } from "./sent-file.form.ts";
import { takeFile } from "./take-file.ts";

type Named = { Params: { reference: string } };

const filesOnPage = 50;
const listedBeside = 50;
const keeping = { config: { permission: "keep-lost-pupils" as const } };
const offered: readonly Way[] = ["s2s", "left", "rejected"];
const standingAsked = z.enum(["waiting", "found", "handed-over", "withdrawn"]).optional().catch(undefined);

const refusals: Record<Exclude<Moved, "moved">, FormErrors> = {
  "moved-already": errorsBeside({ "": "Somebody has moved this file meanwhile. See how it stands now" }),
  "no-such-school": errorsBeside({
    laestab: "No school here has this number. Check it, or hand it over outside",
  }),
  "no-such-match": errorsBeside({ "": "This pupil was set aside meanwhile. See what stands now" }),
};

const notDeleted = {
  "not-arrived": "The file has not arrived yet, so it stays here",
  "deleted-already": "Somebody has deleted this file meanwhile",
} as const;

/** The store of lost pupils, for those who keep it. [F05] [F06] [F07] */
export function lostPupilsRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/lost-pupils", keeping, (request, reply) => showStore(request, reply, {}));

  server.post("/lost-pupils/search", keeping, async (request, reply) => {
    const read = readForm(searchForm, request.body);
    if ("errors" in read)
      return showStore(request, reply, { sought: request.body as Typed, searchErrors: read.errors });
    // What is sought names a child, and so stands in no address.
    const key = crypto.randomUUID();
    const sought = typedInto(request.body) as Record<string, string>;
    await keepDraftForHours(request.context, 1, "lost-pupil", key, sought);
    return reply.redirect(`/lost-pupils?found=${key}#search`, 303);
  });

  server.get("/lost-pupils.csv", keeping, (request, reply) => {
    const standing = standingAsked.parse(asked(request)["standing"]);
    const authorityId = storeOf(request);
    return csvAnswer(reply, request.context, {
      name: "lost-pupils",
      parts: fileLines(request.context, { authorityId, standing }),
    });
  });

  // Files alone come as multipart, and only here. The token stands in the body, which is only read below.
  server.register(async (uploads) => {
    await uploads.register(multipart, { limits: { fileSize: largestFile, files: 1, fields: 10 } });
    uploads.post("/lost-pupils", { config: { ...keeping.config, csrf: false } }, async (request, reply) => {
      const sent = await formWithFile(request, keepsight);
      const refuse = (errors: FormErrors) =>
        showStore(request, reply, { typed: sent.fields, sendErrors: errors });
      const read = readForm(sendForm(offered), sent.fields);
      if ("errors" in read) return refuse(read.errors);
      if ("wanted" in sent) return refuse(errorsBeside({ file: sent.wanted }));
      const { came, agesOut } = read.values;
      const lodged = await request.perform("keep-lost-pupils", (context) =>
        lodgeFile(context, { ...sent, came, agesOutOn: agesOut }),
      );
      if ("mend" in lodged) return refuse(errorsBeside({ file: lodged.mend.join(" ") }));
      return reply.redirect(`/lost-pupils/${lodged.reference}`, 303);
    });
  });

  server.get<Named>("/lost-pupils/:reference", keeping, (request, reply) => showFile(request, reply));

  server.post<Named>("/lost-pupils/:reference/file", keeping, async (request, reply) => {
    const { reference } = request.params;
    await keptFile(request);
    const { id, name } = await request.perform("keep-lost-pupils", (context) => takeFile(context, reference));
    return sendToBeSaved(reply, {
      type: "application/xml",
      name,
      content: await contentOf(request.context.database, id),
    });
  });

  server.post<Named>("/lost-pupils/:reference/handing-over", keeping, async (request, reply) => {
    const read = readForm(handOverForm, request.body);
    if ("errors" in read) return showFile(request, reply, read.errors);
    const { to, laestab = "", outside = "" } = read.values;
    if (to === "school")
      return move(request, reply, { move: "hand-over", laestab: laestab.replace(/\D/g, "") });
    if (to === "outside") return move(request, reply, { move: "hand-over", outside });
    return move(request, reply, { move: "hand-over", matchId: Number(to.replace("match-", "")) });
  });

  for (const [word, does] of [
    ["withdrawal", "withdraw"],
    ["waiting", "wait-again"],
  ] as const)
    server.post<Named>(`/lost-pupils/:reference/${word}`, keeping, async (request, reply) => {
      const read = readForm(withdrawForm, request.body, whyNames);
      if ("errors" in read) return showFile(request, reply, read.errors);
      return move(request, reply, { move: does, why: read.values.why });
    });

  server.post<Named>("/lost-pupils/:reference/deletion", keeping, async (request, reply) => {
    const { reference } = request.params;
    await keptFile(request);
    const read = readForm(deletionForm, request.body, arrivalNames);
    if ("errors" in read) return showFile(request, reply, read.errors);
    const { word } = await request.perform("keep-lost-pupils", async (context) => ({
      word: await deleteFile(context, reference, read.values.arrival),
    }));
    if (word !== "deleted") return showFile(request, reply, errorsBeside({ "": notDeleted[word] }));
    return reply.redirect(`/lost-pupils/${reference}`, 303);
  });

  server.post<Named>("/lost-pupils/:reference/not-the-child", keeping, async (request, reply) => {
    const read = readForm(notTheChildForm, request.body, whyNames);
    if ("errors" in read)
      return showFile(
        request,
        reply,
        errorsBeside({ "": "Say how you know that the pupil is not this child" }),
      );
    return move(request, reply, { move: "not-the-child", matchId: read.values.match, why: read.values.why });
  });
}

/** The authority whose store the viewer keeps. */
function storeOf({ context }: FastifyRequest): number {
  const [post] = postsAllowing(context.viewer, "keep-lost-pupils");
  if (!post) throw new NotAllowed("keep-lost-pupils");
  return post.authorityId;
}

/** The file asked for, of a store that the viewer keeps. */
async function keptFile({ context, params }: FastifyRequest): Promise<LostPupil> {
  const file = await fileCalled(context.database, (params as Named["Params"]).reference);
  if (!file || !mayDo(context.viewer, "keep-lost-pupils", { authorityId: file.authorityId }))
    throw new NotFound();
  return file;
}

async function move(request: FastifyRequest<Named>, reply: FastifyReply, how: Move): Promise<FastifyReply> {
  const { reference } = request.params;
  await keptFile(request);
  const word = await request.perform("keep-lost-pupils", (context) => moveFile(context, reference, how));
  if (word !== "moved") return showFile(request, reply, refusals[word]);
  return reply.redirect(`/lost-pupils/${reference}`, 303);
}

function asked({ query }: FastifyRequest): Record<string, unknown> {
  return query as Record<string, unknown>;
}

type Shown = {
  sought?: Typed;
  searchErrors?: FormErrors;
  typed?: Typed;
  sendErrors?: FormErrors;
};

async function showStore(
  request: FastifyRequest,
  reply: FastifyReply,
  { sought, searchErrors, typed, sendErrors }: Shown,
): Promise<FastifyReply> {
  const { context } = request;
  const { database } = context;
  const authorityId = storeOf(request);
  const query = asked(request);
  const standing = standingAsked.parse(query["standing"]);
  const draft =
    typeof query["found"] === "string" ? await draftOf(context, "lost-pupil", query["found"]) : undefined;
  const wanted = draft && readForm(searchForm, draft);
  const searched =
    wanted && "values" in wanted
      ? await searchStore(context, authorityId, soughtIn(wanted.values))
      : undefined;
  const soon = dayOf(context.now).add({ months: 1 });
  const beside = { authorityId, atMost: listedBeside };
  const [found, totals, toDelete, offeredHere, elsewhere, requests, authority] = await Promise.all([
    filesBefore(database, {
      authorityId,
      standing,
      before: idAsked.parse(query["before"]),
      atMost: filesOnPage + 1,
    }),
    storeTotals(database, authorityId, soon),
    filesToDelete(database, authorityId),
    filesOffered(database, authorityId),
    filesWaitingFor(database, beside),
    requestsFor(database, beside),
    authorityKnown(database, authorityId),
  ]);
  const files = found.slice(0, filesOnPage);
  const children = [...files, ...elsewhere, ...requests].flatMap(({ childId }) => childId ?? []);
  await context.audit({
    ...{ act: "listed lost pupils", subject: "list", authorityId },
    details: { rows: files.length, files: files.map(({ id }) => id), children },
  });
  const more = new URLSearchParams({ ...(standing && { standing }), before: String(files.at(-1)?.id) });
  const errors = searchErrors ?? sendErrors;
  return reply.page({
    title: "Lost pupils",
    wide: true,
    status: errors ? 422 : 200,
    errors,
    children: (
      <LostPupilsPage
        authorityName={authority.name}
        totals={totals}
        toDelete={toDelete}
        offered={offeredHere}
        soon={soon}
        standing={standing}
        files={files}
        moreAt={found.length > filesOnPage ? `/lost-pupils?${more}` : undefined}
        searched={searched}
        sought={sought ?? draft ?? {}}
        searchErrors={searchErrors}
        elsewhere={elsewhere}
        requests={requests}
        csrf={request.session?.csrfToken ?? ""}
        typed={typed}
        sendErrors={sendErrors}
      />
    ),
  });
}

async function showFile(
  request: FastifyRequest<Named>,
  reply: FastifyReply,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const file = await keptFile(request);
  const { id, reference, authorityId, childId } = file;
  const [matches, steps] = await Promise.all([
    matchesOf(context.database, id),
    stepsOf(context.database, id),
  ]);
  await context.audit({
    ...{ act: "saw a lost pupil's file", subject: "lost pupil", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
    details: { matches: matches.map((match) => match.id) },
  });
  return reply.page({
    title: `File ${reference}`,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/lost-pupils" text="Lost pupils" />,
    children: (
      <LostPupilPage
        file={file}
        matches={matches}
        steps={steps}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors && (request.body as Typed)}
        errors={errors}
      />
    ),
  });
}
