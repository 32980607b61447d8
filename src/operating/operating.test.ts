import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { openCase } from "../cases/index.ts";
import { perform } from "../context.ts";
import { connectionPool } from "../database/index.ts";
import { webServer } from "../web/server.ts";

const metricsKey = "a key of this test alone";

let database: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  const { keepsight } = database;
  server = await webServer({ ...keepsight, settings: { ...keepsight.settings, metricsKey } });
});
afterAll(async () => {
  await server.close();
  await database.end();
});

async function measured(): Promise<string> {
  const { statusCode, body } = await server.inject({
    url: "/metrics",
    headers: { authorization: `Bearer ${metricsKey}` },
  });
  expect(statusCode).toBe(200);
  return body;
}

/** A case of an invented child whose first steps are overdue by now. */
async function overdueCase(): Promise<void> {
  const receivedAt = "2026-01-12T10:00:00Z";
  database.setNow(receivedAt);
  const { keepsight, owner, who } = database;
  const child = await referredChild(owner, { surname: "Plantedname", receivedAt });
  const call = { viewer: await who("cme.eastmere"), act: "open-case" as const, request: "test" };
  await perform(keepsight, call, (context) =>
    openCase(context, {
      ...child,
      reason: "left-destination-unknown",
      missingSince: null,
      address: "inside",
    }),
  );
}

test("the process says that it lives, and that it is ready only while its database answers", async () => {
  expect((await server.inject("/health")).statusCode).toBe(200);
  expect((await server.inject("/ready")).statusCode).toBe(200);
  const { keepsight } = database;
  // The server is made while its database answers; then nobody does any more.
  const gone = connectionPool(database.applicationUrl, 1);
  const alone = await webServer({ ...keepsight, pool: gone });
  await gone.end();
  expect((await alone.inject("/ready")).statusCode).toBe(503);
  expect((await alone.inject("/health")).statusCode).toBe(200);
  await alone.close();
});

test("how the service stands is told to who shows the key, and to nobody else", async () => {
  for (const authorization of [undefined, "Bearer ", "Bearer a key of this test else.", metricsKey])
    expect(
      (await server.inject({ url: "/metrics", headers: { ...(authorization && { authorization }) } }))
        .statusCode,
    ).toBe(404);
  const closed = await webServer(database.keepsight);
  const asked = { url: "/metrics", headers: { authorization: "Bearer undefined" } };
  expect((await closed.inject(asked)).statusCode).toBe(404);
  await closed.close();
  expect(await measured()).toContain("process_cpu_seconds_total");
});

test("what must wake somebody is measured, by authority and without a child: overdue steps, mail that failed, a list that stopped, the log's seals", async () => {
  expect(await measured()).toContain('keepsight_overdue_steps{authority="Eastmere"} 0');
  await overdueCase();
  const { owner } = database;
  await owner.query(
    `insert into emails (authority_id, to_address, about, reference, subject, body, state, settled_at, made_at, made_by)
     select authorities.id, 'planted@agency.example', 'question', 'EM-Q-1', 's', 'b', 'failed', now(), now(), people.id
     from authorities, people where authorities.name = 'Eastmere' and people.email like 'cme.eastmere@%'`,
  );
  await owner.query(
    `insert into imports (list, authority_id, file_name, file_hash, state, made_at, made_by, finished_at)
     select 'health', authorities.id, 'planted.csv', '', 'done', '2020-01-01', people.id, '2020-01-01'
     from authorities, people where authorities.name = 'Eastmere' and people.email like 'data.eastmere@%'`,
  );
  const text = await measured();
  expect(text).toContain('keepsight_open_cases{authority="Eastmere"} 1');
  expect(text).toContain('keepsight_cases_without_next_step{authority="Eastmere"} 0');
  expect(text).toMatch(/keepsight_overdue_steps\{authority="Eastmere"\} [1-9]/);
  expect(text).toContain('keepsight_emails_failed{authority="Eastmere"} 1');
  expect(text).toContain('keepsight_feed_stopped{authority="Eastmere",list="health"} 1');
  expect(Number(/^keepsight_audit_unsealed_seconds (\S+)/m.exec(text)?.[1])).toBeGreaterThan(0);
  expect(text).not.toMatch(/planted/i);
});

test("every measure that an alert or the page on monitoring names is there", async () => {
  const text = await measured();
  for (const file of ["deploy/alerts.yaml", "docs/operate/monitor.md"]) {
    const words = readFileSync(join(import.meta.dirname, "../..", file), "utf8");
    const named = new Set(words.match(/keepsight_[a-z_]+/g));
    expect(named.size).toBeGreaterThan(5);
    for (const name of named) expect(text).toContain(`# TYPE ${name} `);
  }
});

test("answers are measured by the pattern of their address, in which no reference stands", async () => {
  await server.inject("/cases/EM-C-000001");
  const text = await measured();
  expect(text).toContain('route="/cases/:reference"');
  expect(text).not.toContain("EM-C-000001");
});
