import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authorityKnown, postsAllowing } from "../access/index.ts";
import { csrfTokenMatches } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { sendToBeSaved } from "../referrals/originals/index.ts";
import { idAsked } from "../web/asked.ts";
import { errorsBeside, type FormErrors, GovukBackLink, hidden, readForm } from "../web/design/index.ts";
import { carryByHand, type Decision, decideParcel, fileThatCame } from "./decide-parcel.ts";
import { decisionForm } from "./exchange.form.ts";
import { ExchangePage } from "./exchange.page.tsx";
import { withdrawOffer } from "./offer-file.ts";
import { largestParcel } from "./parcel.ts";
import { carriedOf, filesExchanged, filesWaiting, type ParcelShown, wordsToCarry } from "./parcels.store.ts";
import { receiveMessage, refusals } from "./receive-message.ts";
import { fromFile } from "./signing.ts";

type Addressed = FastifyRequest<{ Params: { parcel: string } }>;

const filesOnPage = 50;
const carriedBeside = 50;
const keeping = { config: { permission: "keep-lost-pupils" as const } };

const movedOn = errorsBeside({ "": "Something happened with this file meanwhile. See how it stands now" });

/** What other authorities' systems sent and were sent, for those who keep the store of lost pupils. [F05] [F07] */
export function exchangeRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/exchange", keeping, (request, reply) => show(request, reply));

  server.post("/exchange/:parcel/decision", keeping, async (request: Addressed, reply) => {
    const { id: parcel } = await fileThatCame(request.context, parcelOf(request));
    const read = readForm(decisionForm, request.body);
    if ("errors" in read)
      return show(request, reply, errorsBeside({ [`why-${parcel}`]: "Say why you decline it" }));
    const { decided, why = "" } = read.values;
    const decision: Decision = decided === "decline" ? { decided, why } : { decided };
    const word = await request.perform("keep-lost-pupils", (context) =>
      decideParcel(context, parcel, decision),
    );
    if (word === "moved-on") return show(request, reply, movedOn);
    return reply.redirect("/exchange", 303);
  });

  server.post("/exchange/:parcel/withdrawal", keeping, async (request: Addressed, reply) => {
    const parcel = parcelOf(request);
    const word = await request.perform("keep-lost-pupils", (context) => withdrawOffer(context, parcel));
    if (word === "moved-on") return show(request, reply, movedOn);
    return reply.redirect("/exchange", 303);
  });

  server.post("/exchange/:parcel/file", keeping, async (request: Addressed, reply) => {
    const parcel = parcelOf(request);
    const { id, number } = await request.perform("keep-lost-pupils", (context) =>
      carryByHand(context, parcel),
    );
    const carried = await carriedOf(request.context.database, id);
    if (carried === undefined) throw new NotFound();
    return sendToBeSaved(reply, {
      ...{ type: "application/octet-stream", name: `${number}.parcel`, content: Buffer.from(carried) },
    });
  });

  // Files alone come as multipart, and only here. The token stands in the body, which is only read below.
  server.register(async (uploads) => {
    await uploads.register(multipart, { limits: { fileSize: largestParcel + 10_000, files: 1, fields: 5 } });
    uploads.post(
      "/exchange/files",
      { config: { ...keeping.config, csrf: false } },
      async (request, reply) => {
        const text = await carriedFile(request);
        const message = fromFile(text);
        if (!message)
          return show(
            request,
            reply,
            errorsBeside({ file: "Choose a sealed file as their system saved it" }),
          );
        const { viewer } = request.context;
        const received = await receiveMessage(keepsight, viewer, message, request.id);
        if ("refused" in received)
          return show(
            request,
            reply,
            errorsBeside({ file: `Nothing was taken up. ${refusals[received.refused].says}` }),
          );
        return reply.redirect(`/exchange?taken-up=${received.number}#carried`, 303);
      },
    );
  });
}

function parcelOf({ params }: Addressed): number {
  const id = idAsked.parse(params.parcel);
  if (id === undefined) throw new NotFound();
  return id;
}

/** @throws with status 403 for a form of another page. */
async function carriedFile(request: FastifyRequest): Promise<string> {
  const part = await request.file();
  const token = part?.fields[hidden.csrf];
  const given = token && "value" in token ? String(token.value) : "";
  if (!part || !request.session || !csrfTokenMatches(request.session, given)) {
    part?.file.resume();
    throw Object.assign(new Error("This form came from another page."), { statusCode: 403 });
  }
  const content = await part.toBuffer().catch(() => undefined);
  return content?.toString("latin1") ?? "";
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const { database } = context;
  const [post] = postsAllowing(context.viewer, "keep-lost-pupils");
  if (!post) throw new NotAllowed("keep-lost-pupils");
  const { authorityId } = post;
  const query = request.query as Record<string, unknown>;
  const page = (way: "in" | "out", asked: string) =>
    filesExchanged(database, {
      authorityId,
      way,
      before: idAsked.parse(query[asked]),
      atMost: filesOnPage + 1,
    });
  const [{ name: authorityName }, waiting, came, sent, toCarry] = await Promise.all([
    authorityKnown(database, authorityId),
    filesWaiting(database, authorityId, filesOnPage),
    page("in", "came-before"),
    page("out", "sent-before"),
    wordsToCarry(database, authorityId, carriedBeside),
  ]);
  await context.audit({
    ...{ act: "listed exchanged files", subject: "list", authorityId },
    details: {
      rows: waiting.length + came.length + sent.length,
      parcels: [...waiting, ...came, ...sent].map(({ id }) => id),
    },
  });
  const moreAt = (files: readonly ParcelShown[], asked: string) =>
    files.length > filesOnPage ? `/exchange?${asked}=${files[filesOnPage - 1]?.id}` : undefined;
  return reply.page({
    title: "Exchange with other authorities",
    wide: true,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/lost-pupils" text="Lost pupils" />,
    children: (
      <ExchangePage
        {...{ authorityName, waiting, toCarry, errors }}
        came={came.slice(0, filesOnPage)}
        sent={sent.slice(0, filesOnPage)}
        moreCameAt={moreAt(came, "came-before")}
        moreSentAt={moreAt(sent, "sent-before")}
        takenUp={typeof query["taken-up"] === "string" ? query["taken-up"] : undefined}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
