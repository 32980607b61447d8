import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authorityKnown, postsAllowing } from "../access/index.ts";
import type { Keepsight } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { idAsked } from "../web/asked.ts";
import { errorsBeside, type FormErrors, readForm, type Typed } from "../web/design/index.ts";
import { partnerForm } from "./exchange.form.ts";
import { fetchKeyDocument } from "./fetch-key-document.ts";
import { addPartner, confirmPartner, endOwnKeys, endPartner, makeKeys, useKeys } from "./keep-partners.ts";
import { readKeyDocument } from "./key-document.ts";
import { keysOf } from "./keys.store.ts";
import { PartnersPage } from "./partners.page.tsx";
import { type Partner, partnersOf } from "./partners.store.ts";

type OfPartner = FastifyRequest<{ Params: { partner: string } }>;
type OfKeys = FastifyRequest<{ Params: { keys: string } }>;

const here = "/exchange-partners";
const keeping = { config: { permission: "keep-partners" as const } };

/** Our keys, and the authorities with whose systems files are exchanged. [G04] */
export function partnersRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const toPrivate = () => keepsight.settings.webhooksToPrivate;
  server.get(here, keeping, (request, reply) => show(request, reply));

  server.post(here, keeping, async (request, reply) => {
    const read = readForm(partnerForm, request.body);
    if ("errors" in read) return show(request, reply, read.errors);
    const { code, address, keys, way, rules, basis } = read.values;
    const came = keys === undefined ? await fetchKeyDocument(address ?? "", toPrivate()) : { text: keys };
    const document = "mend" in came ? came : await readKeyDocument(came.text, code);
    if ("mend" in document)
      return show(request, reply, errorsBeside({ [keys === undefined ? "address" : "keys"]: document.mend }));
    const byHand = way === "hand";
    if (!byHand && document.address === null)
      return show(
        request,
        reply,
        errorsBeside({ way: "Their document has no address. Choose sealed files" }),
      );
    const agreed = { byHand, sends: rules.includes("sends"), takes: rules.includes("takes"), basis };
    const added = await request.perform("keep-partners", (context) =>
      addPartner(context, authorityOf(request), document, agreed),
    );
    if (added === 0)
      return show(request, reply, errorsBeside({ keys: "All keys in this document stand here already" }));
    return reply.redirect(here, 303);
  });

  server.post(`${here}/:partner/confirmation`, keeping, async (request: OfPartner, reply) => {
    const partner = await partnerAsked(request);
    const word = await request.perform("keep-partners", (context) => confirmPartner(context, partner));
    if (word === "not-by-its-maker")
      return show(
        request,
        reply,
        errorsBeside({ "": "Another person than the one who added it confirms it" }),
      );
    return reply.redirect(here, 303);
  });

  server.post(`${here}/:partner/ending`, keeping, async (request: OfPartner, reply) => {
    const partner = await partnerAsked(request);
    await request.perform("keep-partners", (context) => endPartner(context, partner));
    return reply.redirect(here, 303);
  });

  server.post(`${here}/keys`, keeping, async (request, reply) => {
    await request.perform("keep-partners", (context) => makeKeys(context, authorityOf(request)));
    return reply.redirect(here, 303);
  });

  server.post(`${here}/keys/:keys/use`, keeping, async (request: OfKeys, reply) => {
    const id = idAsked.parse(request.params.keys) ?? 0;
    await request.perform("keep-partners", (context) => useKeys(context, authorityOf(request), id));
    return reply.redirect(here, 303);
  });

  server.post(`${here}/keys/:keys/ending`, keeping, async (request: OfKeys, reply) => {
    const id = idAsked.parse(request.params.keys) ?? 0;
    const word = await request.perform("keep-partners", (context) =>
      endOwnKeys(context, authorityOf(request), id),
    );
    if (word === "needed")
      return show(
        request,
        reply,
        errorsBeside({
          "": "A file that came waits to be opened with these keys. Have it taken in or declined first",
        }),
      );
    return reply.redirect(here, 303);
  });
}

function authorityOf({ context }: FastifyRequest): number {
  const [post] = postsAllowing(context.viewer, "keep-partners");
  if (!post) throw new NotAllowed("keep-partners");
  return post.authorityId;
}

/** The partner of an address, of the authority whose partners the viewer keeps. @throws NotFound */
async function partnerAsked(request: OfPartner): Promise<Partner> {
  const id = idAsked.parse(request.params.partner);
  const partner = (await partnersOf(request.context.database, authorityOf(request))).find(
    (each) => each.id === id,
  );
  if (!partner) throw new NotFound();
  return partner;
}

async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const authorityId = authorityOf(request);
  const [{ name: authorityName }, keys, partners] = await Promise.all([
    authorityKnown(context.database, authorityId),
    keysOf(context.database, authorityId),
    partnersOf(context.database, authorityId),
  ]);
  await context.audit({
    ...{ act: "listed exchange partners", subject: "list", authorityId },
    details: { rows: partners.length },
  });
  return reply.page({
    title: "Partners",
    wide: true,
    status: errors ? 422 : 200,
    errors,
    children: (
      <PartnersPage
        {...{ authorityName, keys, partners, errors }}
        me={context.viewer.personId}
        typed={errors && (request.body as Typed)}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
