import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { idAsked } from "../../web/asked.ts";
import { choices, errorsBeside, type FormErrors, readForm, type Typed } from "../../web/design/index.ts";
import { listDefinitions } from "../lists/index.ts";
import { apiKeyOf, apiKeys, type KeyOrder, schoolNumbered } from "./api-keys.store.ts";
import { backToImports, KeysPage } from "./keys.page.tsx";
import { hashOfKey, makeApiKey, newKey, revokeApiKey } from "./make-key.ts";

const keysOnPage = 50;
const keeping = { config: { permission: "keep-api-keys" as const } };
const order = z.object({
  called: z.string().trim().min(1).max(80),
  laestab: z.string().trim().max(20).optional(),
  lists: choices(z.enum(listDefinitions.map(({ word }) => word))),
});
const wanted = { called: "what the key is for", lists: "the lists that it may send" };

/** Making and revoking the keys of an authority's other systems. [A02] [G04] */
export function keysRoutes(server: FastifyInstance): void {
  server.get("/keys", keeping, (request, reply) => showKeys(request, reply, {}));

  server.post("/keys", keeping, async (request, reply) => {
    const typed = request.body as Typed;
    const read = readForm(order, request.body, wanted);
    if ("errors" in read) return showKeys(request, reply, { typed, errors: read.errors });
    const asked = await orderOf(request, read.values);
    if ("errors" in asked) return showKeys(request, reply, { typed, errors: asked.errors });
    const key = newKey();
    const hash = hashOfKey(key);
    // Only the hash is part of the act, whose answer is kept; of a form that came twice the first answer showed the key.
    const kept = await request.perform("keep-api-keys", (context) => makeApiKey(context, asked, hash));
    if (kept !== hash.toString("hex")) return reply.redirect("/keys", 303);
    return showKeys(request, reply, { made: key });
  });

  server.post<{ Params: { id: string } }>("/keys/:id/revocation", keeping, async (request, reply) => {
    const key = await apiKeyOf(request.context.database, idAsked.parse(request.params.id) ?? 0);
    if (!key) throw new NotFound();
    await request.perform("keep-api-keys", (context) => revokeApiKey(context, key));
    return reply.redirect("/keys", 303);
  });
}

/** For whom the key is to be, which must lie in an authority whose keys the viewer keeps. */
async function orderOf(
  { context: { database, viewer } }: FastifyRequest,
  { called, laestab, lists }: z.output<typeof order>,
): Promise<KeyOrder | { errors: FormErrors }> {
  const posts = postsAllowing(viewer, "keep-api-keys");
  const [post] = posts;
  if (!post) throw new NotAllowed("keep-api-keys");
  if (lists.length === 0) return { errors: errorsBeside({ lists: "Choose the lists that it may send" }) };
  if (!laestab) return { authorityId: post.authorityId, schoolId: null, lists, called };
  const school = await schoolNumbered(database, laestab.replace(/[\s/]/g, ""));
  if (!school || !posts.some(({ authorityId }) => authorityId === school.authorityId))
    return { errors: errorsBeside({ laestab: "Enter the number of a school of your authority" }) };
  const ofSchools = listDefinitions.filter((one) => one.ofSchools).map(({ word }) => word);
  if (lists.some((word) => !ofSchools.includes(word)))
    return {
      errors: errorsBeside({
        lists: "Choose its roll, its marks or its joiners and leavers: a school sends no other list",
      }),
    };
  return { authorityId: school.authorityId, schoolId: school.id, lists, called };
}

async function showKeys(
  request: FastifyRequest,
  reply: FastifyReply,
  { made, typed = {}, errors }: { made?: string; typed?: Typed; errors?: FormErrors },
): Promise<FastifyReply> {
  const { context } = request;
  const before = idAsked.parse((request.query as Record<string, unknown>)["before"]);
  const found = await apiKeys(context.database, { before, count: keysOnPage + 1 });
  const keys = found.slice(0, keysOnPage);
  await context.audit({ act: "listed keys for lists", subject: "list", details: { rows: keys.length } });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Keys for other systems",
    wide: true,
    before: backToImports,
    errors,
    children: (
      <KeysPage
        {...{ keys, made, typed, errors }}
        moreAt={found.length > keysOnPage ? `/keys?before=${keys.at(-1)?.id}` : undefined}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
