import type { FastifyInstance, FastifyRequest } from "fastify";
import { viewerOf } from "../../access/index.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor, NotAllowed } from "../../database/index.ts";
import { onceKeyOf } from "../../web/once-key.ts";
import { answerProblem, Problem } from "../../web/problem.ts";
import { UnreadableFile } from "../header.ts";
import { importOf } from "../imports.store.ts";
import { listDefinitions } from "../lists/index.ts";
import { type GoodKey, keyUsed } from "./api-keys.store.ts";
import { hashOfKey } from "./make-key.ts";
import { largestFile, stateOfImport, takeInList } from "./take-in-list.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The good key of a system that sends lists. */
    listKey: GoodKey | undefined;
  }
}

/** More than any system needs to send its lists; enough to slow down whoever tries keys. */
const requestsAMinute = 60;
/** It carries a key of its own and no cookie: nobody is signed in here. Counted below, when the key is known. */
const open = { config: { permission: "anyone" as const, csrf: false, rateLimit: false as const } };

type Asked = { Params: { list: string }; Body: unknown };

/** The interface by which other systems send lists and ask how far they have come. [A02] [B10] */
export function listsApiRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.register(async (api) => {
    // The file is kept on disk as it comes in: nothing is read before the key is known to be good.
    api.addContentTypeParser(
      ["text/csv", "application/octet-stream"],
      { bodyLimit: largestFile },
      (_request, body, done) => done(null, body),
    );
    api.decorateRequest("listKey", undefined);
    // Systems behind one address do not use up each other's minute; nor do those who try keys there.
    const limit = api.rateLimit({
      ...{ max: requestsAMinute, timeWindow: 60_000 },
      keyGenerator: ({ listKey, ip }: FastifyRequest) => (listKey ? `key ${listKey.id}` : `no key ${ip}`),
    });
    api.addHook("onRequest", async (request, reply) => {
      request.listKey = await keyOf(keepsight, request);
      await limit.call(api, request, reply);
    });
    api.setErrorHandler((fault, request, reply) => answerProblem(reply, problemOf(fault, request)));

    api.post<Asked>("/api/imports/:list", { ...open, bodyLimit: largestFile }, async (request, reply) => {
      const key = goodKeyOf(request);
      const definition = listDefinitions.find(({ word }) => word === request.params.list);
      if (!definition)
        throw new Problem(
          404,
          "There is no such list",
          `Send to one of: ${listDefinitions.map(({ word }) => word).join(", ")}.`,
        );
      if (!key.lists.includes(definition.word))
        throw new Problem(403, "This key is not for this list", "Ask the data officer for a key that is.");
      const once = onceKeyOf(request, `${key.id}`);
      const viewer = await viewerOf(databaseFor(keepsight.pool, undefined), key.personId);
      if (!viewer) throw notGood();
      const answer = await takeInList(keepsight, {
        ...{ viewer, definition, once, body: request.body, request: request.id },
        authorityId: key.schoolId === null ? key.authorityId : undefined,
      });
      const address = `/api/imports/${answer.importId}`;
      return reply
        .status(answer.outcome === "already-in" ? 200 : 202)
        .header("location", address)
        .send({ import: address, outcome: answer.outcome });
    });

    api.get<{ Params: { id: string } }>("/api/imports/:id", open, async (request, reply) => {
      const key = goodKeyOf(request);
      const id = /^\d{1,15}$/.test(request.params.id) ? Number(request.params.id) : 0;
      const read = await importOf(databaseFor(keepsight.pool, key.personId), id);
      if (!read)
        throw new Problem(
          404,
          "This key has sent no such file",
          "Use the address that was answered to the file.",
        );
      return reply.send(stateOfImport(read, "/api/imports"));
    });
  });
}

async function keyOf(keepsight: Keepsight, { headers }: FastifyRequest): Promise<GoodKey | undefined> {
  const [, token] = /^Bearer (\S{20,200})$/i.exec(headers.authorization ?? "") ?? [];
  const program = databaseFor(keepsight.pool, undefined);
  return token === undefined ? undefined : keyUsed(program, hashOfKey(token), keepsight.now());
}

function goodKeyOf({ listKey }: FastifyRequest): GoodKey {
  if (!listKey) throw notGood();
  return listKey;
}

function notGood(): Problem {
  return new Problem(
    401,
    "This key is not known",
    "Send a good key as 'Authorization: Bearer KEY'. The data officer makes one under Imports, Keys.",
  );
}

function problemOf(fault: unknown, request: FastifyRequest): Problem {
  if (fault instanceof Problem) return fault;
  if (fault instanceof UnreadableFile) return new Problem(422, "This file cannot be read", fault.message);
  if (fault instanceof NotAllowed)
    return new Problem(
      403,
      "This key may not send this list",
      "Ask the data officer for a key of the authority.",
    );
  const { statusCode = 500, name, code } = fault as { statusCode?: number; name?: string; code?: string };
  if (statusCode === 429) return new Problem(429, "Too many requests", "Wait a minute and send it again.");
  if (statusCode === 413) return new Problem(413, "The file is larger than 250 MB", "Send it in parts.");
  if (statusCode === 415)
    return new Problem(415, "There is no CSV file in the body", "Send the file itself as text/csv.");
  if (statusCode < 500)
    return new Problem(statusCode, "This request cannot be read", "Check it and send it again.");
  request.log.error({ request: request.id, fault: name, code }, "The interface failed");
  return new Problem(
    500,
    "Something went wrong here",
    "Send the same file again later, with the same Idempotency-Key.",
  );
}
