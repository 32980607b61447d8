import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, startBrowser } from "../../../test/support/browser.ts";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookOnce } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";

let database: TestDatabase;
let site: Site;

/** Opened on 3 November 2026: in the North five that were met and closed and one that waits, in the South five of which nobody heard. */
beforeAll(async () => {
  database = await testDatabase();
  const { owner } = database;
  const named = async (surname: string) =>
    (await caseAtAddress(database, { forename: "Wren", surname })).caseId;
  const north = [];
  for (const surname of ["Ashby", "Birch", "Cray", "Dell", "Elder", "Fern"]) north.push(await named(surname));
  const south = [];
  for (const surname of ["Gorse", "Heath", "Ivy", "Juniper", "Kelp"]) south.push(await named(surname));
  await caseAtAddress(database, { forename: "Ada", surname: "Elsewhere", authority: "Westholme" });
  await owner.query(
    "update cases set area_id = (select id from areas where name = 'South' and authority_id = cases.authority_id) where id = any ($1)",
    [south],
  );
  for (const [at, caseId] of north.slice(0, 5).entries()) {
    await owner.query(
      `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
       select $1, 'family-made-contact', opened_at + $2 * interval '1 day', '{"address": "inside"}', opened_at + $2 * interval '1 day', opened_by
       from cases where id = $1`,
      [caseId, 2 + at],
    );
    await owner.query(
      "update cases set open = false, closed_at = opened_at + $2 * interval '1 day', outcome = 'on-roll' where id = $1",
      [caseId, 5 + at],
    );
  }
  database.setNow("2026-11-23T12:00:00Z");
  site = await startSite(database);
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (name: string) => signedIn(database, site.server, name);
const review = "/review?from=2026-11-01&to=2026-11-20";

async function fileOf(name: string, by: string): Promise<Record<string, string>[]> {
  const { body } = await (await as(name)).open(`/review.csv?from=2026-11-01&to=2026-11-20&by=${by}`);
  return parse(body, { columns: true, bom: true, relax_column_count: true });
}

test("half of a group have waited so many days, and those who still wait count as waiting [H07]", async () => {
  const rows = await fileOf("named.eastmere", "area");
  expect(rows.map((row) => Object.values(row).slice(0, 5))).toEqual([
    // Contact after 2 to 6 days and closed after 5 to 9; the sixth still waits: the third of six is half.
    ["North", "6", "4", "", "7"],
    ["South", "5", "", "", ""],
    ["All cases", "11", "", "", ""],
  ]);
  expect(rows.every((row) => /^\d+%$|^$/.test(row["Steps in time"] ?? ""))).toBe(true);
});

test("groups that could tell of one child are left out, on the page and in the file [H07]", async () => {
  await database.owner.query(
    "update children set sex = case when surname = 'Ashby' then 'M' else 'F' end where authority_id = (select id from authorities where name = 'Eastmere')",
  );
  expect((await fileOf("named.eastmere", "sex")).map((row) => Object.values(row).slice(0, 2))).toEqual([
    ["Girls", "too few to tell"],
    ["Boys", "too few to tell"],
    ["All cases", "11"],
  ]);
  const { body } = await (await as("named.eastmere")).open(`${review}&by=sex`);
  expect(body).toContain("Too few to tell");
});

test("an area lead reviews their own area, another authority and a school nothing of it [H07] [G04]", async () => {
  expect((await fileOf("lead.eastmere", "area")).map((row) => Object.values(row)[0])).toEqual([
    "North",
    "All cases",
  ]);
  expect((await (await as("named.westholme")).open(review)).body).toContain("1 case opened");
  expect((await (await as("school.eastmere")).open(review)).status).toBe(403);
  const empty = await (await as("named.eastmere")).open("/review?from=2020-01-01&to=2020-02-01");
  expect(empty.body).toContain("No case was opened on these days");
});

test("the page is read on a desk and on a phone, and its picture as a table too [H07]", async () => {
  const browser = await startBrowser();
  const { token } = await as("named.eastmere");
  for (const width of [1280, 320]) {
    const page = await newPage(browser, { width });
    await page.context().addCookies([{ name: "keepsight", value: token, url: site.address }]);
    await page.goto(`${site.address}${review}&by=area`);
    await lookOnce(page, `review-${width}`);
    await page.getByText("The same as a table").click();
    // After two weeks five of eleven are closed; South and one of the North are not.
    const row = page.getByRole("row", { name: /^After|2 weeks/ }).filter({ hasText: "2 weeks" });
    expect(await row.first().innerText()).toMatch(/55%/);
    await page.context().close();
  }
  await browser.close();
}, 90_000);
