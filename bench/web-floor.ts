// The floor: a bare Fastify that, for each recorded request, runs the SQL that the page ran, as the person who ran it,
// and answers with the page's bytes. No session, no audit, no drawing: what Fastify and PostgreSQL alone cost here.
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import pg from "pg";
import type { RecordedRequest } from "./web-recording.ts";

const [applicationUrl = "", recording = ""] = process.argv.slice(2);
const recorded = JSON.parse(readFileSync(recording, "utf8")) as RecordedRequest[];
const pool = new pg.Pool({
  connectionString: applicationUrl,
  max: 12,
  pipeline: true,
  options: "-c plan_cache_mode=force_generic_plan",
} as pg.PoolConfig);
const names = new Map<string, string>();
const bodies = recorded.map(({ body }) => Buffer.from(body));

const nameOf = (text: string) => names.get(text) ?? names.set(text, `q${names.size}`).get(text) ?? "";

const server = Fastify();
server.route<{ Params: { nth: number } }>({
  method: ["GET", "POST"],
  url: "/:nth",
  handler: async (request, reply) => {
    const { nth } = request.params;
    const { personId, queries, status, location, key } = recorded[nth] as RecordedRequest;
    const client = await pool.connect();
    try {
      await Promise.all([
        client.query({
          name: "viewer",
          text: "select set_config('keepsight.person', $1, false)",
          values: [personId],
        }),
        ...queries.map(({ text, values }) =>
          client.query({
            name: nameOf(text),
            text,
            // What was kept under a new key by the page is kept under a new key here too.
            values: values.map((value) =>
              key !== undefined && value === key && request.method === "POST" ? crypto.randomUUID() : value,
            ),
          }),
        ),
      ]);
    } finally {
      client.release();
    }
    if (location) reply.header("location", location);
    return reply.status(status).type("text/html; charset=utf-8").send(bodies[nth]);
  },
});
server.addContentTypeParser("*", { parseAs: "string" }, (_request, body, done) => done(null, body));
await server.listen({ host: "127.0.0.1", port: 0 });
process.on("disconnect", () => process.exit());
process.send?.((server.server.address() as AddressInfo).port);
