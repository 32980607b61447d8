import { z } from "zod";
import { databaseFor } from "../../database/index.ts";
import { type Change, changeKinds, changesAfter, numberChanges } from "./changes.store.ts";
import type { Operation } from "./operation.ts";
import { instant, listOf, pageOf, paging, reference } from "./shapes.ts";

/** A change as it goes out, in the feed and to webhooks: a reference and a link, and nothing of anybody. */
export const changeShape = z.object({
  ...{
    position: z.int().positive(),
    kind: z.enum(changeKinds),
    reference,
    link: z.string(),
    happenedAt: instant,
  },
});

/** The change with the address under which its record is read. */
export function withLink({ position, kind, reference: about, happenedAt }: Change) {
  const noun = kind.startsWith("case") ? "cases" : "referrals";
  return { position, kind, reference: about, link: `/api/v1/${noun}/${about}`, happenedAt };
}

/** Following what happens. */
export const changesOperations: readonly Operation[] = [
  {
    ...{ name: "listChanges", method: "get", path: "/api/v1/changes", tag: "Changes" },
    summary: "Follow what happens to records that the client may know of",
    ...{ scope: "changes:read", acts: ["follow-changes"], query: paging },
    answers: {
      status: 200,
      says: "What happened after the cursor, in order; keep `position` of the last as the next cursor",
      schema: listOf(changeShape),
    },
    answer: async ({ keepsight, context, client, query }) => {
      const { after, limit } = query as z.output<typeof paging>;
      await numberChanges(databaseFor(keepsight.pool, client.personId));
      const found = await changesAfter(context.database, client, { after: Number(after), rows: limit + 1 });
      await context.audit({ act: "followed changes", subject: "list", details: { rows: found.length } });
      return pageOf(found.map(withLink), limit, ({ position }) => position);
    },
  },
];
