import { timingSafeEqual } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Keepsight } from "../context.ts";
import { databaseFor, NotFound } from "../database/index.ts";
import { metricsOfProcess } from "./metrics.ts";
import { answers, stateOfService } from "./state-of-service.store.ts";

const anyone = { config: { permission: "anyone" } } as const;

/**
 * For whoever runs the service and for the proxy before it: /health says that the process lives, /ready that its database
 * answers too, /metrics how the service stands, to who shows the key of KEEPSIGHT_METRICS_KEY.
 */
export function operatingRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const program = databaseFor(keepsight.pool, undefined);
  const metrics = metricsOfProcess();
  metrics.watch(server);

  server.get("/health", anyone, async (_request, reply) => reply.type("text/plain").send("alive\n"));

  server.get("/ready", anyone, async (_request, reply) =>
    (await answers(program))
      ? reply.type("text/plain").send("ready\n")
      : reply.status(503).type("text/plain").send("The database does not answer.\n"),
  );

  server.get("/metrics", anyone, async (request, reply) => {
    if (!isKey(request.headers.authorization, keepsight.settings.metricsKey)) throw new NotFound("page");
    const state = await stateOfService(program);
    return reply.type(metrics.kind).send(await metrics.text(state, keepsight.now()));
  });
}

/** If a request shows the key, told in a time that says nothing of it. */
function isKey(shown: string | undefined, key: string | undefined): boolean {
  if (!key || !shown) return false;
  const [given, wanted] = [Buffer.from(shown), Buffer.from(`Bearer ${key}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
