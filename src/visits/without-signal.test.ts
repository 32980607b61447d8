import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newPage, startBrowser } from "../../test/support/browser.ts";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookOnce } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { raiseFlags, recordFact } from "../cases/index.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { assessVisitRisk } from "./assess-visit-risk.ts";
import { recordLetter } from "./record-letter.ts";
import { requestVisit } from "./request-visit.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let address: string;
let kase: CaseAtAddress;
let count = 0;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

/** A case for each test, whose visit is asked for, announced and its risks assessed; the clock then stands still. */
beforeEach(async () => {
  kase = await caseAtAddress(db, { forename: "Tamsin", surname: `Oakmere${"abcdefgh".charAt(count++)}` });
  const by = async (who: string) => ({
    ...{ viewer: await db.who(who), act: "record-visit" as const, request: "test" },
  });
  await perform(db.keepsight, await by("cme.eastmere"), (context) =>
    requestVisit(context, kase.reference, {
      ...{ address: "4 Lantern Row", phones: "", carers: "", reason: "", referredBy: "", concerns: "" },
      ...{ previousInvolvement: "", socialWorker: "", other: "", urgent: false, areaId: kase.areaId },
    }),
  );
  await perform(db.keepsight, await by("area.eastmere"), async (context) => {
    await recordLetter(context, kase.reference, {});
    await assessVisitRisk(context, kase.reference, { risks: {}, other: "", overall: "low" });
  });
  // The phone's clock is the real one, and a visit lies in the past.
  db.setNow(Temporal.Now.instant().add({ minutes: 5 }).toString());
});

async function phoneOf(who: string): Promise<Page> {
  const { token } = await signedIn(db, server, who);
  const page = await newPage(browser, { width: 320 });
  page.setDefaultTimeout(20_000);
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  return page;
}

/** Opens My visits with signal, until the phone is ready to be without. */
async function readyPhone(): Promise<Page> {
  const page = await phoneOf("area.eastmere");
  await page.goto(`${address}/my-visits`);
  await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  await page.waitForFunction("navigator.serviceWorker.controller !== null");
  return page;
}

const visits = async () =>
  (
    await db.owner.query("select found, neighbours, note from visits where case_id = $1 order by id", [
      kase.caseId,
    ])
  ).rows;
const kept = (page: Page) =>
  page.evaluate<string[]>(`new Promise((done) => {
    const asking = indexedDB.open("keepsight-no-signal", 1);
    asking.onsuccess = () => {
      const all = asking.result.transaction("kept").objectStore("kept").getAll();
      all.onsuccess = () => done(all.result.filter(({ id }) => id !== "owed")
        .map(({ box }) => new TextDecoder("latin1").decode(box)));
    };
  })`);
const banner = (page: Page) => page.getByRole("alert");

/** Opens a page without signal and fills in the form that stands there instead. */
async function filledInWithoutSignal(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page.goto(`${address}/my-visits`);
  await page.getByLabel("Which visit was it?").selectOption(kase.reference);
  await page.getByLabel("Nobody answered").check();
  await page.getByRole("group", { name: "Did you leave a card?" }).getByLabel("Yes").check();
  await page.getByLabel("What did the neighbours say?").fill("A van came on Sunday");
  await page.getByRole("button", { name: "Keep it on this phone" }).click();
  await banner(page).getByText("There is no signal").waitFor();
}

const noAnswer = { found: "no-answer", neighbours: "A van came on Sunday" };

test("a visit is filled in where there is no signal, kept encrypted, and recorded once when there is signal again [E02]", async () => {
  const page = await readyPhone();
  await filledInWithoutSignal(page);
  await lookOnce(page, "visit-without-signal-320");
  // The page of no signal knows no child, and what is kept cannot be read.
  expect(await page.locator("body").textContent()).not.toContain("Oakmere");
  const boxes = await kept(page);
  expect(boxes).toHaveLength(1);
  expect(boxes.join()).not.toMatch(/van|Sunday|EM-C/);
  expect(await visits()).toEqual([]);
  await page.context().setOffline(false);
  await page.waitForURL(/\/visits\?done=visited$/);
  expect(await visits()).toMatchObject([noAnswer]);
  expect(await kept(page)).toEqual([]);
  await page.context().close();
});

test("an answer that is lost on its way does not make two visits of one [E02] [G03]", async () => {
  const page = await readyPhone();
  await filledInWithoutSignal(page);
  await page.context().setOffline(false);
  // The server takes the form, and its answer never comes.
  let lost = 0;
  await page.context().route("**/visits/outcome/no-answer", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await banner(page).getByText("Not sent yet").waitFor();
  expect(await visits()).toHaveLength(1);
  expect(await kept(page)).toHaveLength(1);
  await page.goto(`${address}/my-visits`);
  await page.waitForURL(/\/visits\?done=visited$/);
  expect(await visits()).toHaveLength(1);
  expect(await kept(page)).toEqual([]);
  await page.context().close();
});

test("what somebody recorded meanwhile is shown above what was filled in, and nothing is overwritten [E02] [G03]", async () => {
  const page = await readyPhone();
  await filledInWithoutSignal(page);
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFact(context, kase.caseId, {
      kind: "note-made",
      details: { note: "The aunt rang: they are back on Monday." },
    }),
  );
  await page.context().setOffline(false);
  await banner(page).getByText("Someone else recorded this meanwhile: the note").waitFor();
  expect(await visits()).toEqual([]);
  expect(await kept(page)).toEqual([]);
  expect(await page.getByLabel("What did the neighbours say?").inputValue()).toBe(noAnswer.neighbours);
  await page.getByRole("button", { name: "Record the visit" }).click();
  await page.waitForURL(/\/visits\?done=visited$/);
  expect(await visits()).toMatchObject([noAnswer]);
  await page.context().close();
});

test("a colleague on the same phone does not send it under their own name [E02] [G03]", async () => {
  const page = await readyPhone();
  await filledInWithoutSignal(page);
  const { token } = await signedIn(db, server, "manager.eastmere");
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  await page.context().setOffline(false);
  await page.goto(`${address}/my-visits`);
  await banner(page).getByText("Somebody else filled it in").waitFor();
  expect(await visits()).toEqual([]);
  expect(await kept(page)).toHaveLength(1);
  await page.context().close();
});

test("the ordinary form of a visit is kept too when the signal goes while it is filled in [E02]", async () => {
  const page = await readyPhone();
  await page.goto(`${address}/cases/${kase.reference}/visits/outcome/refused`);
  await page.getByLabel("What else should be known?").fill("A man at the door, no name");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Record the visit" }).click();
  await banner(page).getByText("There is no signal").waitFor();
  await page.context().setOffline(false);
  await page.waitForURL(/\/visits\?done=visited$/);
  expect(await visits()).toMatchObject([{ found: "refused", note: "A man at the door, no name" }]);
  await page.context().close();
});

test("what the ordinary form held waits on the server when nobody may approach the family any more [E02] [E04] [G03]", async () => {
  const page = await readyPhone();
  const form = `/cases/${kase.reference}/visits/outcome/refused`;
  await page.goto(address + form);
  await page.getByLabel("What else should be known?").fill("A man at the door, no name");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Record the visit" }).click();
  await banner(page).getByText("There is no signal").waitFor();
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    raiseFlags(context, kase.childId, ["forced-marriage"], "Her teacher, by telephone"),
  );
  await page.context().setOffline(false);
  await page.getByText("safeguarding lead").first().waitFor();
  expect(await visits()).toEqual([]);
  expect(await kept(page)).toEqual([]);
  const { rows } = await db.owner.query(
    "select content ->> 'note' as note from drafts where form = 'visit-refused' and subject = $1",
    [kase.reference],
  );
  expect(rows).toEqual([{ note: "A man at the door, no name" }]);
  await page.context().close();
});
