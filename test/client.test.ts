import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, keepsightClient, Refused } from "../client/client.ts";
import { webServer } from "../src/web/server.ts";
import { callingSystem } from "./support/calling-system.ts";
import { caseAtAddress } from "./support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "./support/database.ts";
import { addPupil } from "./support/pupils.ts";
import { addressOf } from "./support/site.ts";

let db: TestDatabase;
let server: FastifyInstance;
let address: string;
let officer: Client;
let school: Client;
let keys: { key: string; secret: string };
let reference: string;

beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  address = await addressOf(server);
  ({ reference } = await caseAtAddress(db, { forename: "Rosa", surname: "Clientby" }));
  for (const surname of ["Clientham", "Clientford"]) await caseAtAddress(db, { forename: "Olle", surname });
  db.setNow("2026-11-05T10:00:00Z");
  keys = await callingSystem(db, server, "cme-officer");
  officer = keepsightClient({ address, key: keys.key, secret: keys.secret });
  const { key, secret } = await callingSystem(db, server, "school-attendance-officer", {
    school: "Ashfield Primary School",
  });
  school = keepsightClient({ address, key, secret, scopes: ["referrals:write", "referrals:read"] });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

/** What a call was refused with. */
async function refusal(call: Promise<unknown>): Promise<Refused> {
  const fault = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (fault instanceof Refused) return fault;
  throw new Error(`It was not refused, but ended with ${String(fault)}`);
}

test("the client fetches one token for all that it asks, and another when that one is no longer good [G04]", async () => {
  const asked: string[] = [];
  const counting = keepsightClient({
    ...{ address, key: keys.key, secret: keys.secret },
    fetch: (url, sent) => {
      asked.push(new URL(String(url)).pathname);
      return fetch(url, sent);
    },
  });
  await Promise.all([1, 2, 3].map(() => counting.call("readCase", { path: { reference } })));
  expect(asked.filter((path) => path.endsWith("/token"))).toHaveLength(1);
  await db.owner.query("delete from api_tokens");
  expect((await counting.call("readCase", { path: { reference } })).body.reference).toBe(reference);
  expect(asked.filter((path) => path.endsWith("/token"))).toHaveLength(2);
  const stranger = keepsightClient({ address, key: keys.key, secret: "keepsight_secret_of_nobody" });
  const refused = await refusal(stranger.call("readCase", { path: { reference } }));
  expect([refused.status, refused.problem.detail]).toEqual([401, expect.stringContaining("key or secret")]);
});

test("it finds children and walks lists page after page, and asks if something has changed", async () => {
  const { body } = await officer.call("findChildren", { body: { names: "Rosa Clientby" } });
  expect(body.children.map(({ surname }) => surname)).toContain("Clientby");
  const cases: string[] = [];
  for await (const row of officer.rows("listCases", { query: { limit: 1 } })) cases.push(row.reference);
  expect(cases).toHaveLength(3);
  expect(new Set(cases).size).toBe(3);
  const { etag = "" } = await officer.call("readCase", { path: { reference } });
  expect(await officer.changedSince("readCase", { path: { reference } }, etag)).toBeUndefined();
  expect((await officer.changedSince("readCase", { path: { reference } }, '"0.0"'))?.etag).toBe(etag);
});

test("a write with the same key is done once, and what somebody else changed meanwhile is refused [G03]", async () => {
  const before = await officer.call("readCase", { path: { reference } });
  const note = { path: { reference }, body: { note: "Rang the aunt." }, idempotencyKey: "note 1" } as const;
  const [one, other] = [await officer.call("addNote", note), await officer.call("addNote", note)];
  expect([one.status, other.body]).toEqual([201, one.body]);
  const { rows } = await db.owner.query(
    "select count(*)::int as n from case_facts where details->>'note' = $1",
    ["Rang the aunt."],
  );
  expect(rows).toEqual([{ n: 1 }]);
  const blind = { path: { reference }, body: { found: "nothing" } } as const;
  // @ts-expect-error: whoever changes a case says what they saw last.
  const unseen = await refusal(officer.call("recordDatabaseCheck", blind));
  expect(unseen.status).toBe(428);
  const check = { path: { reference }, ifMatch: before.etag ?? "", body: { found: "nothing" } } as const;
  const refused = await refusal(officer.call("recordDatabaseCheck", check));
  expect([refused.status, refused.problem.title]).toEqual([412, "Somebody recorded something meanwhile"]);
});

test("a referral that is sent twice is one, and one that wants something says what, field by field [D01]", async () => {
  const childId = (await addPupil(db.owner, { forename: "Finn", surname: "Clientwick" })) ?? 0;
  const answers = {
    ...({ concern: "no", socialWorker: "no", urgent: "no", roll: "still-on", ground: "not-known" } as const),
    ...{
      carer: "Ada Invented",
      lastAttended: "2026-10-02",
      methods: ["phone"] as const,
      enquirer: "Mo Carter",
    },
    ...{ firstTried: "2026-10-05", lastTried: "2026-10-19", result: "The number is not in use." },
    ...({ file: "xxxxxxx", position: "Attendance officer", phone: "01632 960003" } as const),
  };
  const referral = { body: { childId, answers }, idempotencyKey: "Finn" };
  const sent = await school.call("sendCme1", referral);
  expect((await school.call("sendCme1", referral)).body).toEqual(sent.body);
  const { rows } = await db.owner.query("select reference from referrals where child_id = $1", [childId]);
  expect(rows).toEqual([{ reference: sent.body.reference }]);
  const wants = await refusal(
    school.call("sendCme1", { body: { childId, answers: { ...answers, lastAttended: "yesterday" } } }),
  );
  expect([wants.status, wants.problem.errors?.length]).toEqual([422, expect.any(Number)]);
  for (const { field, mend } of wants.problem.errors ?? []) expect([field, mend]).not.toContain("");
  const outside = await refusal(school.call("readCase", { path: { reference } }));
  expect(outside.problem).toMatchObject({ status: 403, title: "This client is not let into this" });
});
