import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { perform } from "../context.ts";
import type { Procedure } from "../procedures/index.ts";
import { webServer } from "../web/server.ts";
import { recordFacts } from "./index.ts";

const suspension = {
  procedure: "norfolk",
  clause: "T7",
  when: [{ circumstance: "approach", oneOf: ["forbidden"] }],
  acts: ["request-visit", "visit-family", "write-to-family"],
  over: [],
  says: "Nobody approaches the family",
  reading: undefined,
} as const satisfies Procedure["suspends"][number];

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  const whole = await testDatabase();
  const procedures = whole.keepsight.procedures.map((each) => ({ ...each, suspends: [suspension] }));
  db = { ...whole, keepsight: { ...whole.keepsight, procedures } };
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

test("what the procedure suspends stands under held and not among what is owed, on the case and in My work [C20 partly]", async () => {
  const { reference, caseId } = await caseAtAddress(db, { forename: "Tamsin", surname: "Oakmere" });
  const officer = await signedIn(db, server, "cme.eastmere");
  const before = (await officer.open("/my-work?area=")).body;
  expect(before).toContain(`<a href="/cases/${reference}/visit-requests">Send the visit request<span`);
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFacts(context, caseId, [{ kind: "concern-raised", details: { about: "forced-marriage" } }]),
  );
  const { rows } = await db.owner.query(
    "select state, why from obligations where case_id = $1 and act = 'request-visit'",
    [caseId],
  );
  expect(rows).toEqual([
    { state: "suspended", why: expect.stringContaining("Nobody approaches the family (T7).") },
  ]);
  const list = (await officer.open("/my-work?area=")).body;
  expect(list).toMatch(/id="held">\s*Held/);
  expect(list).not.toContain(`/cases/${reference}/visit-requests`);
  expect((await officer.open(`/cases/${reference}`)).body).toMatch(
    /Suspended: nobody does this now[\s\S]*Send the visit request\. Nobody approaches the family \(T7\)\./,
  );
});
