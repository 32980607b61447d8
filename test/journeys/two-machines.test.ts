import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { csrfTokenOf } from "../../src/access/sign-in/session.ts";
import { verifyAudit } from "../../src/audit/index.ts";
import { openCase } from "../../src/cases/index.ts";
import { perform } from "../../src/context.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { freePort, type Program, startProgram } from "../support/program.ts";
import { startProxy, visitorHeader } from "../support/proxy.ts";
import { referredChild } from "../support/referred-child.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const notes = 120;
/** One machine dies when so many have been answered, with others on the way. */
const killedAfter = 40;

const folder = mkdtempSync(join(tmpdir(), "keepsight-two-"));
let database: TestDatabase;
let machines: Program[] = [];
let proxy: Awaited<ReturnType<typeof startProxy>>;
beforeAll(async () => {
  database = await testDatabase();
  const settings = {
    DATABASE_URL: database.ownerUrl,
    KEEPSIGHT_ISSUER: "https://provider.example",
    KEEPSIGHT_CLIENT_ID: "test",
    KEEPSIGHT_ADDRESS: "https://keepsight.example",
    KEEPSIGHT_REQUESTS_A_MINUTE: "100000",
  };
  const ports = [await freePort(), await freePort()];
  machines = await Promise.all(ports.map((port, at) => startProgram(join(folder, `${at}`), port, settings)));
  proxy = await startProxy(machines.map(({ address }) => address));
});
afterAll(async () => {
  // The first is dead by now.
  await machines[1]?.end("SIGINT");
  await proxy.close();
  await database.end();
  rmSync(folder, { recursive: true, force: true });
});

const throughProxy = (path: string, request: RequestInit): Promise<Response> =>
  fetch(proxy.address + path, { ...request, redirect: "manual" });

test("behind the proxy each visitor is counted by their own address, whatever they say that it is [G04]", async () => {
  const tryFrom = async (visitor: string, said: string) => {
    const asked = {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: "x", client_secret: "x" }),
      headers: { [visitorHeader]: visitor, "x-forwarded-for": said },
    };
    return (await throughProxy("/api/v1/token", asked)).status;
  };
  const statuses: number[] = [];
  for (let nth = 0; nth < 122; nth++) statuses.push(await tryFrom("203.0.113.5", `198.51.100.${nth}`));
  // Each machine counts for itself.
  expect(statuses).toEqual([...Array(120).fill(401), 429, 429]);
  expect(await tryFrom("203.0.113.6", "203.0.113.5")).toBe(401);
});

test("of two machines on one database one is killed under load: nothing is lost or doubled, and nobody is signed out [G03]", async () => {
  const { keepsight, owner, who } = database;
  const child = await referredChild(owner);
  const viewer = await who("cme.eastmere");
  const opened = await perform(keepsight, { viewer, act: "open-case", request: "test" }, (context) =>
    openCase(context, {
      ...child,
      reason: "left-destination-unknown",
      missingSince: null,
      address: "inside",
    }),
  );
  if ("refused" in opened) throw new Error("The case was not opened.");
  const token = "a-session-that-both-machines-know";
  await owner.query(
    "insert into sessions (token_hash, person_id, csrf_secret, started_at, last_seen_at) values ($1, $2, 'secret', now(), now())",
    [createHash("sha256").update(token).digest(), viewer.personId],
  );
  // Behind https the cookie's name makes browsers keep it from any other connection.
  const headers = { cookie: `__Host-keepsight=${token}` };
  let answered = 0;
  let killed: Promise<unknown> | undefined;
  const sendNote = async (turn: number) => {
    const typed = { note: `note ${turn}`, _csrf: csrfTokenOf("secret"), _once: crypto.randomUUID() };
    const { status } = await throughProxy(`/cases/${opened.reference}/notes`, {
      method: "POST",
      headers,
      body: new URLSearchParams(typed),
    });
    expect(status).toBe(303);
    answered += 1;
    if (answered === killedAfter) killed = machines[0]?.end("SIGKILL");
  };
  // Eight officers at once, each with the next note as soon as one is answered.
  const turns = Array.from({ length: notes }, (_, turn) => turn);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) await sendNote(turn);
    }),
  );
  await killed;

  const { rows } = await owner.query(
    "select details->>'note' as note from case_facts where kind = 'note-made' and case_id = $1",
    [opened.caseId],
  );
  expect(rows.map(({ note }) => note).sort()).toEqual(
    Array.from({ length: notes }, (_, turn) => `note ${turn}`).sort(),
  );
  const page = await throughProxy(`/cases/${opened.reference}`, { headers });
  expect(page.status).toBe(200);
  // The worker that is left goes on sealing the log.
  await vi.waitFor(async () => expect((await verifyAudit(owner)).unsealed).toBe(0), {
    timeout: 60_000,
    interval: 500,
  });
  expect((await verifyAudit(owner)).faults).toEqual([]);
});
