import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { axeViolations, newPage, screenshot, startBrowser } from "../../../test/support/browser.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookOnce } from "../../../test/support/look-at.ts";
import { plainBrowser } from "../../../test/support/plain-browser.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { readSettings, UnusableSettings } from "../../settings.ts";
import { demonstrationProvider } from "./index.ts";

let database: TestDatabase;
let site: Site;
const onScreen = (["log", "info", "warn", "error"] as const).map((level) => vi.spyOn(console, level));

beforeAll(async () => {
  database = await testDatabase();
  site = await startSite(database);
});
afterAll(async () => {
  await site.close();
  await database.end();
});

test("the provider says of itself what a client must know, at the program's own address", async () => {
  const answer = await fetch(`${site.address}/demonstration/.well-known/openid-configuration`);
  expect(await answer.json()).toMatchObject({
    issuer: `${site.address}/demonstration`,
    authorization_endpoint: `${site.address}/demonstration/auth`,
    token_endpoint: `${site.address}/demonstration/token`,
    code_challenge_methods_supported: ["S256"],
    response_types_supported: ["code"],
  });
});

test("no sign-in without PKCE", async () => {
  const browser = plainBrowser(site.address);
  const sent = new URL((await browser.ask("/sign-in")).headers.get("location") ?? "");
  sent.searchParams.delete("code_challenge");
  sent.searchParams.delete("code_challenge_method");
  const answer = new URL((await browser.ask(sent.href)).headers.get("location") ?? "");
  expect(answer.searchParams.get("error")).toBe("invalid_request");
});

test("it comes back to the program and nowhere else", async () => {
  const browser = plainBrowser(site.address);
  const sent = new URL((await browser.ask("/sign-in")).headers.get("location") ?? "");
  sent.searchParams.set("redirect_uri", "http://elsewhere.example/");
  const shown = await browser.open(sent.href);
  expect(shown.status).toBe(400);
  expect(shown.body).toContain("cannot go on");
});

test("it lists who can be chosen, and vouches for nobody else", async () => {
  const browser = plainBrowser(site.address);
  const list = await browser.open("/sign-in");
  expect(list.body).toContain("School attendance officer");
  expect(list.body).toContain("Saltmarsh High School");
  const again = await browser.send(list.url.href, { subject: "keepsight" });
  expect(again.url.href).toBe(list.url.href);
});

test.each([1280, 320])("the list is accessible and %i pixels hold it", async (width) => {
  const browser = await startBrowser();
  const page = await newPage(browser, { width });
  await page.goto(`${site.address}/sign-in`);
  await lookOnce(page, `sign-in-${width}`);
  await page.getByRole("button", { name: "Robin Newcomer" }).click();
  await screenshot(page, `no-role-${width}`);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(
    "nobody has given you a role",
  );
  expect(await axeViolations(page)).toEqual([]);
  await browser.close();
});

test("a list that another browser opened is of no use", async () => {
  const list = await plainBrowser(site.address).open("/sign-in");
  const other = plainBrowser(site.address);
  expect((await other.open(list.url.href)).status).toBe(400);
  expect((await other.send(list.url.href, { subject: "cme.eastmere" })).status).toBe(400);
});

test("outside the demonstration there is none", () => {
  const settings = readSettings({ KEEPSIGHT_DEMONSTRATION: "off" });
  expect(() => demonstrationProvider({ ...site.keepsight, settings })).toThrow(UnusableSettings);
});

test("it writes nothing on the screen", () => {
  expect(onScreen.flatMap((spy) => spy.mock.calls)).toEqual([]);
});
