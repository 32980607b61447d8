import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { viewerOf } from "../../access/index.ts";
import { type Keepsight, perform } from "../../context.ts";
import { databaseFor, NotAllowed } from "../../database/index.ts";
import { UnreadableFile } from "../header.ts";
import { type Import, importOf } from "../imports.store.ts";
import { definitionOf, listDefinitions } from "../lists/index.ts";
import { type FileLook, lookAtFile } from "../look-at-file.ts";
import { receiveFile } from "../receive-file.ts";
import { forgetUpload, keepUpload } from "../receive-upload.ts";
import { uploadsFolder } from "../run-import.ts";
import { type GoodKey, keyUsed } from "./api-keys.store.ts";
import { atMost } from "./at-most.ts";
import { hashOfKey } from "./make-key.ts";
import { Problem } from "./problem.ts";

const largestFile = 250_000_000;
/** More than any system needs to send its lists; enough to slow down whoever tries keys. */
const requestsAMinute = 60;
/** It carries a key of its own and no cookie: nobody is signed in here. */
const open = {
  config: {
    permission: "anyone" as const,
    csrf: false,
    rateLimit: { max: requestsAMinute, timeWindow: 60_000 },
  },
};

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
    api.setErrorHandler((fault, request, reply) => answerProblem(fault, request, reply));

    api.post<Asked>("/api/imports/:list", { ...open, bodyLimit: largestFile }, async (request, reply) => {
      const key = await keyOf(keepsight, request);
      const definition = listDefinitions.find(({ word }) => word === request.params.list);
      if (!definition)
        throw new Problem(
          404,
          "There is no such list",
          `Send to one of: ${listDefinitions.map(({ word }) => word).join(", ")}.`,
        );
      if (!key.lists.includes(definition.word))
        throw new Problem(403, "This key is not for this list", "Ask the data officer for a key that is.");
      const once = onceKey(request, key);
      const body = request.body as Readable | null;
      if (!body || typeof body.pipe !== "function")
        throw new Problem(415, "There is no CSV file in the body", "Send the file itself as text/csv.");
      const { look, storedAt } = await kept(keepsight, body);
      const viewer = await viewerOf(databaseFor(keepsight.pool, undefined), key.personId);
      if (!viewer) throw notGood();
      const digest = look.digest.toString("hex");
      const call = { viewer, act: "import-roll", request: request.id, key: once } as const;
      const answer = await perform(keepsight, call, async (context) => {
        const file = { definition, fileName: `${definition.word}.csv`, storedAt, look };
        const place = key.schoolId === null ? { authorityId: key.authorityId } : {};
        const received = await receiveFile(context, { ...file, ...place });
        if (received.outcome !== "already-in")
          await keepsight.jobs.send(context.database, "run-import", { importId: received.importId });
        return { ...received, digest, storedAt };
      });
      if (answer.outcome === "already-in" || answer.storedAt !== storedAt) await forgetUpload(storedAt);
      if (answer.digest !== digest)
        throw new Problem(
          422,
          "Another file was sent with this Idempotency-Key",
          "Use a new key for each file; the same one only to send the same file again.",
        );
      const address = `/api/imports/${answer.importId}`;
      return reply
        .status(answer.outcome === "already-in" ? 200 : 202)
        .header("location", address)
        .send({ import: address, outcome: answer.outcome });
    });

    api.get<{ Params: { id: string } }>("/api/imports/:id", open, async (request, reply) => {
      const key = await keyOf(keepsight, request);
      const id = /^\d{1,15}$/.test(request.params.id) ? Number(request.params.id) : 0;
      const read = await importOf(databaseFor(keepsight.pool, key.personId), id);
      if (!read)
        throw new Problem(
          404,
          "This key has sent no such file",
          "Use the address that was answered to the file.",
        );
      return reply.send(stateOf(read));
    });
  });
}

async function keyOf(keepsight: Keepsight, { headers }: FastifyRequest): Promise<GoodKey> {
  const [, token] = /^Bearer (\S{20,200})$/i.exec(headers.authorization ?? "") ?? [];
  const program = databaseFor(keepsight.pool, undefined);
  const key = token === undefined ? undefined : await keyUsed(program, hashOfKey(token), keepsight.now());
  if (!key) throw notGood();
  return key;
}

function notGood(): Problem {
  return new Problem(
    401,
    "This key is not known",
    "Send a good key as 'Authorization: Bearer KEY'. The data officer makes one under Imports, Keys.",
  );
}

async function kept(keepsight: Keepsight, body: Readable): Promise<{ look: FileLook; storedAt: string }> {
  const bounded = body.pipe(atMost(largestFile));
  body.on("error", (fault) => bounded.destroy(fault));
  const storedAt = await keepUpload(uploadsFolder(keepsight), bounded, keepsight.now());
  try {
    return { look: await lookAtFile(storedAt), storedAt };
  } catch (fault) {
    await forgetUpload(storedAt);
    throw fault;
  }
}

/** Two senders may think of the same words. */
function onceKey({ headers }: FastifyRequest, { id }: GoodKey): string | undefined {
  const given = headers["idempotency-key"];
  if (given === undefined) return undefined;
  if (typeof given !== "string" || given.length > 200 || given === "")
    throw new Problem(400, "The Idempotency-Key cannot be used", "Send one of 1 to 200 characters.");
  const digest = createHash("sha256").update(`${id} ${given}`).digest("hex");
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function stateOf({ id, state, fault, ...read }: Import) {
  return {
    ...{ import: `/api/imports/${id}`, list: definitionOf(read.list).word, state, fault },
    rows: {
      ...{ read: read.rowsDone, new: read.rowsNew, changed: read.rowsChanged },
      ...{ same: read.rowsSame, waiting: read.rowsRejected },
    },
    sentAt: read.madeAt.toString(),
    finishedAt: read.finishedAt?.toString() ?? null,
  };
}

function answerProblem(fault: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, title, message } = problemOf(fault, request);
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply
    .status(status)
    .type("application/problem+json")
    .send(JSON.stringify({ title, status, detail: message }));
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
