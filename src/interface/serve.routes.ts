import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Act, mayDo, type Viewer } from "../access/index.ts";
import { type Context, type Keepsight, perform, readingContext } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { largestFile } from "../feeds/index.ts";
import { takeUpVersions } from "../procedures/index.ts";
import { onceKeyOf } from "../web/once-key.ts";
import { answerProblem, Problem } from "../web/problem.ts";
import { callingClient } from "./clients/client-tokens.ts";
import type { CallingClient } from "./clients/clients.store.ts";
import { tokenRoute } from "./clients/token.routes.ts";
import { openApi } from "./document/open-api.ts";
import { bodyCut, paramsRead, queryRead } from "./operations/edge.ts";
import { operations } from "./operations/index.ts";
import type { Answered, Call, Operation } from "./operations/operation.ts";
import { issuesAsProblem, problemOf } from "./problem-of.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The client whose token came with the request; no cookie counts. */
    client: (CallingClient & { viewer: Viewer }) | undefined;
  }
}

/** Whoever shows no good token may try as often in a minute. */
const triesWithoutToken = 60;
const root = "/api/v1";

/** The interface for other systems: every operation, its document and the tokens. No session and no cookie reaches it. */
export function interfaceRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.register(
    async (api) => {
      api.decorateRequest("client", undefined);
      api.addContentTypeParser("text/csv", { bodyLimit: largestFile }, (_request, body, done) =>
        done(null, body),
      );
      api.setErrorHandler((fault, request, reply) => answerProblem(reply, problemOf(fault, request)));
      api.setNotFoundHandler((_request, reply) =>
        answerProblem(reply, new Problem(404, "There is no such address", `See ${root}/openapi.json.`)),
      );
      // One count for all operations: a client is limited as a whole.
      const { requestsAMinute } = keepsight.settings;
      const limit = api.rateLimit({
        timeWindow: 60_000,
        max: ({ client }: FastifyRequest) => (client ? requestsAMinute : triesWithoutToken),
        keyGenerator: ({ client, ip }: FastifyRequest) =>
          client ? `client ${client.id}` : `no client ${ip}`,
      });
      api.addHook("onRequest", async (request, reply) => {
        if (request.routeOptions.config.permission !== "client") return;
        request.client = await callingClient(keepsight, request);
        await limit.call(api, request, reply);
      });
      for (const operation of operations)
        api.route({
          method: operation.method.toUpperCase(),
          url: operation.path.slice(root.length).replaceAll(/\{(\w+)\}/g, ":$1"),
          config: { permission: "client", rateLimit: false },
          ...(operation.body && "file" in operation.body && { bodyLimit: largestFile }),
          handler: (request, reply) => serve(keepsight, operation, request, reply),
        });
      tokenRoute(api, keepsight);
      api.get("/openapi.json", { config: { permission: "anyone" } }, (_request, reply) =>
        reply.send(openApi()),
      );
    },
    { prefix: root },
  );
}

async function serve(
  keepsight: Keepsight,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { client } = request;
  if (!client)
    throw new Problem(
      401,
      "There is no good token",
      `Get one at ${root}/token and send it as 'Authorization: Bearer TOKEN'.`,
    );
  if (!client.scopes.includes(operation.scope))
    throw new Problem(
      403,
      "This client is not let into this",
      `Ask for a client with the scope ${operation.scope}.`,
    );
  // Before the body is read: whoever may not come learns nothing of what would be right.
  const [act] = operation.acts;
  if (act && !operation.acts.some((each) => mayDo(client.viewer, each))) throw new NotAllowed(act);
  await takeUpVersions(keepsight);
  const call = callOf(keepsight, operation, request, client);
  const answered = await operation.answer(call);
  await call.context.recorded();
  return send(operation, answered, request, reply);
}

function callOf(
  keepsight: Keepsight,
  operation: Operation,
  request: FastifyRequest,
  client: Call["client"],
): Call {
  const params = paramsRead(request.params as Record<string, string>);
  const once = onceKeyOf(request, `client ${client.id} ${operation.name}`);
  if (operation.writes && once === undefined)
    throw new Problem(
      400,
      "There is no Idempotency-Key",
      "Send one with each write: the same again gets the first answer.",
    );
  const body = bodyRead(operation, request);
  return {
    ...{ keepsight, client, request, params, body, once },
    context: readingContext(keepsight, client.viewer, request.id),
    query: queryRead(operation, request.query),
    seen: operation.locks && seenLast(request),
    perform: (act, work) => performOnce(keepsight, { client, request, once, body, act }, work),
  };
}

function bodyRead({ body }: Operation, request: FastifyRequest): unknown {
  if (!body || "file" in body) return request.body;
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? ""))
    throw new Problem(415, "There is no JSON in the body", "Send it as application/json.");
  if ("described" in body) return request.body;
  const read = body.read.safeParse(request.body);
  if (!read.success) throw issuesAsProblem(read.error.issues);
  return read.data;
}

/** The last fact that the caller has seen of a case, from the ETag that it gives back; undefined where any will do (`*`). */
function seenLast({ headers }: FastifyRequest): number | undefined {
  const given = headers["if-match"]?.trim();
  if (!given)
    throw new Problem(428, "There is no If-Match", "Send the ETag of the case as you read it last, or *.");
  if (given === "*") return undefined;
  const [, seen] = /^"(\d{1,15})\.[0-9a-f]+"$/.exec(given) ?? [];
  if (!seen) throw new Problem(412, "This If-Match is no ETag of a case", "Read the case and send its ETag.");
  return Number(seen);
}

/** Performs a write once for its key, and refuses the same key with something else. */
async function performOnce(
  keepsight: Keepsight,
  asked: {
    client: Call["client"];
    request: FastifyRequest;
    once: string | undefined;
    body: unknown;
    act: Act;
  },
  work: (context: Context) => Promise<Answered>,
): Promise<Answered> {
  const { client, request, once, act } = asked;
  const digest = createHash("sha256")
    .update(`${request.url} ${JSON.stringify(asked.body)}`)
    .digest("hex");
  const call = { viewer: client.viewer, act, key: once, request: request.id };
  const kept = await perform(keepsight, call, async (context) => ({ digest, answered: await work(context) }));
  if (kept.digest !== digest)
    throw new Problem(
      422,
      "Something else was sent with this Idempotency-Key",
      "Use a new key for each write.",
    );
  return kept.answered;
}

function send(
  operation: Operation,
  answered: Answered,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { method, answers } = operation;
  const { status = answers.status, lastFact, location, next } = answered;
  const cut = bodyCut(operation, answered);
  const text = cut === undefined ? "" : JSON.stringify(cut);
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const etag = lastFact ? `"${lastFact}.${digest}"` : `"${digest}"`;
  if (method === "get" || lastFact) reply.header("etag", etag);
  if (location) reply.header("location", location);
  if (next) {
    const address = new URL(request.url, "http://here");
    address.searchParams.set("after", next);
    reply.header("link", `<${address.pathname}${address.search}>; rel="next"`);
  }
  const known = request.headers["if-none-match"]?.split(",").map((each) => each.trim().replace(/^W\//, ""));
  if (method === "get" && known?.some((each) => each === etag || each === "*"))
    return reply.status(304).send();
  if (cut === undefined) return reply.status(status).send();
  return reply.status(status).type("application/json; charset=utf-8").send(text);
}
