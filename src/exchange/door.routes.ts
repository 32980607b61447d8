import type { FastifyInstance, FastifyReply } from "fastify";
import { programItself } from "../access/index.ts";
import type { Keepsight } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { writeKeyDocument } from "./key-document.ts";
import { publishedKeys } from "./keys.store.ts";
import { largestParcel } from "./parcel.ts";
import { type Refusal, receiveMessage, refusals } from "./receive-message.ts";
import { door, parcelType } from "./signing.ts";

const parcelsAMinute = 120;
const anyone = { permission: "anyone" as const };

/** Where other authorities' systems bring parcels, and read our keys. A signature stands for a session here. */
export function exchangeDoorRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/.well-known/keepsight-exchange", { config: anyone }, async (_request, reply) => {
    const address = keepsight.settings.address ?? null;
    const published = await publishedKeys(databaseFor(keepsight.pool, undefined));
    const told = published.map((authority) => ({ ...authority, address }));
    return reply.type("application/json").send(writeKeyDocument(told));
  });

  server.register(async (parcels) => {
    parcels.addContentTypeParser(
      parcelType,
      { parseAs: "string", bodyLimit: largestParcel },
      (_request, body, done) => done(null, body),
    );
    const config = { ...anyone, csrf: false, rateLimit: { max: parcelsAMinute, timeWindow: 60_000 } };
    parcels.post(door, { config }, async (request, reply) => {
      if (typeof request.body !== "string") return refuse(reply, "malformed");
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const viewer = await programItself(databaseFor(keepsight.pool, undefined));
      const received = await receiveMessage(keepsight, viewer, { headers, body: request.body }, request.id);
      if ("refused" in received) return refuse(reply, received.refused);
      // The same the second time: whoever asks again did not hear the first answer.
      return reply.status(202).send({ number: received.number });
    });
  });
}

function refuse(reply: FastifyReply, refused: Refusal): FastifyReply {
  const { status, says } = refusals[refused];
  return reply
    .status(status)
    .type("application/problem+json")
    .send(JSON.stringify({ title: "The parcel was not taken", status, detail: says }));
}
