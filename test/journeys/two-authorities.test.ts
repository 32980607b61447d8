import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { csrfTokenOf } from "../../src/access/sign-in/session.ts";
import { perform } from "../../src/context.ts";
import { lodgeFile } from "../../src/lost-pupils/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makePartners } from "../support/exchange-partners.ts";
import { freePort, type Program, startProgram } from "../support/program.ts";
import { transferFile } from "../support/transfer-file.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** Where one of the two loses its power while a parcel goes from one to the other. */
const moments = {
  "the sender, before anything of it has left": "sender",
  "the receiver, with half of it there": "receiver",
  "the receiver, when it is kept and nothing was answered": "receiver",
  "the sender, when it is kept there and the answer is on its way": "sender",
} as const;
type Moment = keyof typeof moments;
/** The way back is the same way, and a start takes seconds: there it fails once, where what was done and what is known of it differ. */
const alsoOnTheWayBack: Moment = "the sender, when it is kept there and the answer is on its way";

/** An authority with a system of its own: a database, the program on it, and the wire by which others reach it. */
type System = {
  name: "Eastmere" | "Westholme";
  db: TestDatabase;
  port: number;
  program: Program;
  wire: Server;
  wireAt: string;
  /** How many parcels have been brought, those that came twice counted twice. */
  brought: number;
};

const folder = mkdtempSync(join(tmpdir(), "keepsight-authorities-"));
let east: System;
let west: System;
/** At the next parcel that comes to this system. */
let cut: { to: System; at: Moment; isDone: () => void } | undefined;

beforeAll(async () => {
  [east, west] = await Promise.all([systemOf("Eastmere"), systemOf("Westholme")]);
  await makePartners(
    { db: east.db, authority: "Eastmere", address: east.wireAt },
    { db: west.db, authority: "Westholme", address: west.wireAt },
  );
});
afterAll(async () => {
  for (const { program, wire, db } of [east, west]) {
    await program.cutPower();
    wire.closeAllConnections();
    wire.close();
    await db.end();
  }
  rmSync(folder, { recursive: true, force: true });
});

async function systemOf(name: System["name"]): Promise<System> {
  const [db, port] = [await testDatabase(), await freePort()];
  const program = await started(name, db, port);
  const wire = createServer();
  await new Promise<void>((listening) => wire.listen(0, "127.0.0.1", listening));
  const at = wire.address();
  const wireAt = `http://127.0.0.1:${typeof at === "object" ? at?.port : 0}`;
  const system = { name, db, port, program, wire, wireAt, brought: 0 };
  wire.on("request", (asked, answer) => {
    const pieces: Buffer[] = [];
    asked.on("data", (piece: Buffer) => pieces.push(piece));
    asked.on("end", () => {
      const body = Buffer.concat(pieces);
      const planned = cut?.to === system ? cut : undefined;
      if (planned) cut = undefined;
      system.brought += 1;
      void pass(system, { path: asked.url ?? "", headers: asked.headers, body }, planned?.at).then(
        async (passed) => {
          if (passed) answer.writeHead(passed.status).end(passed.body);
          else answer.destroy();
          planned?.isDone();
        },
      );
    });
  });
  await db.owner.query(
    "insert into sessions (token_hash, person_id, csrf_secret, started_at, last_seen_at) values ($1, $2, 'secret', now(), now())",
    [createHash("sha256").update(name).digest(), (await db.who(`cme.${name.toLowerCase()}`)).personId],
  );
  return system;
}

function started(name: string, db: TestDatabase, port: number): Promise<Program> {
  return startProgram(join(folder, name), port, {
    DATABASE_URL: db.ownerUrl,
    KEEPSIGHT_ISSUER: "https://provider.example",
    KEEPSIGHT_CLIENT_ID: "test",
    KEEPSIGHT_WEBHOOKS_TO_PRIVATE: "on",
  });
}

/** Brings a parcel on to the system, and cuts the power of one of the two at a moment of it. Answers what came back, if anything does. */
async function pass(
  to: System,
  { path, headers, body }: { path: string; headers: Record<string, unknown>; body: Buffer },
  at: Moment | undefined,
): Promise<{ status: number; body: string } | undefined> {
  const from = to === east ? west : east;
  // Whoever pressed the button has been answered: what fails is the exchange, not the page.
  if (at) await acting;
  if (at === "the sender, before anything of it has left") return void (await from.program.cutPower());
  const answered = await new Promise<{ status: number; body: string } | undefined>((done) => {
    const onward = request(
      { host: "127.0.0.1", port: to.port, path, method: "POST", headers: headers as Record<string, string> },
      (answer) => {
        let said = "";
        answer.on("data", (piece) => (said += piece));
        answer.on("end", () => done({ status: answer.statusCode ?? 0, body: said }));
      },
    );
    onward.on("error", () => done(undefined));
    if (at !== "the receiver, with half of it there") return onward.end(body);
    onward.write(body.subarray(0, body.length / 2), () => void to.program.cutPower());
  });
  if (at === "the receiver, when it is kept and nothing was answered")
    return void (await to.program.cutPower());
  if (at === "the sender, when it is kept there and the answer is on its way")
    return void (await from.program.cutPower());
  return answered;
}

/** Plans a cut for the next parcel to a system; what is answered settles when that system or the other runs again. */
function powerCut(to: System, at: Moment): Promise<void> {
  return new Promise<void>((isDone) => {
    cut = { to, at, isDone };
  }).then(() => backAgain(moments[at] === "receiver" ? to : to === east ? west : east));
}

async function backAgain(system: System): Promise<void> {
  system.program = await started(system.name, system.db, system.port);
  // The pause before the other side tries again is over.
  const other = system === east ? west : east;
  await other.db.owner.query("update exchange_parcels set due_at = now() where state = 'to-send'");
  await other.db.keepsight.jobs.send(other.db.ownerDatabase, "carry-parcels", {});
}

let acting: Promise<Response> | undefined;

/** What a CME officer does on a page of the running program. */
async function act({ name, program }: System, path: string, typed: Record<string, string>): Promise<void> {
  acting = fetch(`${program.address}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: `keepsight=${name}` },
    body: new URLSearchParams({ ...typed, _csrf: csrfTokenOf("secret"), _once: crypto.randomUUID() }),
  });
  const answer = await acting;
  expect(answer.status, await answer.text()).toBe(303);
}

const rows = async ({ db }: System, text: string, values: unknown[] = []) =>
  (await db.owner.query(text, values)).rows;
const until = (what: () => Promise<unknown>, is: unknown) =>
  vi.waitFor(async () => expect(await what()).toEqual(is), { timeout: 30_000, interval: 50 });

let children = 0;
/** An invented child's file in Eastmere's store. */
async function lost(): Promise<{ surname: string; reference: string; at: string }> {
  const surname = `Powercut${String.fromCharCode(97 + children)}${String.fromCharCode(122 - children++)}`;
  const { keepsight, who } = east.db;
  const call = { viewer: await who("cme.eastmere"), act: "keep-lost-pupils", request: "test" } as const;
  const lodged = await perform(keepsight, call, (context) =>
    lodgeFile(context, {
      ...{ fileName: "9972001_CTF_XXXXXXX_001.xml", came: "left", scan: { clean: true, said: null } },
      content: Buffer.from(transferFile({ pupils: [{ surname, upn: "" }] })),
    }),
  );
  const reference = "reference" in lodged ? lodged.reference : "";
  return { surname, reference, at: `/lost-pupils/${reference}/exchange` };
}
const partner = async () => String((await rows(east, "select id from exchange_partners"))[0].id);
const stateOf = (reference: string) => async () =>
  (
    await rows(
      east,
      "select state from exchange_parcels x join lost_pupils f on f.id = lost_pupil_id where f.reference = $1 and kind = 'file'",
      [reference],
    )
  )[0]?.state;
const cameAs = (reference: string) => async () =>
  (
    await rows(west, "select id, state from exchange_parcels where their_reference = $1 and kind = 'file'", [
      reference,
    ])
  )[0];

/** The file is in the other store once, byte by byte; both ledgers say each thing once; nothing is left on the way. */
async function expectOnce({ surname, reference }: { surname: string; reference: string }): Promise<void> {
  const [ours] = await rows(east, "select id, content from lost_pupils where surname = $1", [surname]);
  const theirs = await rows(west, "select content from lost_pupils where surname = $1", [surname]);
  expect(theirs).toEqual([{ content: ours.content }]);
  const ledger = await rows(east, "select words from lost_pupil_steps where lost_pupil_id = $1 order by id", [
    ours.id,
  ]);
  expect(ledger.map(({ words }) => words)).toEqual([
    "Sent to the system of Westholme.",
    "Taken in by the system of Westholme, which looks for the child too.",
  ]);
  const steps = (system: System, where: string) =>
    rows(
      system,
      `select step from exchange_steps t join exchange_parcels x on x.id = parcel_id where ${where} order by t.id`,
      [reference],
    ).then((found) => found.map(({ step }) => step));
  expect(
    await steps(
      east,
      "x.kind = 'file' and x.lost_pupil_id = (select id from lost_pupils where reference = $1)",
    ),
  ).toEqual(["to-send", "sent", "received", "taken-in"]);
  expect(await steps(west, "x.kind = 'file' and x.their_reference = $1")).toEqual([
    ...["arrived", "waiting", "accepted", "taken-in"],
  ]);
  for (const system of [east, west])
    expect(
      await rows(system, "select state from exchange_parcels where due_at is not null or sealed is not null"),
    ).toEqual([]);
}

test.each(Object.keys(moments) as Moment[])(
  "two systems exchange a lost child, and at each parcel the power of one fails: %s. It arrives once, and nothing is lost [F05 partly] [F07 partly] [G03]",
  async (moment) => {
    const child = await lost();
    const before = west.brought;
    const fileGoes = powerCut(west, moment);
    await act(east, child.at, { partner: await partner() });
    await fileGoes;
    // That it has come is told back by itself: it may be on its way by now.
    await until(stateOf(child.reference), "received");
    expect(west.brought).toBeGreaterThan(before + 1);
    const came = await cameAs(child.reference)();
    expect(came.state).toBe("waiting");
    const answerGoes = moment === alsoOnTheWayBack ? powerCut(east, moment) : undefined;
    await act(west, `/exchange/${came.id}/decision`, { decided: "take-in" });
    await answerGoes;
    await until(stateOf(child.reference), "taken-in");
    await until(
      async () => (await rows(west, "select state from exchange_parcels where state = 'to-send'")).length,
      0,
    );
    await expectOnce(child);
  },
);

test("the power of the receiver fails while it puts the file into its store, and when it is there and not noted: it is there once [G03]", async () => {
  const child = await lost();
  await act(east, child.at, { partner: await partner() });
  await until(stateOf(child.reference), "received");
  const { id } = await cameAs(child.reference)();
  const [store, ledger] = [await holder(), await holder()];
  await store.hold("lost_pupils");
  await act(west, `/exchange/${id}/decision`, { decided: "take-in" });
  await store.isWaitedFor();
  await west.program.cutPower();
  await west.db.owner.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  expect(await rows(west, "select from lost_pupils where surname = $1", [child.surname])).toEqual([]);
  await backAgain(west);
  await store.isWaitedFor();
  await ledger.hold("exchange_steps");
  await store.end();
  await ledger.isWaitedFor();
  expect(await rows(west, "select from lost_pupils where surname = $1", [child.surname])).toHaveLength(1);
  await west.program.cutPower();
  await ledger.end();
  await backAgain(west);
  await until(stateOf(child.reference), "taken-in");
  await expectOnce(child);
});

/** Somebody who keeps the receiver's program from writing into a table. */
async function holder() {
  const client = new pg.Client({ connectionString: west.db.ownerUrl });
  await client.connect();
  return {
    hold: (table: string) => client.query(`begin; lock table ${table} in exclusive mode`),
    isWaitedFor: () =>
      until(async () => {
        const { rows: waiting } = await west.db.owner.query(
          "select from pg_stat_activity where datname = current_database() and $1 = any (pg_blocking_pids(pid))",
          [(client as unknown as { processID: number }).processID],
        );
        return waiting.length > 0;
      }, true),
    end: () => client.end(),
  };
}
