import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { type SignedIn, signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let officer: SignedIn;
let found: CaseAtAddress;
let sought: CaseAtAddress;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  found = await caseAtAddress(db, { forename: "Ada", surname: "Fenwick" });
  sought = await caseAtAddress(db, { forename: "Odo", surname: "Marlowe" });
  // Recorded as the second case was opened, and so known on that day.
  await db.owner.query(
    `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by, replaces)
     select case_id, kind, happened_at, details || '{"reason": "moved-abroad", "missingSince": "2026-07-20"}', made_at, made_by, id
     from case_facts where case_id = $1 and kind = 'case-opened'`,
    [sought.caseId],
  );
  db.setNow("2026-11-10T10:00:00Z");
  officer = await signedIn(db, server, "cme.eastmere");
  const at = `/cases/${found.reference}`;
  await officer.send(`${at}/facts/roll-confirmed`, {
    schoolName: "Larkmere Primary School",
    "startedOn-day": "9",
    "startedOn-month": "11",
    "startedOn-year": "2026",
    confirmedBy: "the office",
    "happenedOn-day": "10",
    "happenedOn-month": "11",
    "happenedOn-year": "2026",
  });
  await officer.send(`${at}/closure`, { outcome: "on-roll" });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const shown = async (query: string) => (await officer.open(`/register?as-at=2026-11-04${query}`)).body;
const plain = (body: string) => body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

test("the register of a past day has the totals of that day, each a link that stays on it [H01]", async () => {
  const body = await shown("");
  expect(body).toContain("As at 4 November 2026");
  expect(plain(body)).toMatch(/2 All open 0 Overdue 0 Due today 2 Due this week 0 Due later/);
  expect(body).toContain("as-at=2026-11-04&amp;state=week");
  expect((await officer.open("/register?closed=")).body).not.toContain(found.reference);
});

test.each([
  ["&reason=moved-abroad", "sought"],
  ["&reason=left-destination-unknown", "found"],
  ["&length=12-to-26", "sought"],
  ["&length=2-to-4", "found"],
])("it is narrowed by %s as today's is [H01]", async (query, left) => {
  const body = await shown(query);
  expect(body.includes(sought.reference)).toBe(left === "sought");
  expect(body.includes(found.reference)).toBe(left === "found");
  expect(body).toContain("Remove the filter");
});

test("it is narrowed by state, area and school, and the counts by reason are those of that day [H01]", async () => {
  expect(await shown("&state=overdue")).toContain("No case is left by these filters.");
  expect(await shown(`&area=${sought.areaId}`)).toContain(sought.reference);
  expect(await shown(`&area=${sought.areaId + 1}`)).not.toContain(sought.reference);
  expect(await shown(`&school=${sought.schoolId + 1}`)).not.toContain(sought.reference);
  expect(await shown("")).toContain("Believed to have moved abroad (1)");
});

test("what was closed by then stands under closed [H01]", async () => {
  const closed = async (day: string) => (await officer.open(`/register?closed=yes&as-at=${day}`)).body;
  expect(await closed("2026-11-04")).not.toContain(found.reference);
  db.setNow("2026-11-12T10:00:00Z");
  officer = await signedIn(db, server, "cme.eastmere");
  expect(await closed("2026-11-11")).toContain(found.reference);
  db.setNow("2027-01-20T10:00:00Z");
  officer = await signedIn(db, server, "cme.eastmere");
  const row = plain((await officer.open("/register?closed=yes")).body);
  // Missing until it was closed, and not until today.
  expect(row).toContain("3 weeks and 4 days");
  expect(row).toContain("On a school's roll");
  expect((await officer.open("/register.csv?closed=yes")).body).toContain(",On a school's roll,2026-11-10");
});

test("its file holds what the filters leave, and says who owes the next step in words [H01]", async () => {
  const { body } = await officer.open("/register.csv?as-at=2026-11-04&reason=moved-abroad");
  expect(body).toContain(sought.reference);
  expect(body).not.toContain(found.reference);
  expect(body).toContain(",CME officer,");
});

test("the next steps of a day are kept for a minute and then worked out anew, from what was known on it [H01]", async () => {
  const owed = "asks the area for a visit on form CME4";
  const ofSought = () => shown("&reason=moved-abroad");
  expect(await ofSought()).toContain(owed);
  // Nobody can record in the past: only so is it seen when facts are read again.
  await db.owner.query(
    `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
     select case_id, 'visit-requested', '2026-11-04T09:00:00Z', '{"urgent": false, "areaId": null}', '2026-11-04T09:00:00Z', made_by
     from case_facts where case_id = $1 and kind = 'database-checked'`,
    [sought.caseId],
  );
  expect(await ofSought()).toContain(owed);
  db.setNow("2026-11-12T10:01:01Z");
  const anew = await ofSought();
  expect(anew).toContain(sought.reference);
  expect(anew).not.toContain(owed);
});
