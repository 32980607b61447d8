import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  axeViolations,
  newPage,
  screenshot,
  sidewaysScroll,
  startBrowser,
} from "../../test/support/browser.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import type { Procedure } from "../procedures/index.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let norfolk: Procedure;
beforeAll(async () => {
  db = await testDatabase();
  const shipped = db.keepsight.procedures;
  norfolk = shipped.find(({ procedure }) => procedure === "norfolk") ?? refusal();
  const next = { ...norfolk, version: "2 (draft words)", inForceFrom: Temporal.PlainDate.from("2027-09-01") };
  db.keepsight.procedures = [...shipped, next];
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

function refusal(): never {
  throw new Error("Norfolk's procedure is not shipped.");
}
const as = (who: string) => signedIn(db, server, who);

describe("the list of procedures", () => {
  test("names each version with the day from which it is in force, and keeps old and coming ones", async () => {
    db.setNow("2026-11-24T10:00:00Z");
    const { body } = await (await as("cme.eastmere")).open("/procedures");
    expect(body).toContain('href="/procedures/norfolk/1"');
    expect(body).toContain('href="/procedures/norfolk/2%20(draft%20words)"');
    expect(body).toMatch(/1 September 2024[\s\S]*?In force/);
    expect(body).toMatch(/1 September 2027[\s\S]*?Not yet in force/);
    expect(body).toContain("Yes, with this release of Keepsight");
    db.setNow("2027-09-01T10:00:00Z");
    expect((await (await as("cme.eastmere")).open("/procedures")).body).toMatch(
      /1 September 2024[\s\S]*?Replaced/,
    );
    db.setNow("2026-11-24T10:00:00Z");
  });

  test("says first what the viewer's authority works to, and what runs with it", async () => {
    const text = async (who: string) =>
      (await (await as(who)).open("/procedures")).body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
    expect(await text("cme.eastmere")).toMatch(
      /Procedures Eastmere works to Norfolk, children missing education \(version 1\) ?\. These run with it:.*England, law and statutory guidance \(version 1\).*Who must do what/,
    );
    expect(await text("school.eastmere")).toContain("Eastmere works to Norfolk");
    expect(await text("cme.westholme")).toContain("Westholme works to Oxfordshire");
    expect(await text("cme.westholme")).not.toContain("Eastmere works to");
  });

  test("is in the navigation of everybody in the authority and its schools, and of no other agency [G04]", async () => {
    for (const who of ["cme.eastmere", "school.eastmere", "area.eastmere", "auditor.eastmere"]) {
      const { status, body } = await (await as(who)).open("/procedures");
      expect([who, status]).toEqual([who, 200]);
      expect(body).toMatch(/<nav[\s\S]*href="\/procedures"/);
    }
    expect((await (await as("police.eastmere")).open("/procedures")).status).toBe(403);
    expect((await (await as("police.eastmere")).open("/procedures/norfolk/1")).status).toBe(403);
  });
});

describe("the page of a procedure", () => {
  test("has a row and a box for each obligation, and each box leads to its row", async () => {
    const { body } = await (await as("school.eastmere")).open("/procedures/norfolk/1");
    for (const { id, asks } of norfolk.rules) {
      expect(body.split(`id="norfolk-${id}"`)).toHaveLength(2);
      expect(body.split(`href="#norfolk-${id}"`)).toHaveLength(2);
      expect(body).toContain(asks.replaceAll("&", "&amp;"));
    }
  });

  test("says every circumstance and detail in words, and whether the day itself counts", async () => {
    const { body } = await (await as("cme.eastmere")).open("/procedures/norfolk/1");
    const text = body.replaceAll(/<[^>]+>/g, "").replaceAll(/\s+/g, " ");
    expect(text).toContain("while the new pupil has not come and the family has not been reached");
    expect(text).toContain("the check with admissions (found at another school)");
    expect(text).toContain("1 calendar day; the day itself counts");
    expect(text).not.toMatch(/not-tried|other-school|last-roll|police-missing| is inside/);
  });

  test("shows readings, worked examples with literal dates, the definition and the outcomes [A05 partly]", async () => {
    const { body } = await (await as("cme.eastmere")).open("/procedures/norfolk/1");
    const text = body.replaceAll(/<[^>]+>/g, "");
    expect(text).toContain("Whose school days are meant, is the day of removal one of the ten");
    expect(text).toContain("A minute past midnight it is late (boundary).");
    expect(text).toContain("Looked at on 23 April 2026 at 12:01am: overdue, due 22 Apr 2026.");
    expect(text).toContain("Missing education (N1.2), from the first day without education");
    expect(text).toContain("Because the child is on a school roll (N3.1.2).");
  });

  test("is not there for a version that nobody made", async () => {
    const officer = await as("cme.eastmere");
    expect((await officer.open("/procedures/norfolk/99")).status).toBe(404);
    expect((await officer.open("/procedures/nowhere/1")).status).toBe(404);
  });

  test("of another authority's own making is not there", async () => {
    const { rows } = await db.owner.query("select id from authorities where name = 'Westholme'");
    const own = { ...norfolk, version: "own", authorityId: rows[0].id, followedFrom: db.keepsight.now() };
    const before = db.keepsight.procedures;
    db.keepsight.procedures = [...before, own];
    const seen = await (await as("cme.westholme")).open("/procedures/norfolk/own");
    const hidden = await (await as("cme.eastmere")).open("/procedures/norfolk/own");
    expect([seen.status, hidden.status]).toEqual([200, 404]);
    db.keepsight.procedures = before;
  });
});

async function officersPage(width: number): Promise<(path: string) => Promise<Page>> {
  const { token } = await as("cme.eastmere");
  const address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const page = await newPage(browser, { width });
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  return async (path) => {
    await page.goto(`${address}${path}`);
    return page;
  };
}

test.each([1280, 320])(
  "reads well at %i pixels, with a keyboard and with a screen reader",
  async (width) => {
    const open = await officersPage(width);
    for (const path of ["/procedures", "/procedures/norfolk/1"]) {
      const page = await open(path);
      expect([path, await axeViolations(page), await sidewaysScroll(page)]).toEqual([path, [], 0]);
      await screenshot(page, `rulebook${path.replaceAll("/", "-")}-${width}`);
    }
    const page = await open("/procedures/norfolk/1");
    // What is asked first stands on a few screens; the parts open when a link leads there.
    expect(await page.evaluate("document.documentElement.scrollHeight")).toBeLessThan(
      width === 320 ? 4500 : 2600,
    );
    await page.getByRole("link", { name: "A pupil is absent or does not start" }).click();
    const [table, chart] = [page.locator(".keepsight-stage table"), page.locator(".keepsight-chart")];
    const tops = await Promise.all([table, chart].map((each) => each.first().boundingBox()));
    const tableFirst = (tops[0]?.y ?? 0) < (tops[1]?.y ?? 0);
    expect(tableFirst).toBe(width === 320);
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, `rulebook-part-open-${width}`);
    await chart.first().focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(page.url()).toMatch(/#norfolk-/);
  },
  120_000,
);
