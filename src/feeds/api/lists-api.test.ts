import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, startBrowser } from "../../../test/support/browser.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookOnce } from "../../../test/support/look-at.ts";
import { pupil, rollFile } from "../../../test/support/roll-file.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";
import { runImport, uploadsFolder } from "../run-import.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-23T09:00:00Z");
  db.keepsight.settings.dataFolder = mkdtempSync(join(tmpdir(), "keepsight-api-"));
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

/** Makes a key on the page; answers it. */
async function keyFor(lists: string, laestab = "", who = "data.eastmere"): Promise<string> {
  const officer = await signedIn(db, server, who);
  const { status, body } = await officer.send("/keys", { called: "Registers", laestab, lists });
  expect(status).toBe(200);
  const [, key = ""] = /value="(keepsight_[\w-]{43})"/.exec(body) ?? [];
  expect(key).not.toBe("");
  expect((await officer.open("/keys")).body).not.toContain(key);
  return key;
}

let caller = 0;
/** Each call comes from an address of its own, but where the calls are to be counted. */
async function send(
  key: string,
  list: string,
  payload: string | Buffer,
  headers: Record<string, string> = {},
  from?: string,
) {
  caller += 1;
  const answer = await server.inject({
    ...{ method: "POST", url: `/api/imports/${list}`, payload },
    remoteAddress: from ?? `10.0.${caller >> 8}.${caller & 255}`,
    headers: { authorization: `Bearer ${key}`, "content-type": "text/csv", ...headers },
  });
  return { status: answer.statusCode, type: String(answer.headers["content-type"]), ...answer.json() };
}

async function stateAt(address: string, key: string) {
  const answer = await server.inject({ url: address, headers: { authorization: `Bearer ${key}` } });
  return { status: answer.statusCode, ...answer.json() };
}

const roll = (...numbers: number[]) => readFileSync(rollFile(numbers.map((number) => pupil(number))), "utf8");
const idIn = (address: string) => Number(address.split("/").at(-1));

test("a system sends a list with its key, is told where it stands, and nothing but a hash is kept of the key [A02] [B10]", async () => {
  const key = await keyFor("rolls");
  const sent = await send(key, "rolls", roll(1, 2));
  expect(sent).toMatchObject({
    status: 202,
    outcome: "received",
    import: expect.stringMatching(/^\/api\/imports\/\d+$/),
  });
  expect(await stateAt(sent.import, key)).toMatchObject({ status: 200, list: "rolls", state: "waiting" });
  const { rows: jobs } = await db.owner.query("select data from pgboss.job where name = 'run-import'");
  expect(jobs).toContainEqual({ data: { importId: idIn(sent.import) } });
  await runImport(db.keepsight, idIn(sent.import));
  const rows = { read: 2, new: 2, changed: 0, same: 0, waiting: 0 };
  expect(await stateAt(sent.import, key)).toMatchObject({ state: "done", rows });
  expect(await send(key, "rolls", roll(1, 2))).toMatchObject({
    status: 200,
    outcome: "already-in",
    import: sent.import,
  });
  expect(readdirSync(uploadsFolder(db.keepsight))).toEqual([]);
  const everything = await db.owner.query(
    "select row_to_json(k)::text as kept from api_keys k union all select row_to_json(f)::text from sent_forms f union all select details::text from audit_entries",
  );
  expect(everything.rows.filter(({ kept }) => kept.includes(key))).toEqual([]);
  const { rows: audit } = await db.owner.query(
    "select name, act from audit_entries join people on people.id = person_id where act in ('started import', 'made a key for lists') order by audit_entries.id",
  );
  expect(audit).toEqual([
    { name: "Data Eastmere", act: "made a key for lists" },
    { name: "Key: Registers", act: "started import" },
  ]);
});

test("a key sends its own lists for its own school and nothing else [G04]", async () => {
  const key = await keyFor("rolls", "9972001");
  const refused = await send(key, "attendance", "x");
  expect(refused).toEqual({
    ...{ status: 403, type: "application/problem+json; charset=utf-8" },
    ...{ title: "This key is not for this list", detail: "Ask the data officer for a key that is." },
  });
  const mixed = readFileSync(
    rollFile([pupil(11), pupil(12, { LAESTAB: "9972002" }), pupil(13, { LAESTAB: "9982001" })]),
    "utf8",
  );
  const sent = await send(key, "rolls", mixed);
  await runImport(db.keepsight, idIn(sent.import));
  expect(await stateAt(sent.import, key)).toMatchObject({ rows: { new: 1, waiting: 2 } });
  const other = await keyFor("rolls", "9972002");
  expect((await stateAt(sent.import, other)).status).toBe(404);
  const whole = await keyFor("health-list");
  expect(
    (await send(whole, "health-list", "Surname,Forename,DOB,Postcode\nFenn,Kit,2015-01-02,EA4 7DN\n")).status,
  ).toBe(202);
});

test("the same Idempotency-Key with the same file answers the same once, with another file it is refused [A02]", async () => {
  const key = await keyFor("rolls");
  const before = readdirSync(uploadsFolder(db.keepsight)).length;
  const once = { "idempotency-key": "monday's roll" };
  const first = await send(key, "rolls", roll(21), once);
  const [second, third] = await Promise.all([
    send(key, "rolls", roll(21), once),
    send(key, "rolls", roll(21), once),
  ]);
  expect([second, third]).toEqual([first, first]);
  expect(await send(key, "rolls", roll(22), once)).toMatchObject({
    status: 422,
    title: "Another file was sent with this Idempotency-Key",
  });
  const { rows } = await db.owner.query("select count(*)::int as sent from imports where id >= $1", [
    idIn(first.import),
  ]);
  expect(rows).toEqual([{ sent: 1 }]);
  const other = await keyFor("rolls");
  expect((await send(other, "rolls", roll(23), once)).import).not.toBe(first.import);
  expect(readdirSync(uploadsFolder(db.keepsight)).length - before).toBe(2);
});

test("no key, a wrong one and a revoked one are refused, with what to do [G04]", async () => {
  const key = await keyFor("rolls");
  for (const wrong of [
    "",
    `${key}x`,
    "keepsight_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "' or true --",
  ])
    expect(await send(wrong, "rolls", roll(31))).toMatchObject({
      status: 401,
      title: "This key is not known",
    });
  const { rows } = await db.owner.query("select max(id) as id from api_keys");
  const officer = await signedIn(db, server, "data.eastmere");
  const revocation = `/keys/${rows[0].id}/revocation`;
  const stranger = await signedIn(db, server, "data.westholme");
  expect((await stranger.send("/keys", {}, { action: revocation })).status).toBe(403);
  expect((await officer.send("/keys", {}, { action: revocation })).status).toBe(303);
  expect((await send(key, "rolls", roll(31))).status).toBe(401);
  expect((await officer.open("/keys")).body).toContain("Revoked 23 Nov 2026");
});

test("what is no CSV file is refused as a problem with its mend, and leaves nothing behind [A02]", async () => {
  const key = await keyFor("rolls");
  const before = readdirSync(uploadsFolder(db.keepsight)).length;
  expect(await send(key, "rolls", "")).toMatchObject({
    status: 422,
    detail: "The file is empty. Send one with a header and at least one row.",
  });
  expect(await send(key, "rolls", "PK\u0003\u0004rest")).toMatchObject({
    status: 422,
    detail: expect.stringContaining("Save it as CSV UTF-8"),
  });
  expect(await send(key, "rolls", "{}", { "content-type": "application/json" })).toMatchObject({
    status: 415,
  });
  expect(await send(key, "rolls", "a", { "content-type": "image/png" })).toMatchObject({ status: 415 });
  expect(await send(key, "menus", "a")).toMatchObject({
    status: 404,
    detail: expect.stringContaining("rolls, health-list"),
  });
  expect(await send(key, "rolls", roll(41), { "idempotency-key": "x".repeat(201) })).toMatchObject({
    status: 400,
  });
  expect(readdirSync(uploadsFolder(db.keepsight)).length).toBe(before);
});

test("a body that announces no length is taken in as it comes, over the network [A02]", async () => {
  const key = await keyFor("health-list");
  const row = (nth: number) => `Fenn,Kit,2015-01-${String((nth % 28) + 1).padStart(2, "0")},EA4 7DN\n`;
  async function* parts() {
    yield Buffer.from("Surname,Forename,DOB,Postcode\n");
    for (let part = 0; part < 100; part++)
      yield Buffer.from(Array.from({ length: 1000 }, (_, nth) => row(nth)).join(""));
  }
  const { port } = server.server.address() as AddressInfo;
  const answer = await fetch(`http://localhost:${port}/api/imports/health-list`, {
    ...{ method: "POST", body: Readable.toWeb(Readable.from(parts())) as ReadableStream, duplex: "half" },
    headers: { authorization: `Bearer ${key}`, "content-type": "text/csv" },
  });
  expect(answer.status).toBe(202);
  const sent = (await answer.json()) as { import: string };
  await runImport(db.keepsight, idIn(sent.import));
  expect(await stateAt(sent.import, key)).toMatchObject({ rows: { read: 100_000, new: 28, same: 99_972 } });
});

test("whoever asks too often waits: who tries keys by address, a system by its key, wherever it asks from [G04]", async () => {
  const asked = async (key: string, from?: string) => {
    const statuses: number[] = [];
    for (let nth = 0; nth < 62; nth++) statuses.push((await send(key, "no-such-list", "x", {}, from)).status);
    return statuses;
  };
  const untilNow = (status: number) => [...Array(60).fill(status), 429, 429];
  expect(await asked("keepsight_tried_and_tried_and_tried", "10.9.9.9")).toEqual(untilNow(401));
  const [one, other] = [await keyFor("rolls"), await keyFor("rolls")];
  expect((await send(one, "no-such-list", "x", {}, "10.9.9.9")).status).toBe(404);
  expect((await asked(one)).slice(-3)).toEqual([429, 429, 429]);
  expect((await send(other, "no-such-list", "x")).status).toBe(404);
});

test("a key for a school of another authority, for no list or for a list of whole authorities is not made [G04]", async () => {
  const officer = await signedIn(db, server, "data.eastmere");
  const tried = async (fields: Record<string, string>) => (await officer.send("/keys", fields)).body;
  expect(await tried({ called: "x", laestab: "9982001", lists: "rolls" })).toContain(
    "Enter the number of a school of your authority",
  );
  expect(await tried({ called: "x" })).toContain("Choose the lists that it may send");
  expect(await tried({ called: "x", laestab: "9972001", lists: "health-list" })).toContain(
    "a school sends no other list",
  );
  expect((await (await signedIn(db, server, "school.eastmere")).open("/keys")).status).toBe(403);
  const viewer = await db.who("cme.eastmere");
  const door = await db.keepsight.pool.connect();
  try {
    await door.query("select set_config('keepsight.person', $1, false)", [String(viewer.personId)]);
    const { authorityId } = viewer.posts[0] ?? { authorityId: 0 };
    await expect(
      door.query(`select make_api_key(${authorityId}, null, '{rolls}', 'x', 'x', now())`),
    ).rejects.toThrow("may not make this key");
  } finally {
    door.release(true);
  }
});

test("the page of keys has nothing that axe objects to and fits a phone, also while it shows a new one [A02]", async () => {
  const { token } = await signedIn(db, server, "data.eastmere");
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  for (const width of [1280, 320]) {
    const page = await newPage(browser, { width });
    await page.context().addCookies([{ name: "keepsight", value: token, url }]);
    await page.goto(`${url}/keys`);
    await page.getByLabel("What is it for").fill("Ashfield's registers");
    await page.getByLabel("School rolls").check();
    await page.getByRole("button", { name: "Make a key" }).click();
    expect(await page.getByLabel("The new key").inputValue()).toMatch(/^keepsight_/);
    await lookOnce(page, `keys-${width}`);
  }
});
