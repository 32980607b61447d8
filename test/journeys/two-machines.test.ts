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
import { referredChild } from "../support/referred-child.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const notes = 120;
/** One machine dies when so many have been answered, with others on the way. */
const killedAfter = 40;

const folder = mkdtempSync(join(tmpdir(), "keepsight-two-"));
let database: TestDatabase;
let machines: Program[] = [];
beforeAll(async () => {
  database = await testDatabase();
  const settings = {
    DATABASE_URL: database.ownerUrl,
    KEEPSIGHT_ISSUER: "https://provider.example",
    KEEPSIGHT_CLIENT_ID: "test",
    KEEPSIGHT_REQUESTS_A_MINUTE: "100000",
  };
  const ports = [await freePort(), await freePort()];
  machines = await Promise.all(ports.map((port, at) => startProgram(join(folder, `${at}`), port, settings)));
});
afterAll(async () => {
  // The first is dead by now.
  await machines[1]?.end("SIGINT");
  await database.end();
  rmSync(folder, { recursive: true, force: true });
});

/** As a proxy does: the machines by turns, and the other one when one does not answer. */
async function throughProxy(turn: number, path: string, request: RequestInit): Promise<Response> {
  const address = (at: number) => `${machines[at % machines.length]?.address}${path}`;
  const asked = { ...request, redirect: "manual" as const };
  try {
    return await fetch(address(turn), asked);
  } catch {
    return fetch(address(turn + 1), asked);
  }
}

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
  const headers = { cookie: `keepsight=${token}` };
  let answered = 0;
  let killed: Promise<unknown> | undefined;
  const sendNote = async (turn: number) => {
    const typed = { note: `note ${turn}`, _csrf: csrfTokenOf("secret"), _once: crypto.randomUUID() };
    const { status } = await throughProxy(turn, `/cases/${opened.reference}/notes`, {
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
  const page = await throughProxy(0, `/cases/${opened.reference}`, { headers });
  expect(page.status).toBe(200);
  // The worker that is left goes on sealing the log.
  await vi.waitFor(async () => expect((await verifyAudit(owner)).unsealed).toBe(0), {
    timeout: 60_000,
    interval: 500,
  });
  expect((await verifyAudit(owner)).faults).toEqual([]);
});
