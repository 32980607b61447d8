import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { build } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordHistories } from "../../src/cases/index.ts";
import { type EmbeddedServer, startEmbeddedServer } from "../../src/database/embedded-server.ts";
import { connectionPool, databaseFor, migrate, recordTypes } from "../../src/database/index.ts";
import { loadProcedures } from "../../src/procedures/index.ts";
import { seedPlaces } from "../support/places.ts";
import { referredChild } from "../support/referred-child.ts";
import { smallText } from "../support/small-procedure.ts";

const kills = 200;
/** Every so often the database itself is killed too, with whatever it had in hand. */
const databaseKilledEvery = 20;

const sources = join(import.meta.dirname, "../../src");
const folder = mkdtempSync(join(tmpdir(), "keepsight-kills-"));
/** A small procedure that the case follows: to read Norfolk's two hundred times takes minutes. */
const proceduresFolder = join(folder, "procedures");
/** The writer and all it imports in one file: to look up four hundred files takes longer than the writer lives. */
const writerFile = join(folder, "note-writer.js");
let server: EmbeddedServer;

beforeAll(async () => {
  mkdirSync(proceduresFolder);
  const visit = { id: "visit", starts: "case-opened", act: "visit-family", ends: "visit-made" };
  writeFileSync(
    join(proceduresFolder, "norfolk.yaml"),
    smallText({ procedure: "norfolk", obligations: [visit] }),
  );
  await build({
    input: join(import.meta.dirname, "note-writer.ts"),
    platform: "node",
    // None of our own files does anything by being read: what the writer does not use stays out.
    treeshake: { moduleSideEffects: (file) => !file.startsWith(sources) },
    output: { file: writerFile, codeSplitting: false },
  });
  server = await startEmbeddedServer(folder);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("two hundred kills at random moments lose no acknowledged fact and double none [G03]", {
  timeout: 900_000,
}, async () => {
  let applicationUrl = await migrate(server.url);
  const owner = await ownerOf(server.url);
  await seedPlaces(owner);
  const { caseId, personId } = await openedCase(owner, server.url);
  await owner.end();

  const kept: string[] = [];
  const endedByThemselves: string[] = [];
  let begun = "";
  // To start takes longer than to write and be killed, so the next writer gets ready meanwhile.
  let next = writerOf(personId, caseId);
  for (let kill = 1; kill <= kills; kill++) {
    const writer = next;
    next = writerOf(personId, caseId);
    writer.stdin.write(`${applicationUrl} ${begun}\n`);
    begun = await killedAtRandom(writer, { kept, endedByThemselves }, kill % databaseKilledEvery === 0);
    if (kill % databaseKilledEvery === 0) {
      server = await startEmbeddedServer(folder);
      applicationUrl = Object.assign(new URL(applicationUrl), { port: new URL(server.url).port }).href;
    }
  }

  next.kill("SIGKILL");

  const looking = await ownerOf(server.url);
  const facts = (
    await looking.query(
      "select details->>'note' as note from case_facts where kind = 'note-made' and case_id = $1",
      [caseId],
    )
  ).rows.map(({ note }) => note as string);
  const copy = (
    await looking.query(
      "select last_fact_id as last, (select max(id) from case_facts where case_id = $1) as newest from cases where id = $1",
      [caseId],
    )
  ).rows[0];
  await looking.end();
  expect(kept.length).toBeGreaterThan(kills);
  expect(endedByThemselves).toEqual([]);
  expect(kept.filter((key) => !facts.includes(key))).toEqual([]);
  expect(new Set(facts).size).toBe(facts.length);
  expect(Number(copy.last)).toBe(Number(copy.newest));
});

/** A writer that gets ready and waits for its line: see note-writer.ts. */
function writerOf(personId: number, caseId: number) {
  const writer = spawn(process.execPath, [writerFile, proceduresFolder, String(personId), String(caseId)], {
    stdio: ["pipe", "pipe", "pipe"],
    // Two hundred starts: what was compiled once stays compiled.
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  writer.stdin.on("error", () => {});
  return writer;
}

/** An open case, and the CME officer who will make notes on it. */
async function openedCase(owner: pg.Client, ownerUrl: string): Promise<{ caseId: number; personId: number }> {
  const { childId, authorityId, areaId, schoolId } = await referredChild(owner);
  const [officer] = (await owner.query("select id from people where email like 'cme.eastmere@%'")).rows;
  const personId = Number(officer.id);
  const at = Temporal.Instant.from("2026-11-02T09:00:00Z");
  const fact = { happenedAt: at, madeBy: personId };
  const pool = connectionPool(ownerUrl, 1);
  const [kase] = await recordHistories(
    databaseFor(pool, undefined),
    [
      {
        childId,
        authorityId,
        areaId,
        schoolId,
        ownerId: personId,
        facts: [
          { ...fact, kind: "referral-received", details: { form: "cme1", urgent: false, concern: false } },
          {
            ...fact,
            kind: "case-opened",
            details: { reason: "left-destination-unknown", missingSince: null, address: "inside" },
          },
        ],
      },
    ],
    { procedures: loadProcedures(proceduresFolder), now: Temporal.Now.instant() },
  );
  await pool.end();
  return { caseId: kase?.caseId ?? Number.NaN, personId };
}

async function ownerOf(url: string): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: url, types: recordTypes });
  await owner.connect();
  return owner;
}

/** Lets the writer work for a random moment after its first fact, then kills it. Answers the key it was sending. */
async function killedAtRandom(
  writer: ChildProcess,
  { kept, endedByThemselves }: { kept: string[]; endedByThemselves: string[] },
  databaseToo: boolean,
): Promise<string> {
  let sending = "";
  let complained = "";
  writer.stderr?.on("data", (chunk: Buffer) => {
    complained += chunk.toString();
  });
  const lines = createInterface({ input: writer.stdout as NodeJS.ReadableStream });
  const ended = once(writer, "close");
  lines.on("line", (line) => {
    const [word, key = ""] = line.split(" ");
    if (word === "sending") sending = key;
    if (word === "kept") {
      kept.push(key);
      timer ??= setTimeout(die, Math.random() * 60);
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const die = () => {
    if (databaseToo)
      process.kill(
        Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]),
        "SIGKILL",
      );
    writer.kill("SIGKILL");
  };
  const [, signal] = await ended;
  // With its database gone it may end by itself.
  if (!databaseToo && signal !== "SIGKILL") endedByThemselves.push(complained || "It said nothing.");
  clearTimeout(timer);
  return kept.includes(sending) ? "" : sending;
}
