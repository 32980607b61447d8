import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { csrfTokenOf } from "../../src/access/sign-in/session.ts";
import { openCase } from "../../src/cases/index.ts";
import { perform } from "../../src/context.ts";
import { databaseFor } from "../../src/database/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { freePort, type Program, startProgram } from "../support/program.ts";
import { referredChild } from "../support/referred-child.ts";
import { pupil, rollFile } from "../support/roll-file.ts";
import { type SentSpan, startTraceReceiver, type TraceReceiver } from "../support/trace-receiver.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const planted = "Plantedname";
const folder = mkdtempSync(join(tmpdir(), "keepsight-traces-"));
let database: TestDatabase;
let receiver: TraceReceiver;
let program: Program;
beforeAll(async () => {
  database = await testDatabase();
  receiver = await startTraceReceiver();
  program = await startProgram(folder, await freePort(), {
    DATABASE_URL: database.ownerUrl,
    KEEPSIGHT_ISSUER: "https://provider.example",
    KEEPSIGHT_CLIENT_ID: "test",
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  });
});
afterAll(async () => {
  await receiver.close();
  await database.end();
  rmSync(folder, { recursive: true, force: true });
});

async function plantedCase(): Promise<string> {
  const { keepsight, owner, who } = database;
  const child = await referredChild(owner, { forename: planted, surname: planted });
  const call = { viewer: await who("cme.eastmere"), act: "open-case", request: "test" } as const;
  const opened = await perform(keepsight, call, (context) =>
    openCase(context, {
      ...child,
      ...{ reason: "left-destination-unknown", missingSince: null, address: "inside" },
    }),
  );
  if ("refused" in opened) throw new Error("The case was not opened.");
  return opened.reference;
}

async function asking(name: string, path: string, body?: URLSearchParams | FormData): Promise<Response> {
  const token = `a session of ${name}`;
  await database.owner.query(
    `insert into sessions (token_hash, person_id, csrf_secret, started_at, last_seen_at)
     values ($1, $2, 'secret', now(), now()) on conflict do nothing`,
    [createHash("sha256").update(token).digest(), (await database.who(name)).personId],
  );
  return fetch(`${program.address}${path}`, {
    headers: { cookie: `keepsight=${encodeURIComponent(token)}` },
    redirect: "manual",
    ...(body && { method: "POST", body }),
  });
}

async function fileOf(surname: string): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ _csrf: csrfTokenOf("secret"), list: "rolls" }))
    form.append(name, value);
  form.append("file", new Blob([await readFile(rollFile([pupil(1, { Surname: surname })]))]), "roll.csv");
  return form;
}

test("a request, its questions and the job that it sends are one trace, in which no child stands, nor in what a fault says", async () => {
  const reference = await plantedCase();
  const note = { note: `a note on ${planted}`, _csrf: csrfTokenOf("secret"), _once: crypto.randomUUID() };
  expect((await asking("cme.eastmere", `/cases/${reference}`)).status).toBe(200);
  const search = { sought: `${planted} ${planted}`, _csrf: csrfTokenOf("secret") };
  const kept = await asking("cme.eastmere", "/children", new URLSearchParams(search));
  const found = await asking("cme.eastmere", kept.headers.get("location") ?? "");
  expect(await found.text()).toContain(planted);
  expect((await asking("cme.eastmere", `/cases/${reference}/notes`, new URLSearchParams(note))).status).toBe(
    303,
  );
  expect((await asking("data.eastmere", "/imports", await fileOf(planted))).status).toBe(303);
  // PostgreSQL refuses this number and says it back: a job that fails is told without its words.
  const unreadable = { importId: planted as unknown as number };
  await database.keepsight.jobs.send(
    databaseFor(database.keepsight.pool, undefined),
    "run-import",
    unreadable,
  );
  await fetch(`${program.address}/health`);
  await vi.waitFor(
    async () => {
      const { rows } = await database.owner.query(
        "select (select count(*) from imports where state = 'done') + (select count(*) from pgboss.job where state = 'retry') as ended",
      );
      expect(Number(rows[0].ended)).toBe(2);
    },
    { timeout: 30_000, interval: 200 },
  );
  // Whatever has not gone yet goes as the program ends.
  expect(await program.end("SIGINT")).toBe(0);

  const { spans } = receiver;
  const named = (name: string) => spans.filter((span) => span.name === name);
  const under = (parent: SentSpan | undefined) =>
    spans.filter((span) => span.parentSpanId === parent?.spanId);
  const [page] = named("GET /cases/:reference");
  expect(page).toMatchObject({
    part: "pages",
    kind: 2,
    attributes: {
      ...{ "http.request.method": "GET", "http.route": "/cases/:reference" },
      "http.response.status_code": "200",
    },
  });
  expect(under(page).map(({ attributes }) => attributes["db.query.text"])).toContainEqual(
    expect.stringMatching(/^select .* from "?cases.*\$1/s),
  );

  const [sent] = named("POST /imports");
  const jobs = named("process run-import");
  const job = jobs.find(({ traceId }) => traceId === sent?.traceId);
  expect(job).toMatchObject({ part: "worker", kind: 5 });
  expect(under(job).map(({ name }) => name)).toContain("select imports");

  const failed = jobs.find(({ status }) => status.code === 2);
  expect(failed?.status).toEqual({ code: 2 });
  expect(under(failed).map(({ attributes }) => attributes["error.type"])).toContain("22P02");

  // The reference that an entry of the audit log has, and a fault page would say, is the trace's.
  const { rows } = await database.owner.query(
    "select replace(request, '-', '') as trace from audit_entries where details->'kinds' ? 'note-made' and request <> 'test'",
  );
  expect(named("POST /cases/:reference/notes").map(({ traceId }) => traceId)).toEqual([rows[0]?.trace]);

  expect(spans.some(({ name }) => /health|assets/.test(name))).toBe(false);
  const said = receiver.said();
  for (const secret of [planted, reference, "EM-", "9972001", "Quillhithe"])
    expect(said).not.toContain(secret);
});
