import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { type SignedIn, signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";

let database: TestDatabase;
let site: Site;
let ashfield: string;
let larkmere: string;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-05T10:00:00Z");
  site = await startSite(database);
  const codeOf = async (name: string) =>
    (await database.owner.query("select laestab from schools where name = $1", [name])).rows[0].laestab;
  ashfield = await codeOf("Ashfield Primary School");
  larkmere = await codeOf("Larkmere Primary School");
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (name: string) => signedIn(database, site.server, name);
const dayFields = (name: string, day: number, month: number, year = 2026) => ({
  [`${name}-day`]: `${day}`,
  [`${name}-month`]: `${month}`,
  [`${name}-year`]: `${year}`,
});
const found = { ...dayFields("inspectedOn", 3, 11), inspector: "Jo Inspector" };
const rowOf = async (officer: SignedIn, code: string) =>
  (await officer.open("/inspections")).body
    .split("<tr")
    .find((row) => row.includes(`/inspections/${code}`)) ?? "";

describe("the inspection of a school's registers", () => {
  test("is planned, recorded and followed up until all is put right, and listed by school [E13]", async () => {
    let officer = await as("area.eastmere");
    const at = `/inspections/${ashfield}`;
    expect(await rowOf(officer, ashfield)).toContain("Never inspected");
    await officer.send(at, dayFields("plannedOn", 10, 11), { action: `${at}/plans` });
    expect(await rowOf(officer, ashfield)).toMatch(/Planned[\s\S]*10 Nov 2026/);
    const without = await officer.send(at, { ...found, faults: "codes" });
    expect([without.status, without.body]).toEqual([
      422,
      expect.stringContaining("Enter the day by which the school puts it right"),
    ]);
    await officer.send(at, {
      ...found,
      ...dayFields("inspectedOn", 5, 11),
      faults: "codes",
      ...dayFields("mendBy", 20, 11),
    });
    expect(await rowOf(officer, ashfield)).toMatch(
      /To be put right[\s\S]*Codes are used wrongly[\s\S]*20 Nov 2026/,
    );
    database.setNow("2026-11-21T10:00:00Z");
    officer = await as("area.eastmere");
    expect(await rowOf(officer, ashfield)).toContain("Not put right in time");
    const [{ id }] = (await database.owner.query("select id from register_inspections")).rows;
    const followUp = (settled: string) =>
      officer.send(
        at,
        { ...dayFields("followedOn", 21, 11), words: "Looked again.", settled },
        { action: `${at}/follow-ups/${id}` },
      );
    await followUp("no");
    expect(await rowOf(officer, ashfield)).toContain("Not put right in time");
    await followUp("yes");
    expect(await rowOf(officer, ashfield)).toContain("Planned");
    expect((await officer.open(at)).body).toContain("and it was");
    const csv = (await officer.open("/inspections.csv")).body;
    expect(csv).toMatch(new RegExp(`${ashfield},Ashfield Primary School,North,2026-11-05,`));
    database.setNow("2026-11-05T10:00:00Z");
  });

  test("puts the school that was not inspected for longest on top, page after page [E13]", async () => {
    const officer = await as("cme.eastmere");
    const at = `/inspections/${larkmere}`;
    expect((await officer.send(at, found)).status).toBe(303);
    const { body } = await officer.open("/inspections");
    expect(body.indexOf("Never inspected")).toBeLessThan(body.indexOf(larkmere));
    const [{ id }] = (await database.owner.query("select id from schools where laestab = $1", [larkmere]))
      .rows;
    const after = (await officer.open(`/inspections?after=2026-11-03_${id}`)).body;
    expect(after).not.toContain(`/inspections/${larkmere}`);
    expect(after).toContain(`/inspections/${ashfield}`);
    expect((await officer.open("/inspections?after=_0")).status).toBe(200);
    expect((await officer.open("/inspections?after=x_y")).status).toBe(200);
  });

  test("is for those who inspect in that area alone [E13] [G04]", async () => {
    expect((await (await as("area.eastmere")).open(`/inspections/${larkmere}`)).status).toBe(404);
    expect((await (await as("cme.westholme")).open(`/inspections/${ashfield}`)).status).toBe(404);
    expect((await (await as("school.eastmere")).open(`/inspections/${ashfield}`)).status).toBe(403);
  });
});

test("the pages have nothing that axe objects to and fit a phone, with and without scripts [E13]", async () => {
  const officer = await as("cme.eastmere");
  await officer.send(`/inspections/${larkmere}`, {
    ...found,
    faults: "marks",
    ...dayFields("mendBy", 20, 11),
  });
  await lookAt({
    address: site.address,
    token: officer.token,
    pages: {
      inspections: "/inspections",
      "inspections-school": `/inspections/${larkmere}`,
    },
  });
}, 120_000);
