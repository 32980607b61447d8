import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { recordFacts } from "./record-facts.ts";
import { verifyObligations } from "./verify-obligations.ts";
import { workOutLateWaits } from "./work-out-case.ts";

let db: TestDatabase;
let server: FastifyInstance;
let kase: Awaited<ReturnType<typeof caseAtAddress>>;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  kase = await caseAtAddress(db, { forename: "Tamsin", surname: "Oakmere" });
  // Norfolk's urgent visit (N3.1.4): 3 working days from Tuesday; if late, the area manager is told.
  await record("cme.eastmere", [
    { kind: "visit-requested", details: { urgent: true, areaId: null } },
    { kind: "visit-risk-assessed", details: { risk: "low" } },
  ]);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

async function record(who: string, facts: Parameters<typeof recordFacts>[2]): Promise<void> {
  const viewer = await db.who(who);
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFacts(context, kase.caseId, facts),
  );
}
const workOf = async (who: string, query = "?area=") =>
  (await (await signedIn(db, server, who)).open(`/my-work${query}`)).body;
/** What stands in the group of what the viewer is told of; empty where there is no such group. */
const toldIn = (body: string) => /id="told">.*?<\/section>/s.exec(body)?.[0] ?? "";

const dueLast = "2026-11-06T23:59:00Z";
const late = "2026-11-07T00:00:00Z";

test("the role that the rule names is told a minute after it is late, and not before: what, whose, since when, why and where", async () => {
  db.setNow(dueLast);
  expect(toldIn(await workOf("manager.eastmere"))).toBe("");
  db.setNow(late);
  const told = toldIn(await workOf("manager.eastmere"));
  expect(told).toContain("Late: you are told");
  expect(told).toContain(`<a href="/cases/${kase.reference}">Visit the family<span`);
  expect(told).toContain("Tamsin Oakmere");
  expect(told).toContain("Owed by Area attendance officer");
  expect(told).toContain("due 6 Nov 2026");
  expect(told).toContain("N3.1.4");
});

test("it stands once on the page: no more among what the viewer waits for", async () => {
  const body = await workOf("manager.eastmere");
  expect(body.split(">Visit the family<span")).toHaveLength(2);
});

test("whoever owes it finds it under urgent, and nobody else is told of it", async () => {
  expect(await workOf("area.eastmere")).toMatch(/id="urgent".*Visit the family/s);
  for (const who of ["area.eastmere", "cme.eastmere", "named.eastmere", "lead.eastmere", "manager.westholme"])
    expect(toldIn(await workOf(who))).not.toContain("Visit the family");
});

test("another area's manager is not told", async () => {
  await db.owner.query(
    `update posts set area_id = (select id from areas where authority_id = posts.authority_id and name = 'South')
     where person_id = (select id from people where subject = 'manager.eastmere')`,
  );
  expect(toldIn(await workOf("manager.eastmere"))).toBe("");
  await db.owner.query(
    `update posts set area_id = (select id from areas where authority_id = posts.authority_id and name = 'North')
     where person_id = (select id from people where subject = 'manager.eastmere')`,
  );
});

test("a filter narrows it like the rest of the page", async () => {
  expect(toldIn(await workOf("manager.eastmere", "?act=check-database"))).toBe("");
  expect(toldIn(await workOf("manager.eastmere", "?act=visit-family"))).toContain("Tamsin Oakmere");
});

test("of a restricted child nobody is told who may not know of the child [G04]", async () => {
  const restrict = (restricted: boolean) =>
    db.owner.query("update children set restricted = $2 where id = $1", [kase.childId, restricted]);
  await restrict(true);
  expect(await workOf("manager.eastmere")).not.toContain("Oakmere");
  await restrict(false);
  expect(toldIn(await workOf("manager.eastmere"))).toContain("Oakmere");
});

test("what was worked out before it was kept who is told is worked out anew by the worker", async () => {
  await db.owner.query("update obligations set late_tell = null where case_id = $1", [kase.caseId]);
  expect(toldIn(await workOf("manager.eastmere"))).toBe("");
  const { procedures } = db.keepsight;
  const again = () =>
    workOutLateWaits({ database: db.ownerDatabase, procedures, now: Temporal.Instant.from(late) });
  expect(await again()).toBe(1);
  expect(toldIn(await workOf("manager.eastmere"))).toContain("Oakmere");
  expect(await again()).toBe(0);
});

test("who is told is compared too, when what is kept is verified", async () => {
  await db.owner.query("update obligations set late_tell = 'hub-lead' where obligation = 'visit-urgently'");
  const { procedures } = db.keepsight;
  const found = [];
  for await (const page of verifyObligations(db.ownerDatabase, {
    procedures,
    now: Temporal.Instant.from(late),
  }))
    found.push(...page.differences);
  expect(found).toMatchObject([
    {
      obligation: "visit-urgently",
      fields: [{ field: "late_tell", kept: "hub-lead", worksOut: "area-manager" }],
    },
  ]);
  await db.owner.query(
    "update obligations set late_tell = 'area-manager' where obligation = 'visit-urgently'",
  );
});

test("it goes when it is done", async () => {
  await record("cme.eastmere", [
    {
      kind: "visit-made",
      details: { found: "no-answer", newAddress: "unknown", cardLeft: true, note: null },
    },
  ]);
  expect(toldIn(await workOf("manager.eastmere"))).toBe("");
});
