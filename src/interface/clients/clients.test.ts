import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callingSystem, tokenOf } from "../../../test/support/calling-system.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-23T09:00:00Z");
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const lastDay = { "expiresOn-day": "31", "expiresOn-month": "3", "expiresOn-year": "2027" };
const order = {
  called: "Ashfield's registers",
  role: "school-attendance-officer",
  laestab: "9972001",
  scopes: "children:read",
};

test("a system is registered with a secret that is shown once, and works once a second person has let it in [G04]", async () => {
  const officer = await signedIn(db, server, "data.eastmere");
  const { status, body } = await officer.send("/clients", { ...order, ...lastDay });
  expect(status).toBe(200);
  const [, key = ""] = /value="(ks_[0-9a-f]{18})"/.exec(body) ?? [];
  const [, secret = ""] = /value="(keepsight_secret_[\w-]{43})"/.exec(body) ?? [];
  expect(await tokenOf(server, key, secret)).toBeUndefined();
  const page = (await officer.open("/clients")).body;
  expect(page).not.toContain(secret);
  expect(page).toContain("Waits for a second person");
  const { rows } = await db.owner.query("select id from api_clients where client_key = $1", [key]);
  const admission = `/clients/${rows[0].id}/admission`;
  expect(page).not.toContain(admission);
  // Nobody lets in what they made, whatever form they send.
  const unseen = unseenIn(page, "/clients");
  expect((await officer.post(admission, unseen)).status).toBe(303);
  expect(await tokenOf(server, key, secret)).toBeUndefined();
  const named = await signedIn(db, server, "named.eastmere");
  expect((await named.send("/clients", {}, { action: admission })).status).toBe(303);
  expect(await tokenOf(server, key, secret)).toMatch(/^keepsight_token_/);
  expect((await named.open("/clients")).body).toContain("In use");
  const audit = await db.owner.query("select act from audit_entries where subject = 'client' order by id");
  // Whoever was refused a token got none.
  expect(audit.rows.map(({ act }) => act)).toEqual(["registered a client", "let a client in", "got a token"]);
  const auditor = await signedIn(db, server, "auditor.eastmere");
  const log = (await auditor.open("/audit?act=got+a+token")).body;
  expect(log).toContain("System: Ashfield's registers</a>");
  expect(log).toMatch(/client .*children:read/);
});

test("the database lets nobody admit their own, nor make one of another authority or with a post that sends lists [G04]", async () => {
  const { authorityId } = (await db.who("data.eastmere")).posts[0] ?? { authorityId: 0 };
  const westholme = (await db.who("data.westholme")).posts[0]?.authorityId ?? 0;
  const me = (await db.who("data.eastmere")).personId;
  const door = await db.keepsight.pool.connect();
  try {
    await door.query("select set_config('keepsight.person', $1, false)", [String(me)]);
    const make = (authority: number, role: string, key: string) =>
      door.query(
        "select make_api_client($1, null, null, $2, '{cases:read}', 'x', '2027-01-01', $3, 'x', now()) as id",
        [authority, role, key],
      );
    const { rows } = await make(authorityId, "cme-officer", "ks_own");
    expect((await door.query("select admit_api_client($1, now()) as done", [rows[0].id])).rows).toEqual([
      { done: false },
    ]);
    for (const [authority, role] of [
      [westholme, "cme-officer"],
      [authorityId, "list-sender"],
      [authorityId, "hub-lead"],
      [authorityId, "police"],
    ] as const)
      await expect(make(authority, role, `ks_${role}`), role).rejects.toThrow("may not make this client");
    await expect(door.query("select secret_hash from api_clients")).rejects.toMatchObject({ code: "42501" });
  } finally {
    door.release(true);
  }
});

test.each([
  [{ laestab: "9982001" }, "Enter the number of a school of your authority"],
  [{ role: "cme-officer" }, "Leave the school number empty: this role is of no school"],
  [{ role: "housing", laestab: "" }, "Add the agency to the directory first"],
  [{ scopes: "" }, "Choose what it is let into"],
  [{ "expiresOn-year": "2030" }, "The last day of use must be within two years from today"],
  [{ "expiresOn-year": "2025" }, "The last day of use must be within two years from today"],
])("a system with %j is not registered, and the page says why [G04]", async (change, words) => {
  const officer = await signedIn(db, server, "data.eastmere");
  const { status, body } = await officer.send("/clients", { ...order, ...lastDay, ...change });
  expect(status).toBe(422);
  expect(body).toContain(words);
});

test("a system of social care is registered at the agency whose people hold its role [G04]", async () => {
  const officer = await signedIn(db, server, "data.eastmere");
  const asked = { ...order, ...lastDay, role: "social-worker", laestab: "" };
  expect((await officer.send("/clients", asked)).body).toContain("Add the agency to the directory first");
  await db.owner.query(
    "insert into agencies (authority_id, kind, name) select id, 'social-care', 'Synthetic Care' from authorities where name = 'Eastmere'",
  );
  expect((await officer.send("/clients", asked)).status).toBe(200);
  const { rows } = await db.owner.query(
    "select agencies.name from api_clients join agencies on agencies.id = agency_id where role = 'social-worker'",
  );
  expect(rows).toEqual([{ name: "Synthetic Care" }]);
});

test("a system is nobody who can be given a case or asked by hand [E01]", async () => {
  const system = await callingSystem(db, server, "cme-officer");
  const { rows } = await db.owner.query("select of_system from posts where person_id = $1", [
    system.personId,
  ]);
  expect(rows).toEqual([{ of_system: true }]);
  const officer = await signedIn(db, server, "cme.eastmere");
  for (const page of ["/my-work", "/people"])
    expect((await officer.open(page)).body, page).not.toContain("System: Test");
});

test("the pages have nothing that axe objects to and fit a phone [G04]", async () => {
  const { token } = await signedIn(db, server, "named.eastmere");
  await lookAt({
    ...{ address: `http://localhost:${(server.server.address() as AddressInfo).port}`, token },
    pages: { systems: "/clients", interface: "/interface", operation: "/interface/recordFact" },
  });
});
