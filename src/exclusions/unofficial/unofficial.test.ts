import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
});
beforeEach(() => db.setNow("2026-11-10T10:00:00Z"));
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const team = (authority = "eastmere") => as(`exclusions.${authority}`);
const on = (name: string, day: string) => {
  const { day: of, month, year } = Temporal.PlainDate.from(day);
  return { [`${name}-day`]: String(of), [`${name}-month`]: String(month), [`${name}-year`]: String(year) };
};
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const schoolNamed = async (name: string) =>
  String((await db.owner.query("select id from schools where name = $1", [name])).rows[0].id);

async function reported({
  school = "Ashfield Primary School",
  at = "/unofficial-exclusions/new",
  day = "2026-11-09",
  authority = "eastmere",
} = {}) {
  const { status, location, body } = await (await team(authority)).send(at, {
    ...{
      schoolId: await schoolNamed(school),
      heardFrom: "parent",
      words: "=They said: take her home, no paper.",
    },
    ...on("foundOn", day),
  });
  if (status !== 303 || !location) throw new Error(`${status}: ${body}`);
  return location;
}
const talk = {
  who: "I, with the head",
  said: "It was meant as a cooling-off day.",
  agreed: "The day is marked as it was.",
};

test("a report asks for the talk with the head within the procedure's days; the talk ends that [E07]", async () => {
  const at = await reported();
  const before = plain((await (await team()).open(at)).body);
  expect(before).toContain(
    "The exclusions team speaks with the head teacher about the unofficial exclusion. Due by 16 November 2026.",
  );
  expect(before).toContain("To be talked over with the head");
  const none = await (await team()).send(`${at}/talk-with-head`, {
    who: "",
    said: "",
    ...on("happenedOn", "2026-11-10"),
  });
  expect(none.status).toBe(422);
  await (await team()).send(`${at}/talk-with-head`, { ...talk, ...on("happenedOn", "2026-11-10") });
  const after = plain((await (await team()).open(at)).body);
  expect(after).toContain(
    "I, with the head. It was meant as a cooling-off day. Agreed: The day is marked as it was.",
  );
  expect(after).toContain("Nothing more is owed by the procedures.");
  await (await team()).send(`${at}/put-right`, {
    said: "The register was mended.",
    ...on("happenedOn", "2026-11-10"),
  });
  expect(plain((await (await team()).open(at)).body)).toContain("State Put right");
});

test("where the procedure sets no day the page says so, and still asks for the talk [E07 partly]", async () => {
  const at = await reported({ school: "Downland Primary School", authority: "westholme" });
  expect(plain((await (await team("westholme")).open(at)).body)).toContain("procedure sets no day for it.");
});

test("in the child's open case it stands in the procedures' words, and the talk meets what is owed there [E07]", async () => {
  const kase = await caseAtAddress(db, { forename: "Ola", surname: "Senthome" });
  db.setNow("2026-11-10T10:00:00Z");
  const at = await reported({ at: `/children/${kase.childId}/unofficial-exclusion` });
  const owed = async () =>
    (
      await db.owner.query(
        "select state from obligations where case_id = $1 and obligation = 'clear-up-unofficial-exclusion'",
        [kase.caseId],
      )
    ).rows.map(({ state }) => state);
  expect(await owed()).toEqual(["open"]);
  await (await team()).send(`${at}/talk-with-head`, { ...talk, ...on("happenedOn", "2026-11-10") });
  expect(await owed()).toEqual(["met"]);
});

test("management reads it by school for any stretch of time, and as a file that no spreadsheet runs [E07] [H06 partly]", async () => {
  const own = await reported({ school: "Larkmere Primary School", day: "2026-10-05" });
  await reported({ school: "Larkmere Primary School", day: "2026-10-06" });
  await (await team()).send(`${own}/not-so`, {
    said: "A half-day for all.",
    ...on("happenedOn", "2026-10-07"),
  });
  const named = await as("named.eastmere");
  const page = plain((await named.open("/unofficial-exclusions?from=2026-10-01&until=2026-10-31")).body);
  expect(page).toContain("A report is not a finding");
  expect(page).toContain("Larkmere Primary School 2 0 0 1");
  expect(page).not.toContain("Ashfield");
  expect(plain((await named.open("/unofficial-exclusions?from=2026-09-01&until=2026-09-30")).body)).toContain(
    "Nothing was reported from 1 September 2026 to 30 September 2026.",
  );
  const { body } = await named.open("/unofficial-exclusions.csv?from=2026-10-01&until=2026-10-31");
  expect(body.split("\r\n")).toHaveLength(4);
  expect(body).toContain("'=They said");
  expect(body).toContain("It was not so,2026-10-07: A half-day for all.");
  const { rows } = await db.owner.query(
    "select details -> 'rows' as rows from audit_entries where act = 'took unofficial exclusions as a file'",
  );
  expect(rows.at(-1).rows).toBe(2);
});

test("a term's report counts each school's reports by the authority's own term dates, with the head's words and no child's name [H06]", async () => {
  // The summer holidays belong to the term that follows; the last day of term to its own.
  await reported({ school: "Saltmarsh High School", day: "2026-07-21" });
  const autumn = await reported({ school: "Saltmarsh High School", day: "2026-08-03" });
  await (await team()).send(`${autumn}/talk-with-head`, { ...talk, ...on("happenedOn", "2026-09-04") });
  const kase = await caseAtAddress(db, { forename: "Nell", surname: "Namedly" });
  db.setNow("2026-11-10T10:00:00Z");
  await reported({
    school: "Saltmarsh High School",
    at: `/children/${kase.childId}/unofficial-exclusion`,
    day: "2026-10-30",
  });
  const named = await as("named.eastmere");
  const page = plain((await named.open("/unofficial-exclusions/report?term=2026-autumn")).body);
  expect(page).toContain("Saltmarsh High School 2 1 0 0 1");
  expect(page).toContain("I, with the head. It was meant as a cooling-off day.");
  expect(page).not.toContain("Namedly");
  expect(plain((await named.open("/unofficial-exclusions/report?term=2025-summer")).body)).toContain(
    "Summer term 2025 to 2026: 1 report of 1 school",
  );
  const { body } = await named.open("/unofficial-exclusions/report.csv?term=2026-autumn");
  const lines = body.split("\r\n").filter((line) => line.startsWith("Saltmarsh"));
  expect(lines.map((line) => line.split(",")[1])).toEqual(["2026-10-30", "2026-08-03"]);
  expect(body).toContain("'=They said");
  expect(body).not.toContain("Namedly");
  expect((await (await as("school.eastmere")).open("/unofficial-exclusions/report")).status).toBe(403);
});

test("another authority and a school see none of it, and nobody reports a school of another authority [G04]", async () => {
  const at = await reported();
  expect((await (await team("westholme")).open(at)).status).toBe(404);
  expect((await (await as("school.eastmere")).open(at)).status).toBe(403);
  const foreign = await (await team("westholme")).send("/unofficial-exclusions/new", {
    ...{ schoolId: await schoolNamed("Ashfield Primary School"), heardFrom: "parent", words: "x" },
    ...on("foundOn", "2026-11-09"),
  });
  expect(foreign.status).toBe(404);
});

test("the pages fit a phone and axe finds nothing [E07]", async () => {
  const at = await reported();
  const officer = await team();
  await officer.send(`${at}/talk-with-head`, { ...talk, ...on("happenedOn", "2026-11-10") });
  await server.listen({ host: "localhost", port: 0 });
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  await lookAt({
    address: url,
    token: officer.token,
    pages: {
      "unofficial-exclusions": "/unofficial-exclusions",
      "unofficial-exclusion": at,
      "unofficial-exclusion-talk": `${at}/talk-with-head`,
      "unofficial-exclusion-report": "/unofficial-exclusions/new",
      "unofficial-exclusions-by-school": "/unofficial-exclusions/report",
    },
  });
}, 120_000);
