import type { FastifyInstance, FastifyRequest } from "fastify";
import { requireAct } from "../../access/index.ts";
import { NotFound } from "../../database/index.ts";
import { idAsked } from "../../web/asked.ts";
import { GovukBackLink } from "../../web/design/index.ts";
import { clientAsked } from "../clients/clients.routes.tsx";
import { ClientPage } from "./client.page.tsx";
import { deliveriesOf, startWebhookAgain, webhooksOf } from "./webhooks.store.ts";

const deliveriesOnPage = 50;
const keeping = { config: { permission: "keep-clients" as const } };

/** The page of one system with the log of its deliveries, and letting a stopped webhook go on. [G04] */
export function webhooksRoutes(server: FastifyInstance): void {
  server.get("/clients/:id", keeping, async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
    const { context } = request;
    const client = await clientAsked(request);
    const before = idAsked.parse((request.query as Record<string, unknown>)["before"]);
    const [webhooks, found] = await Promise.all([
      webhooksOf(context.database, client.id),
      deliveriesOf(context.database, client.id, { before, count: deliveriesOnPage + 1 }),
    ]);
    const deliveries = found.slice(0, deliveriesOnPage);
    const { id, authorityId } = client;
    await context.audit({ act: "saw client", subject: "client", subjectId: id, authorityId });
    return reply.page({
      title: "A system that uses the interface",
      wide: true,
      before: <GovukBackLink href="/clients" text="Systems" />,
      children: (
        <ClientPage
          {...{ client, webhooks, deliveries }}
          moreAt={
            found.length > deliveriesOnPage ? `/clients/${id}?before=${deliveries.at(-1)?.id}` : undefined
          }
          csrf={request.session?.csrfToken ?? ""}
        />
      ),
    });
  });

  server.post(
    "/clients/:id/webhooks/:webhook/restart",
    keeping,
    async (request: FastifyRequest<{ Params: { id: string; webhook: string } }>, reply) => {
      const { id, authorityId } = await clientAsked(request);
      const webhook = idAsked.parse(request.params.webhook) ?? 0;
      await request.perform("keep-clients", async ({ database, viewer, audit }) => {
        requireAct(viewer, "keep-clients", { authorityId });
        if (!(await webhooksOf(database, id)).some((each) => each.id === webhook)) throw new NotFound();
        if (await startWebhookAgain(database, webhook))
          await audit({ act: "let a webhook go on", subject: "client", subjectId: id, authorityId });
      });
      return reply.redirect(`/clients/${id}`, 303);
    },
  );
}
