import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, startBrowser } from "../../../test/support/browser.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookOnce } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

let database: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let address: string;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-03T10:00:00Z");
  server = await webServer({
    ...database.keepsight,
    settings: { ...database.keepsight.settings, requestsAMinute: 100_000 },
  });
  await server.listen({ host: "localhost", port: 0 });
  address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.end();
});

async function pageFor(who: string | undefined, options: { width?: number } = {}) {
  const page = await newPage(browser, options);
  if (who) {
    const { token } = await signedIn(database, server, who);
    await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  }
  return page;
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

test("on a phone and in Urdu, somebody without an account tells of a child [D08]", async () => {
  const page = await pageFor(undefined, { width: 320 });
  await page.goto(`${address}/concern`);
  await lookOnce(page, "concern-start-320");
  await page.getByRole("link", { name: "اردو" }).click();
  await lookOnce(page, "concern-start-urdu-320");
  await press(page, "شروع کریں");
  await press(page, "آگے بڑھیں");
  await lookOnce(page, "concern-wrong-320");
  await page.getByLabel("نہیں", { exact: true }).check();
  await press(page, "آگے بڑھیں");
  await page.getByLabel("Eastmere").check();
  await press(page, "آگے بڑھیں");
  await page.getByLabel("نام", { exact: true }).fill("مریم");
  await press(page, "آگے بڑھیں");
  await press(page, "آگے بڑھیں");
  await page.locator("textarea").fill("وہ کبھی اسکول نہیں جاتی۔");
  await press(page, "آگے بڑھیں");
  await lookOnce(page, "concern-you-320");
  await press(page, "آگے بڑھیں");
  await lookOnce(page, "concern-check-320");
  database.setNow("2026-11-03T10:03:00Z");
  await press(page, "بھیجیں");
  expect(await page.locator(".govuk-panel").textContent()).toMatch(/EM-R-\d{6}/);
  await lookOnce(page, "concern-sent-320");
  await page.context().close();
});

test("the police report a child page by page, and read what becomes of it [D02] [G02]", async () => {
  const page = await pageFor("police.eastmere");
  await page.goto(`${address}/reports`);
  await page.getByRole("link", { name: "Tell us of a child who does not go to school" }).click();
  await page.getByRole("group", { name: "Are you concerned" }).getByLabel("No", { exact: true }).check();
  await page.getByRole("group", { name: "social worker" }).getByLabel("Not known").check();
  await page.getByRole("group", { name: "found at once" }).getByLabel("No", { exact: true }).check();
  await press(page, "Save and continue");
  await page.getByLabel("First name").fill("Mara");
  await page.getByLabel("Surname", { exact: true }).fill("Quillfeather");
  await lookOnce(page, "report-child");
  await press(page, "Save and continue");
  await press(page, "Save and continue");
  await page.getByLabel("Why do you report the child").fill("Seen begging at the station at eleven.");
  await press(page, "Save and continue");
  await page.getByLabel("Your position or team").fill("Sergeant");
  await page.getByLabel("Phone number").fill("01632 960004");
  await press(page, "Save and continue");
  await lookOnce(page, "report-check");
  await press(page, "Send the report");
  await lookOnce(page, "report-sent");
  await page.goto(`${address}/reports`);
  await lookOnce(page, "reports");
  await page.context().close();
  const phone = await pageFor("police.eastmere", { width: 320 });
  await phone.goto(`${address}/reports`);
  await lookOnce(phone, "reports-320");
  await phone.context().close();
});

test("an officer enters a letter on one page, and attaches it [D02] [D08]", async () => {
  const page = await pageFor("cme.eastmere");
  await page.goto(`${address}/referrals/enter`);
  await lookOnce(page, "enter-forms");
  await page.getByRole("link", { name: "A concern about a child" }).click();
  await lookOnce(page, "enter-report");
  await page.getByLabel("Name of the sender").fill("Pat Neighbour");
  await page.getByLabel("By letter").check();
  const came = page.getByRole("group", { name: "Day on which it came" });
  for (const [part, value] of [
    ["Day", "30"],
    ["Month", "10"],
    ["Year", "2026"],
  ] as const)
    await came.getByLabel(part, { exact: true }).fill(value);
  await page.getByRole("group", { name: "Are you concerned" }).getByLabel("No", { exact: true }).check();
  await page.getByRole("group", { name: "social worker" }).getByLabel("Not known").check();
  await page.getByRole("group", { name: "found at once" }).getByLabel("No", { exact: true }).check();
  await page.getByLabel("First name").fill("Tove");
  await page.getByLabel("Surname", { exact: true }).fill("Marrowby");
  await page.getByLabel("Why do you report the child").fill("Not at school since the summer.");
  await press(page, "Enter the report");
  await lookOnce(page, "entered-report");
  await page.getByRole("link", { name: "The letter or e-mail as it came" }).click();
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "letter.txt", mimeType: "text/plain", buffer: Buffer.from("Dear council, ...") });
  await lookOnce(page, "attach-original");
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await page.getByRole("link", { name: "The letter or e-mail as it came" }).click();
  expect(await page.locator("main").textContent()).toContain("Save the Plain text");
  await lookOnce(page, "originals");
  await page.context().close();
});
