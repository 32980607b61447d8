import { randomBytes } from "node:crypto";
import { z } from "zod";
import { NotFound } from "../../database/index.ts";
import { Problem } from "../../web/problem.ts";
import { hashOfSecret } from "../clients/keep-clients.ts";
import { endWebhook, insertWebhook, webhooksOf } from "../webhooks/webhooks.store.ts";
import { changeKinds } from "./changes.store.ts";
import type { Operation } from "./operation.ts";
import { id, instant } from "./shapes.ts";

const order = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: "Send an address such as https://system.example/keepsight" })
    .max(500),
  kinds: z.array(z.enum(changeKinds)).min(1).describe("Of which kinds of change it is told"),
});
const webhook = z.object({
  ...{ id, url: z.string(), kinds: z.array(z.enum(changeKinds)), madeAt: instant },
  stoppedAt: instant.nullable().describe("Since when nothing goes there, for nothing arrived for hours"),
  stoppedWhy: z.string().nullable(),
});
const made = z.object({
  id,
  secret: z.string().nullable().describe("With which deliveries are signed; shown this once"),
});

const following = { tag: "Changes", scope: "changes:read", acts: ["follow-changes"] } as const;
const at = "/api/v1/webhooks";

/** Being told of changes at an address of one's own. */
export const webhookOperations: readonly Operation[] = [
  {
    ...following,
    ...{ name: "listWebhooks", method: "get", path: at, summary: "Read the client's webhooks" },
    answers: {
      status: 200,
      says: "Those that have not been ended",
      schema: z.object({ rows: z.array(webhook) }),
    },
    answer: async ({ context, client }) => {
      const rows = await webhooksOf(context.database, client.id);
      await context.audit({ act: "listed webhooks", subject: "list", details: { rows: rows.length } });
      return { body: { rows } };
    },
  },
  {
    ...following,
    ...{ name: "makeWebhook", method: "post", path: at, summary: "Be told of changes from now on" },
    ...{ body: { read: order }, writes: true, refuses: [409] },
    answers: { status: 201, says: "It is told from now on; ten at most", schema: made },
    answer: async ({ keepsight, client, body, perform }) => {
      const { url, kinds } = body as z.output<typeof order>;
      if (!url.startsWith("https:") && !keepsight.settings.webhooksToPrivate)
        throw new Problem(422, "What was sent cannot be used", "Send an address that begins with https.", [
          { field: "url", mend: "Send an address that begins with https." },
        ]);
      const secret = `whsec_${randomBytes(24).toString("base64")}`;
      const hash = hashOfSecret(secret).toString("hex");
      // The kept answer holds the hash alone: of a write that came twice the first answer showed the secret.
      const kept = await perform("follow-changes", async ({ database, now, audit }) => {
        const hook = await insertWebhook(database, { url, kinds, secret, at: now });
        if (hook === undefined)
          throw new Problem(409, "This client has ten webhooks", "End one before you make another.");
        const { authorityId } = client;
        await audit({
          act: "made a webhook",
          subject: "client",
          subjectId: client.id,
          authorityId,
          details: { kinds },
        });
        return { body: { id: hook, hash } };
      });
      const { id: hook, hash: known } = kept.body as { id: number; hash: string };
      return { body: { id: hook, secret: known === hash ? secret : null } };
    },
  },
  {
    ...following,
    ...{ name: "endWebhook", method: "delete", path: `${at}/{id}`, summary: "Be told no more" },
    answers: { status: 204, says: "Nothing goes there any more" },
    answer: async ({ client, params, perform }) =>
      perform("follow-changes", async ({ database, now, audit }) => {
        if (!(await endWebhook(database, Number(params["id"]), now))) throw new NotFound();
        const { authorityId } = client;
        await audit({ act: "ended a webhook", subject: "client", subjectId: client.id, authorityId });
        return { status: 204 };
      }),
  },
];
