import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { schoolNumbered } from "../../feeds/index.ts";
import { roleAsked } from "../../procedures/index.ts";
import { idAsked } from "../../web/asked.ts";
import { choices, day, errorsBeside, type FormErrors, readForm, type Typed } from "../../web/design/index.ts";
import { ClientsPage } from "./clients.page.tsx";
import {
  type ApiClient,
  agencyOfKind,
  apiClientOf,
  apiClients,
  type ClientOrder,
  rolesForClients,
} from "./clients.store.ts";
import { admitClient, hashOfSecret, newSecret, registerClient, withdrawClient } from "./keep-clients.ts";
import { clientRoles, clientScopeNames, directoryRoles } from "./scopes.ts";

const clientsOnPage = 50;
const longest = { years: 2 };
const keeping = { config: { permission: "keep-clients" as const } };
const order = z.object({
  called: z.string().trim().min(1).max(80),
  role: z.enum(clientRoles),
  laestab: z.string().trim().max(20).optional(),
  scopes: choices(z.enum(clientScopeNames)),
  expiresOn: day("last day of use"),
});
const wanted = { called: "what the system is", role: "as whom it acts", scopes: "what it is let into" };

type Addressed = FastifyRequest<{ Params: { id: string } }>;

/** Registering, letting in and withdrawing the systems that use the interface. [G04] */
export function clientsRoutes(server: FastifyInstance): void {
  server.get("/clients", keeping, (request, reply) => showClients(request, reply, {}));

  server.post("/clients", keeping, async (request, reply) => {
    const typed = request.body as Typed;
    const read = readForm(order, request.body, wanted);
    if ("errors" in read) return showClients(request, reply, { typed, errors: read.errors });
    const asked = await orderOf(request, read.values);
    if ("errors" in asked) return showClients(request, reply, { typed, errors: asked.errors });
    const secret = newSecret("keepsight_secret");
    const hash = hashOfSecret(secret);
    // Only the hash is part of the act, whose answer is kept; of a form that came twice the first answer showed the secret.
    const kept = await request.perform("keep-clients", (context) => registerClient(context, asked, hash));
    if (kept.hash !== hash.toString("hex")) return reply.redirect("/clients", 303);
    return showClients(request, reply, { made: { key: kept.key, secret } });
  });

  server.post("/clients/:id/admission", keeping, async (request: Addressed, reply) => {
    const client = await clientAsked(request);
    await request.perform("keep-clients", (context) => admitClient(context, client));
    return reply.redirect("/clients", 303);
  });

  server.post("/clients/:id/withdrawal", keeping, async (request: Addressed, reply) => {
    const client = await clientAsked(request);
    await request.perform("keep-clients", (context) => withdrawClient(context, client));
    return reply.redirect("/clients", 303);
  });
}

/** The client of an address, of an authority whose clients the viewer keeps. @throws NotFound */
export async function clientAsked({ context, params }: Addressed): Promise<ApiClient> {
  const client = await apiClientOf(context.database, idAsked.parse(params.id) ?? 0);
  if (!client) throw new NotFound();
  return client;
}

/** For whom the client is to be, which must lie in an authority whose clients the viewer keeps. */
async function orderOf(
  { context: { database, viewer, now } }: FastifyRequest,
  { laestab, ...typed }: z.output<typeof order>,
): Promise<ClientOrder | { errors: FormErrors }> {
  const posts = postsAllowing(viewer, "keep-clients");
  const [post] = posts;
  if (!post) throw new NotAllowed("keep-clients");
  const refused = (field: string, words: string) => ({ errors: errorsBeside({ [field]: words }) });
  if (typed.scopes.length === 0) return refused("scopes", "Choose what it is let into");
  const isDirectory = directoryRoles.some((role) => role === typed.role);
  if (isDirectory !== typed.scopes.includes("staff") || (isDirectory && typed.scopes.length > 1))
    return refused(
      "scopes",
      "A directory of staff is let into telling of staff, and into nothing else; no other system is",
    );
  const today = dayOf(now);
  if (
    Temporal.PlainDate.compare(typed.expiresOn, today) < 0 ||
    Temporal.PlainDate.compare(typed.expiresOn, today.add(longest)) > 0
  )
    return refused("expiresOn", "The last day of use must be within two years from today");
  const { scope } = (await rolesForClients(database)).find(({ role }) => role === typed.role) ?? {};
  if (!scope) return refused("role", "Choose a role of the whole authority, of a school or of an agency");
  const ofAuthority = { ...typed, authorityId: post.authorityId, schoolId: null, agencyId: null };
  if (scope === "school") {
    const school = laestab && (await schoolNumbered(database, laestab.replace(/[\s/]/g, "")));
    if (!school || !posts.some(({ authorityId }) => authorityId === school.authorityId))
      return refused("laestab", "Enter the number of a school of your authority");
    return { ...ofAuthority, authorityId: school.authorityId, schoolId: school.id };
  }
  if (laestab) return refused("laestab", "Leave the school number empty: this role is of no school");
  if (scope !== "sent" || typed.role === "other-authority") return ofAuthority;
  const [kind = typed.role] = Object.entries(roleAsked).find(([, role]) => role === typed.role) ?? [];
  const agencyId = await agencyOfKind(database, post.authorityId, kind);
  if (agencyId === undefined) return refused("role", "Add the agency to the directory first");
  return { ...ofAuthority, agencyId };
}

async function showClients(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    made,
    typed = {},
    errors,
  }: { made?: { key: string; secret: string }; typed?: Typed; errors?: FormErrors },
): Promise<FastifyReply> {
  const { context } = request;
  const before = idAsked.parse((request.query as Record<string, unknown>)["before"]);
  const [found, offered] = await Promise.all([
    apiClients(context.database, { before, count: clientsOnPage + 1 }),
    rolesForClients(context.database),
  ]);
  const clients = found.slice(0, clientsOnPage);
  await context.audit({ act: "listed clients", subject: "list", details: { rows: clients.length } });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Systems that use the interface",
    wide: true,
    errors,
    children: (
      <ClientsPage
        {...{ clients, made, typed, errors, roles: offered }}
        me={context.viewer.personId}
        today={dayOf(context.now)}
        moreAt={found.length > clientsOnPage ? `/clients?before=${clients.at(-1)?.id}` : undefined}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
