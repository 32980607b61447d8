import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { upsertDraft } from "./drafts.store.ts";

const place = z.object({ form: z.string().regex(/^[a-z\d-]{1,40}$/), subject: z.string().max(80) });
const fields = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Where every form that saves itself posts what is typed into it. */
export function draftRoutes(server: FastifyInstance): void {
  server.post("/drafts/:form/:subject", { config: { permission: "signed-in" } }, async (request, reply) => {
    const at = place.safeParse(request.params);
    const typed = fields.safeParse(request.body);
    if (!at.success || !typed.success) return reply.status(400).send();
    const { viewer, database, now } = request.context;
    // The unseen fields belong to the page that was shown, not to the draft.
    const content = Object.fromEntries(Object.entries(typed.data).filter(([name]) => !name.startsWith("_")));
    await upsertDraft(database, { personId: viewer.personId, ...at.data, content, savedAt: now });
    return reply.status(204).send();
  });
}
