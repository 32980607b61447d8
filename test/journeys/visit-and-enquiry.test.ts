import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { webServer } from "../../src/web/server.ts";
import { newPage, startBrowser } from "../support/browser.ts";
import { type CaseAtAddress, caseAtAddress } from "../support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { lookOnce } from "../support/look-at.ts";
import { addPupil } from "../support/pupils.ts";
import { signedIn } from "../support/signed-in.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 90_000 });

let database: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let address: string;
let kase: CaseAtAddress;
beforeAll(async () => {
  database = await testDatabase();
  server = await webServer(database.keepsight);
  address = await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
  kase = await caseAtAddress(database, { forename: "Juno", surname: "Tarnwick" });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.end();
});

/** A page of somebody's browser, signed in. */
async function pageOf(who: string, width?: number): Promise<Page> {
  const page = await newPage(browser, width ? { width } : {});
  const { token } = await signedIn(database, server, who);
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  page.setDefaultTimeout(5_000);
  return page;
}

/** Nothing on the page is in anybody's way, and it fits the screen. Keeps a picture. */
async function looksRight(page: Page, name: string): Promise<void> {
  await lookOnce(page, name);
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

test("the CME officer sends the visit request that the case has filled in [D04] [C20]", async () => {
  const page = await pageOf("cme.eastmere");
  await page.goto(`${address}/cases/${kase.reference}/visit-requests`);
  expect(await page.getByLabel("Known address").inputValue()).toBe("4 Lantern Row\nEA4 7DN");
  await page.getByLabel("Other information").fill("Two dogs");
  await looksRight(page, "visit-request");
  await press(page, "Send to the area");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("Visit asked for");
  await looksRight(page, "visit-request-sent");
});

test("the area officer assesses the risks on a phone, then records that the family has moved [E02] [C20]", async () => {
  const page = await pageOf("area.eastmere", 320);
  await page.goto(`${address}/my-visits`);
  await looksRight(page, "my-visits-phone");
  await page.getByRole("link", { name: kase.reference }).click();
  await looksRight(page, "visits-of-case-phone");
  await press(page, "The letter has been sent");
  await page.goto(`${address}/cases/${kase.reference}/visits/outcome`);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Assess the risks first");
  await page.getByRole("button", { name: "Assess the risks" }).click();
  await page.getByLabel("Aggressive parent", { exact: true }).check();
  await page.getByRole("group", { name: "How high: aggressive parent?" }).getByLabel("High").check();
  await page.getByRole("group", { name: "How risky is the whole visit?" }).getByLabel("Low").check();
  await press(page, "Save the assessment");
  expect(await page.getByRole("alert").textContent()).toContain("cannot be less risky");
  await looksRight(page, "risk-assessment-phone");
  await page.getByRole("group", { name: "How risky is the whole visit?" }).getByLabel("High").check();
  await press(page, "Save the assessment");
  expect(await page.getByText("Do not go alone").isVisible()).toBe(true);
  await looksRight(page, "visits-high-risk-phone");

  database.setNow("2026-11-03T10:40:00Z");
  await page.getByRole("button", { name: "Record what you found" }).click();
  await looksRight(page, "visit-found-phone");
  await page.getByLabel("The family has moved").check();
  await press(page, "Continue");
  await page.getByLabel("Outside Eastmere").check();
  await page.getByLabel("Which council’s area, if you know").selectOption("Westholme");
  await page.getByLabel("The new address").fill("2 Mill Hill, Westholme");
  await looksRight(page, "visit-outcome-phone");
  await press(page, "Record the visit");
  expect(await page.locator(".moj-alert").textContent()).toContain("the CME officer asks that authority");
  await looksRight(page, "visits-recorded-phone");
});

test("what is typed on the doorstep is saved by itself and waits after the page was left [E02]", async () => {
  const other = await caseAtAddress(database, { forename: "Cai", surname: "Tarnwick" });
  const officer = await signedIn(database, server, "cme.eastmere");
  const at = `/cases/${other.reference}/visit-requests`;
  const area = (await database.owner.query("select min(id) as id from areas")).rows[0].id;
  await officer.send(at, { urgent: "yes", area: String(area), address: "4 Lantern Row" });
  const page = await pageOf("area.eastmere", 320);
  await page.goto(`${address}/cases/${other.reference}/visits/risk-assessment`);
  await page.getByLabel("None of these").check();
  await page.getByRole("group", { name: "How risky is the whole visit?" }).getByLabel("Medium").check();
  await page.goto(`${address}/my-visits`);
  await expect
    .poll(
      async () => {
        await page.goto(`${address}/cases/${other.reference}/visits/risk-assessment`);
        return page.getByLabel("None of these").isChecked();
      },
      { timeout: 30_000 },
    )
    .toBe(true);
});

test("a school of the other authority confirms, and the officer who asked reads who and when [C25] [B08] [E01]", async () => {
  await addPupil(database.owner, {
    authority: "Westholme",
    school: "Ridgeway School",
    forename: "Juno",
    surname: "Tarnwick",
    born: "2017-03-09",
    sex: "F",
    startsOn: "2026-11-02",
  });
  const cme = await pageOf("cme.eastmere");
  await cme.goto(`${address}/cases/${kase.reference}/enquiries`);
  expect(await cme.getByLabel("Another authority").textContent()).toContain("Westholme");
  await looksRight(cme, "enquiries-ask");
  await press(cme, "Send");
  expect(await cme.getByText("1 enquiry: 0 answered, 1 waiting, 0 silent.").isVisible()).toBe(true);

  const other = await pageOf("cme.westholme");
  await other.goto(`${address}/questions`);
  await looksRight(other, "questions");
  await other.getByRole("link", { name: "Answer" }).click();
  expect(await other.getByText("on the roll of Ridgeway School since 2 November 2026").isVisible()).toBe(
    true,
  );
  await looksRight(other, "question-authority");
  await press(other, "Ask Ridgeway School to confirm");
  await looksRight(other, "question-passed-on");

  const school = await pageOf("school2.westholme", 320);
  await school.goto(`${address}/questions`);
  await school.getByRole("link", { name: "Answer" }).click();
  await press(school, "Send the answer");
  await looksRight(school, "question-school-refused-phone");
  await school.getByLabel("Yes").first().check();
  await school.getByLabel("Day", { exact: true }).fill("2");
  await school.getByLabel("Month").fill("11");
  await school.getByLabel("Year").fill("2026");
  await school.getByRole("group", { name: "Does the child attend?" }).getByLabel("Yes").check();
  await looksRight(school, "question-school-phone");
  await press(school, "Send the answer");
  await looksRight(school, "question-answered-phone");

  await cme.goto(`${address}/cases/${kase.reference}/enquiries`);
  expect(await cme.getByText("School2 Westholme, Ridgeway School").isVisible()).toBe(true);
  await looksRight(cme, "enquiries-answered");
  await cme.setViewportSize({ width: 320, height: 640 });
  await looksRight(cme, "enquiries-answered-phone");
  await cme.goto(`${address}/cases/${kase.reference}`);
  expect(await cme.getByText("School2 Westholme, Ridgeway School").first().isVisible()).toBe(true);
});
