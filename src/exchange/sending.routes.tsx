import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { NotFound } from "../database/index.ts";
import { fileCalled, type LostPupil } from "../lost-pupils/index.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { offerForm } from "./exchange.form.ts";
import { isThere, type Offered, offerFile } from "./offer-file.ts";
import { mayLeave, sendingsOf } from "./parcels.store.ts";
import { partnersToSendTo } from "./partners.store.ts";
import { SendingPage } from "./sending.page.tsx";

type Named = FastifyRequest<{ Params: { reference: string } }>;

const keeping = { config: { permission: "keep-lost-pupils" as const } };

const refusals: Record<Exclude<Offered, "offered">, FormErrors> = {
  "no-such-partner": errorsBeside({
    partner: "What was agreed with this authority has ended. Choose another",
  }),
  "may-not-leave": errorsBeside({ "": "This file cannot be sent now" }),
  "too-large": errorsBeside({ "": "The file is larger than 5 MB. Hand it over by School to School" }),
  "offered-already": errorsBeside({ partner: "It is there already. See how it stands" }),
};

/** Sending a lost pupil's file to another authority's system. [F05] */
export function sendingRoutes(server: FastifyInstance): void {
  server.get("/lost-pupils/:reference/exchange", keeping, (request: Named, reply) => show(request, reply));

  server.post("/lost-pupils/:reference/exchange", keeping, async (request: Named, reply) => {
    const { reference } = await keptFile(request);
    const read = readForm(offerForm, request.body);
    if ("errors" in read) return show(request, reply, read.errors);
    const word = await request.perform("keep-lost-pupils", (context) =>
      offerFile(context, reference, read.values.partner),
    );
    if (word !== "offered") return show(request, reply, refusals[word]);
    return reply.redirect(`/lost-pupils/${reference}/exchange`, 303);
  });
}

/** The file of an address, of a store that the viewer keeps. @throws NotFound */
async function keptFile({ context, params }: Named): Promise<LostPupil> {
  const file = await fileCalled(context.database, params.reference);
  if (!file || !mayDo(context.viewer, "keep-lost-pupils", { authorityId: file.authorityId }))
    throw new NotFound();
  return file;
}

async function show(request: Named, reply: FastifyReply, errors?: FormErrors): Promise<FastifyReply> {
  const { context } = request;
  const { id, reference, authorityId, childId } = await keptFile(request);
  const [may, partners, sent] = await Promise.all([
    mayLeave(context.database, id),
    partnersToSendTo(context.database, authorityId),
    sendingsOf(context.database, id),
  ]);
  await context.audit({
    ...{ act: "saw where a lost pupil's file was sent", subject: "lost pupil", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
  });
  return reply.page({
    title: `File ${reference}: another authority's system`,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/lost-pupils/${reference}`} text={`File ${reference}`} />,
    children: (
      <SendingPage
        {...{ reference, sent, errors }}
        partners={partners.filter(({ code }) => !sent.some((each) => isThere(each, code)))}
        mayLeave={may}
        typed={errors && (request.body as Typed)}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
