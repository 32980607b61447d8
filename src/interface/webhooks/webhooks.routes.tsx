import type { FastifyInstance, FastifyRequest } from "fastify";
import { requireAct } from "../../access/index.ts";
import type { ReadingContext } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { idAsked } from "../../web/asked.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { GovukBackLink, londonDay } from "../../web/design/index.ts";
import { clientAsked } from "../clients/clients.routes.tsx";
import { ClientPage } from "./client.page.tsx";
import { deliveriesOf, startWebhookAgain, webhooksOf } from "./webhooks.store.ts";

const deliveriesOnPage = 50;
const deliveriesAtOnce = 1000;
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

  server.get(
    "/clients/:id/deliveries.csv",
    keeping,
    async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
      const { id, authorityId } = await clientAsked(request);
      return csvAnswer(reply, request.context, {
        name: `deliveries-${id}-${londonDay(request.context.now)}`,
        parts: deliveryLines(request.context, { id, authorityId }),
      });
    },
  );

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

/** The log of a system's deliveries as lines of CSV, the latest first. */
async function* deliveryLines(
  context: ReadingContext,
  { id, authorityId }: { id: number; authorityId: number },
): AsyncGenerator<string> {
  yield csvHead(["Number", "When", "What", "Where", "State", "Tries", "Last answer", "Settled"]);
  for (let before: number | undefined; ; ) {
    const some = await deliveriesOf(context.database, id, { before, count: deliveriesAtOnce });
    await context.audit({
      ...{ act: "took deliveries as a file", subject: "client", subjectId: id, authorityId },
      details: { rows: some.length },
    });
    yield some
      .map((each) =>
        csvLine([
          ...[String(each.id), each.madeAt.toString(), each.kind, each.url, each.state, String(each.tries)],
          ...[each.said, each.settledAt?.toString() ?? null],
        ]),
      )
      .join("");
    before = some.at(-1)?.id;
    if (before === undefined || some.length < deliveriesAtOnce) return;
  }
}
