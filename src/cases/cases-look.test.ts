import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, startBrowser } from "../../test/support/browser.ts";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { raiseFlags } from "./raise-flags.ts";
import { recordFacts } from "./record-facts.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let reference: string;
let childId: number;
/** A case that a suspected forced marriage holds. */
let held: CaseAtAddress;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
  const kase = await caseAtAddress(db, { forename: "Tamsin", surname: "Oakmere" });
  ({ reference, childId } = kase);
  held = await caseAtAddress(db, { forename: "Samira", surname: "Quenby" });
  const sibling = await caseAtAddress(db, { forename: "Jory", surname: "Oakmere" });
  await caseAtAddress(db, { forename: "Nesta", surname: "Quill" });
  await referredChild(db.owner, {
    forename: "Idris",
    surname: "Fenwold",
    receivedAt: "2026-11-11T09:30:00Z",
  });
  await db.owner.query("update children set postcode = 'EA4 7DN' where id = any ($1)", [
    [kase.childId, sibling.childId],
  ]);
  const area = await db.who("area.eastmere");
  const officer = await db.who("cme.eastmere");
  const call = (viewer: typeof area) => ({ viewer, act: "record-visit", request: "test" }) as const;
  db.setNow("2026-11-04T10:00:00Z");
  await perform(db.keepsight, call(officer), (context) =>
    recordFacts(context, kase.caseId, [
      { kind: "visit-requested", details: { urgent: true, areaId: null } },
      {
        kind: "note-made",
        details: { note: "The school says that an aunt lives in Larkmere.\nShe has no telephone." },
      },
    ]),
  );
  db.setNow("2026-11-05T10:00:00Z");
  await perform(db.keepsight, call(area), (context) =>
    recordFacts(context, kase.caseId, [
      { kind: "visit-risk-assessed", details: { risk: "low" } },
      {
        kind: "visit-made",
        details: { found: "family-moved", newAddress: "outside", cardLeft: false, note: null },
      },
    ]),
  );
  db.setNow("2026-11-12T12:00:00Z");
  await perform(db.keepsight, call(officer), (context) =>
    raiseFlags(context, held.childId, ["forced-marriage"], "Her teacher, by telephone"),
  );
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

async function pageOf(who: string, width: number): Promise<(path: string) => Promise<Page>> {
  const { token } = await signedIn(db, server, who);
  const address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const page = await newPage(browser, { width });
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  return async (path) => {
    await page.goto(address + path);
    return page;
  };
}

const officer = "cme.eastmere";
const pages: Record<string, { who?: string; path: () => string }> = {
  "my-work": { path: () => "/my-work" },
  case: { path: () => `/cases/${reference}` },
  "case-at-a-past-day": { path: () => `/cases/${reference}?as-at=2026-11-04` },
  "case-readings": { path: () => `/cases/${reference}/readings` },
  closure: { path: () => `/cases/${reference}/closure` },
  "database-check": { path: () => `/cases/${reference}/database-checks` },
  opening: { path: () => `/cases/${reference}/opening` },
  owner: { path: () => `/cases/${reference}/owner` },
  "removal-advice": { path: () => `/cases/${reference}/removal-advice` },
  "roll-confirmed": { path: () => `/cases/${reference}/facts/roll-confirmed` },
  child: { path: () => `/children/${childId}` },
  "child-flags": { path: () => `/children/${childId}/flags` },
  "held-case": { path: () => `/cases/${held.reference}` },
  "held-visit-request": { path: () => `/cases/${held.reference}/visit-requests` },
  "held-visits": { who: "area.eastmere", path: () => `/cases/${held.reference}/visits` },
  "held-released-by": { who: "safeguarding.eastmere", path: () => `/children/${held.childId}/flags` },
};

test.each(Object.entries(pages))(
  "the page %s has nothing that axe objects to and fits a phone",
  async (name, { who = officer, path }) => {
    const { token } = await signedIn(db, server, who);
    await lookAt({ address: await addressOf(server), token, pages: { [`cases-${name}`]: path() } });
  },
);

test("a held case says first of all what nobody may do, and its visit form gives way to that [E04]", async () => {
  const page = await (await pageOf(officer, 320))(`/cases/${held.reference}`);
  const told = "Do not contact the family, visit, write or mediate.";
  expect(await page.getByText(told).first().isVisible()).toBe(true);
  await page.goto(page.url().replace(/\/cases.*/, `/cases/${held.reference}/visit-requests`));
  expect(await page.getByRole("button", { name: "Send to the area" }).count()).toBe(0);
});

test("printed, a case is one column under another, with what happened and nothing to fill in; the register lies across [G03] [H01]", async () => {
  const page = await (await pageOf(officer, 680))(`/cases/${reference}`);
  await page.emulateMedia({ media: "print" });
  const box = async (part: string) => {
    const { y = 0, height = 0 } = (await page.locator(part).boundingBox()) ?? {};
    return { top: y, bottom: y + height };
  };
  const [steps, child, chronology] = [
    await box(".keepsight-case__steps"),
    await box(".keepsight-case__child"),
    await box(".keepsight-case__chronology"),
  ];
  expect(child.top).toBeGreaterThanOrEqual(steps.bottom);
  expect(chronology.top).toBeGreaterThanOrEqual(child.bottom);
  expect(await page.getByText("How it is read").filter({ visible: true }).count()).toBe(0);
  expect(await page.getByText("What binds a school to admit").filter({ visible: true }).count()).toBe(0);
  for (const path of [`/cases/${reference}/enquiries`, "/register"]) {
    await page.goto(page.url().replace(/\/(cases|register).*/, path));
    const fields = page.locator("main :is(input, select, textarea, button)").filter({ visible: true });
    expect(await fields.count(), path).toBe(0);
  }
  const sheet = /MediaBox \[0 0 (\d+)[\d.]* (\d+)/.exec(
    (await page.pdf({ format: "A4" })).toString("latin1"),
  );
  expect(Number(sheet?.[1])).toBeGreaterThan(Number(sheet?.[2]));
});

test("read out of its place, a link or a fold of the busiest pages still says of whom it is, and every column of a table has a head", async () => {
  const page = await (await pageOf(officer, 1280))("/my-work");
  for (const path of ["/my-work", "/register", `/cases/${reference}`, `/children/${childId}`]) {
    await page.goto(page.url().replace(/(?<=\d)\/.*/, path));
    const found = await page.evaluate(() => {
      const words = (of: Element) => (of.textContent ?? "").trim().replaceAll(/\s+/g, " ");
      const doubles: string[] = [];
      const places = new Map<string, string>();
      for (const link of document.querySelectorAll("main a[href]:not(details a)")) {
        const [place = ""] = (link.getAttribute("href") ?? "").split(/\/facts|\?/);
        if ((places.get(words(link)) ?? place) !== place) doubles.push(words(link));
        places.set(words(link), place);
      }
      const folds = [...document.querySelectorAll("main .keepsight-work summary")].map(words);
      return {
        doubles,
        folds: folds.filter((fold) => !fold.includes(", ")),
        heads: [...document.querySelectorAll("main thead th")].filter((head) => words(head) === "").length,
      };
    });
    expect(found, path).toEqual({ doubles: [], folds: [], heads: 0 });
  }
});

test("a note that is sent again after Back, and after something else was recorded, is one note [G03]", async () => {
  const page = await (await pageOf(officer, 1280))(`/cases/${reference}/notes`);
  const send = async (words: string) => {
    await page.getByLabel("Note").fill(words);
    await page.getByRole("button", { name: "Add the note" }).click();
  };
  await send("The aunt rang back");
  await page.getByText("The note is recorded.").waitFor();
  await page.goto(page.url().replace(/\?.*/, "/notes"));
  await send("The school has heard nothing");
  await page.getByText("The note is recorded.").waitFor();
  for (let step = 0; step < 3; step++) await page.goBack();
  expect(page.url()).toMatch(/notes$/);
  await send("The aunt rang back");
  await page.getByText("This is recorded already").waitFor();
});
