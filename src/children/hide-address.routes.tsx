import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { idAsked, largestId } from "../web/asked.ts";
import { choices, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { alsoShownAt } from "./hidden-addresses.store.ts";
import { HiddenAddressPage, HideAddressPage } from "./hide-address.page.tsx";
import { addressToHide, hideAddress, showAddress } from "./hide-address.ts";

type OfAddress = FastifyRequest<{ Params: { id: string; address: string } }>;

const source = z.string().max(200);
const hideForm = z.object({ source, others: choices(z.coerce.number().int().positive().max(largestId)) });
const showForm = z.object({ source });

const askedFor = ({ params }: OfAddress) =>
  [idAsked.parse(params.id) ?? 0, idAsked.parse(params.address) ?? 0] as const;

/** Hiding an address of a child, looking a hidden one up, and showing it again. [G04] */
export function hideAddressRoutes(server: FastifyInstance): void {
  const hiding = { config: { permission: "add-note" as const } };
  const hidden = { config: { permission: "restrict-child" as const } };

  server.get("/children/:id/addresses/:address/hiding", hiding, (request: OfAddress, reply) =>
    showHiding(request, reply),
  );

  server.post("/children/:id/addresses/:address/hiding", hiding, async (request: OfAddress, reply) => {
    const read = readForm(hideForm, request.body, { source: "who asked for it" });
    if ("errors" in read) return showHiding(request, reply, read.errors);
    const [childId, id] = askedFor(request);
    await request.perform("add-note", async (context) => ({
      word: await hideAddress(context, childId, { id, ...read.values }),
    }));
    return reply.redirect(`/children/${childId}`, 303);
  });

  server.get("/children/:id/addresses/:address/hidden", hidden, (request: OfAddress, reply) =>
    showHidden(request, reply),
  );

  server.post("/children/:id/addresses/:address/hidden", hidden, async (request: OfAddress, reply) => {
    const read = readForm(showForm, request.body, { source: "who told us" });
    if ("errors" in read) return showHidden(request, reply, read.errors);
    const [childId, id] = askedFor(request);
    await request.perform("restrict-child", async (context) => ({
      word: await showAddress(context, childId, { id, ...read.values }),
    }));
    return reply.redirect(`/children/${childId}`, 303);
  });
}

async function showHiding(request: OfAddress, reply: FastifyReply, errors?: FormErrors) {
  const { context, session } = request;
  const address = await addressToHide(context, ...askedFor(request));
  if (address.hidden) return reply.redirect(`/children/${address.childId}`, 303);
  return reply.page({
    title: "Hide an address",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/children/${address.childId}`} text="Back to the child" />,
    children: (
      <HideAddressPage
        {...{ address, errors, csrf: session?.csrfToken ?? "" }}
        others={await alsoShownAt(context.database, address)}
        typed={errors && (request.body as Typed)}
      />
    ),
  });
}

async function showHidden(request: OfAddress, reply: FastifyReply, errors?: FormErrors) {
  const { context, session } = request;
  const address = await addressToHide(context, ...askedFor(request));
  const { childId, authorityId } = address;
  if (!address.hidden) return reply.redirect(`/children/${childId}`, 303);
  await context.audit({
    act: "saw hidden address",
    ...{ subject: "child", subjectId: childId, childId, authorityId },
  });
  return reply.page({
    title: "A hidden address",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/children/${childId}`} text="Back to the child" />,
    children: (
      <HiddenAddressPage
        {...{ address, errors, csrf: session?.csrfToken ?? "" }}
        typed={errors && (request.body as Typed)}
      />
    ),
  });
}
