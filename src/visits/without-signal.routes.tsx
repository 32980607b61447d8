import type { FastifyInstance } from "fastify";
import { noSignalWorker } from "../web/design/index.ts";
import { WithoutSignalPage } from "./without-signal.page.tsx";

/** What a visitor's phone keeps for where there is no signal: one page without a word of any child, and the worker that shows it. [E02] */
export function withoutSignalRoutes(server: FastifyInstance): void {
  const open = { config: { permission: "anyone" as const } };

  server.get("/visits/without-signal", open, (_request, reply) =>
    reply.page({ title: "No signal", children: <WithoutSignalPage /> }),
  );

  server.get("/no-signal-worker.js", open, (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(noSignalWorker()),
  );
}
