import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../access/index.ts";
import type { Keepsight } from "../context.ts";
import { idAsked } from "../web/asked.ts";
import { emailsOf, secretsOf } from "./emails.store.ts";
import { OutboxPage } from "./outbox.page.tsx";

const emailsOnPage = 50;
const query = z.object({ before: idAsked, state: z.literal("failed").optional().catch(undefined) });

/** What left the house by e-mail, and what did not. [E01] */
export function outboxRoutes(server: FastifyInstance, { settings }: Pick<Keepsight, "settings">): void {
  server.get("/outbox", { config: { permission: "see-outbox" } }, async (request, reply) => {
    const { context } = request;
    const { database, viewer } = context;
    const { before, state } = query.parse(request.query);
    const authorities = [...new Set(postsAllowing(viewer, "see-outbox").map((post) => post.authorityId))];
    const failed = state === "failed";
    const found = await emailsOf(database, { authorities, before, failed, count: emailsOnPage + 1 });
    const emails = found.slice(0, emailsOnPage);
    const { demonstration, mail } = settings;
    const secrets = demonstration
      ? await secretsOf(
          database,
          emails.map(({ id }) => id),
        )
      : new Map<number, string>();
    await context.audit({ act: "listed e-mails", subject: "list", details: { rows: emails.length } });
    const older = `/outbox?${failed ? "state=failed&" : ""}before=${emails.at(-1)?.id}`;
    return reply.page({
      title: "Outbox",
      wide: true,
      children: (
        <OutboxPage
          {...{ emails, secrets, demonstration }}
          mailServer={mail !== undefined}
          failedOnly={failed}
          moreAt={found.length > emailsOnPage ? older : undefined}
        />
      ),
    });
  });
}
