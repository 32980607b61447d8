import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { webServer } from "../../src/web/server.ts";
import { axeViolations, newPage, screenshot, sidewaysScroll, startBrowser } from "../support/browser.ts";
import { sendCme1 } from "../support/cme1-answers.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { addPupil } from "../support/pupils.ts";
import { signedIn } from "../support/signed-in.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 });

let database: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let address: string;
let rosa: number;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-03T10:00:00Z");
  server = await webServer(database.keepsight);
  address = await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
  const of = { forename: "Rosa", surname: "Tarnwick", born: "2016-03-09", sex: "F", postcode: "EA4 7DN" };
  rosa = Number(
    await addPupil(database.owner, {
      ...of,
      address: "4 Invented Row, Ashfield",
      upn: "B801200005001",
      startsOn: "2021-09-06",
      endsOn: "2026-10-02",
    }),
  );
  await addPupil(database.owner, { ...of, list: "health", postcode: "EA4 7DN", childId: rosa });
  await addPupil(database.owner, {
    ...of,
    list: "health",
    born: "2016-09-03",
    otherSurname: "Vale",
    postcode: "EA9 1XX",
    childId: null,
  });
  await addPupil(database.owner, { ...of, forename: "Piers", sex: "M", startsOn: "2021-09-06" });
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await database.end();
});

async function pageOf(who: string, options: { width?: number; javaScript?: boolean } = {}): Promise<Page> {
  const page = await newPage(browser, options);
  const { token } = await signedIn(database, server, who);
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  page.setDefaultTimeout(8_000);
  return page;
}

/** Nothing on the page is in anybody's way, and it fits a desk's screen and a phone's. Keeps a picture of each. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const [suffix, width] of [
    ["", 1280],
    ["-phone", 320],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await screenshot(page, `${name}${suffix}`);
    expect(await sidewaysScroll(page), name).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await axeViolations(page), name).toEqual([]);
}

const day = async (page: Page, group: string, [on, month, year]: [string, string, string]) => {
  const fields = page.getByRole("group", { name: group });
  await fields.getByLabel("Day").fill(on);
  await fields.getByLabel("Month").fill(month);
  await fields.getByLabel("Year").fill(year);
};
const next = (page: Page) => page.getByRole("button", { name: "Save and continue" }).click();
const pick = (page: Page, group: string, answer: string) =>
  page.getByRole("group", { name: group }).getByLabel(answer, { exact: true }).check();

test("a school's attendance officer reports a leaver, and the CME officer decides [D01] [A01] [A10] [A11] [G02]", async () => {
  const school = await pageOf("school.eastmere");
  await school.goto(`${address}/my-school`);
  await looksRight(school, "my-school");
  await school.getByLabel("Name, date of birth or UPN").fill("tarnwick");
  await school.getByRole("button", { name: "Find the pupil" }).click();
  expect(school.url()).not.toContain("tarnwick");
  await looksRight(school, "my-school-found");
  await school.getByRole("link", { name: /Report as a leaver.*Rosa Tarnwick/ }).click();
  await looksRight(school, "cme1-start");
  await school.getByRole("button", { name: "Start" }).click();

  await pick(school, "Are you concerned for the pupil's welfare?", "No");
  await pick(school, "Does the pupil have a social worker or a child protection plan?", "Yes");
  await pick(school, "Must the pupil be found at once?", "No");
  await looksRight(school, "cme1-safeguarding");
  await next(school);
  await school.getByLabel("Name of the parent or carer").fill("Ada Invented");
  await looksRight(school, "cme1-pupil");
  await next(school);
  await next(school);
  // The roll has told the last day already.
  expect(await school.getByRole("alert").textContent()).toContain("Choose the reason for removal");
  const lastDay = school.getByRole("group", { name: "Last day the pupil attended" });
  expect(await lastDay.getByLabel("Month").inputValue()).toBe("10");
  await looksRight(school, "cme1-leaving-wanting");
  await day(school, "Last day the pupil attended", ["2", "10", "2026"]);
  await pick(school, "Is the pupil still on your roll?", "Still on the roll");
  await pick(school, "Reason for removal", "None of these: left, and nobody knows why");
  await next(school);
  await school.getByLabel("Phoned the parents or carers").check();
  await school.getByLabel("Who tried?").fill("Mo Carter");
  await day(school, "When did they first try?", ["5", "10", "2026"]);

  // The page is left half-way; what was typed waits.
  await expect
    .poll(() => school.locator("[data-saved]").textContent(), { timeout: 15_000 })
    .toContain("Saved at");
  await school.goto(`${address}/my-school`);
  await looksRight(school, "my-school-half-way");
  await school.getByRole("link", { name: /Go on.*Rosa Tarnwick/ }).click();
  await school.getByRole("button", { name: "Go on where you stopped" }).click();
  expect(await school.getByLabel("Who tried?").inputValue()).toBe("Mo Carter");
  await day(school, "When did they last try?", ["19", "10", "2026"]);
  await school.getByLabel("What came of it?").fill("The number is not in use. A neighbour said Westholme.");
  await looksRight(school, "cme1-enquiries");
  await next(school);
  await pick(school, "What has become of the common transfer file?", "Uploaded with XXXXXXX");
  await school.getByLabel("Your position at the school").fill("Attendance officer");
  await school.getByLabel("Phone number on which we can reach you").fill("01632 960003");
  await looksRight(school, "cme1-transfer-file");
  await next(school);
  await looksRight(school, "cme1-check");
  await school.getByRole("button", { name: "Send the referral" }).click();
  expect(await school.locator(".govuk-panel").textContent()).toContain("EM-R-000001");
  expect(await school.getByText("Do not take the pupil off your roll yet.").isVisible()).toBe(true);
  await looksRight(school, "cme1-sent");

  const officer = await pageOf("cme.eastmere");
  await officer.goto(`${address}/referrals`);
  await looksRight(officer, "referrals");
  await officer.getByRole("link", { name: "EM-R-000001" }).click();
  expect(await officer.getByText("Day and month of birth exchanged").isVisible()).toBe(true);
  expect(await officer.getByText("likely a brother or sister").isVisible()).toBe(true);
  await officer.getByLabel("No, none of these is the same child").check();
  await officer.getByLabel("Open a case").check();
  await looksRight(officer, "referral");
  expect(await officer.getByLabel("Reason", { exact: true }).inputValue()).toBe("left-destination-unknown");
  await officer.getByRole("button", { name: "Record the decision" }).click();
  await officer.waitForURL(/\/cases\/EM-C-000001/);
  await officer.goto(`${address}/referrals/EM-R-000001`);
  await looksRight(officer, "referral-decided");

  await school.goto(`${address}/my-school`);
  expect(await school.getByText("A case is open").isVisible()).toBe(true);
  await looksRight(school, "my-school-accepted");
});

test("a child is found from any page's search box, and the record shows the line of life [A03] [A07] [A11]", async () => {
  const officer = await pageOf("cme.eastmere");
  await officer.goto(`${address}/referrals`);
  await officer.getByRole("searchbox").first().fill("tarnwick 9/3/2016");
  await officer.getByRole("searchbox").first().press("Enter");
  await looksRight(officer, "find-child");
  await officer.getByRole("link", { name: "Rosa Tarnwick" }).click();
  expect(await officer.title()).not.toContain("Rosa");
  await looksRight(officer, "child");
  await officer.getByRole("link", { name: "Add an address" }).click();
  await looksRight(officer, "child-add-address");
});

test("a leaver is reported without scripts too [D01]", async () => {
  const piers = Number(
    await addPupil(database.owner, { forename: "Piers", surname: "Plain", born: "2015-05-05" }),
  );
  expect(await sendCme1(await signedIn(database, server, "school.eastmere"), piers)).toMatch(/^EM-R-/);
  const school = await pageOf("school.eastmere", { javaScript: false });
  await school.goto(`${address}/my-school`);
  await school.getByLabel("Name, date of birth or UPN").fill("plain");
  await school.getByRole("button", { name: "Find the pupil" }).click();
  await school.getByRole("link", { name: /Report as a leaver.*Piers Plain/ }).click();
  expect(await school.getByText("You reported this pupil already").isVisible()).toBe(true);
});
