import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  axeViolations,
  newPage,
  screenshot,
  sidewaysScroll,
  startBrowser,
} from "../../test/support/browser.ts";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { recordFacts } from "./record-facts.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let reference: string;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
  const kase = await caseAtAddress(db, { forename: "Tamsin", surname: "Oakmere" });
  reference = kase.reference;
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
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

async function officersPage(width: number): Promise<(path: string) => Promise<Page>> {
  const { token } = await signedIn(db, server, "cme.eastmere");
  const address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const page = await newPage(browser, { width });
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  return async (path) => {
    await page.goto(address + path);
    return page;
  };
}

const pages = {
  "my-work": () => "/my-work",
  case: () => `/cases/${reference}`,
  "case-at-a-past-day": () => `/cases/${reference}?as-at=2026-11-04`,
  "case-readings": () => `/cases/${reference}/readings`,
  closure: () => `/cases/${reference}/closure`,
  "database-check": () => `/cases/${reference}/database-checks`,
  owner: () => `/cases/${reference}/owner`,
  "removal-advice": () => `/cases/${reference}/removal-advice`,
  "roll-confirmed": () => `/cases/${reference}/facts/roll-confirmed`,
};

test.each(Object.entries(pages))(
  "the page %s has nothing that axe objects to and fits a phone",
  async (name, path) => {
    const wide = await (await officersPage(1280))(path());
    await screenshot(wide, `cases-${name}`);
    expect(await axeViolations(wide)).toEqual([]);
    const narrow = await (await officersPage(320))(path());
    await screenshot(narrow, `cases-${name}-narrow`);
    expect(await axeViolations(narrow)).toEqual([]);
    expect(await sidewaysScroll(narrow)).toBe(0);
  },
);
