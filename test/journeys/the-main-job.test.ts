import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { newPage, screenshot, startBrowser } from "../support/browser.ts";
import { lookOnce } from "../support/look-at.ts";
import { freePort, type Program, runCommand, startProgram } from "../support/program.ts";

// The whole program, its own database and a browser, one step after another.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const folder = mkdtempSync(join(tmpdir(), "keepsight-main-job-"));
const county = { KEEPSIGHT_COUNTY_CHILDREN: "600" };
let port: number;
let program: Program;
let browser: Browser;
/** A pupil whose family has moved to the other authority, where the child is on a roll under another spelling. */
let pupil: { surname: string; forename: string };
let reference: string;

beforeAll(async () => {
  port = await freePort();
  program = await startProgram(folder, port, county);
  browser = await startBrowser();
  const truth = parse(readFileSync(join(folder, "county/truth.csv")), { columns: true }) as Record<
    string,
    string
  >[];
  const moved = truth.find(
    ({ Story, LACode, Siblings }) => Story?.startsWith("moved") && LACode === "998" && Siblings === "",
  );
  pupil = { surname: moved?.["Surname"] ?? "", forename: moved?.["Forename"] ?? "" };
});
afterAll(async () => {
  await browser.close();
  await program.end("SIGKILL");
  await runCommand(["migrate"], { KEEPSIGHT_DATA: folder });
  rmSync(folder, { recursive: true, force: true });
});

/** Opens an address as one of the demonstration's people, through the real sign-in. */
async function signedIn(who: string, path: string, width = 1280): Promise<Page> {
  const page = await newPage(browser, { width });
  page.setDefaultTimeout(20_000);
  await page.goto(`${program.address}/sign-in?return=${encodeURIComponent(path)}`);
  await page.locator(`button[value="${who}"]`).first().click();
  await page.waitForURL(`${program.address}${path}`);
  return page;
}

async function looksRight(page: Page, name: string): Promise<void> {
  await lookOnce(page, name);
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();
const pick = (page: Page, group: string, answer: string) =>
  page.getByRole("group", { name: group }).getByLabel(answer, { exact: true }).check();
const today = Temporal.Now.plainDateISO("Europe/London");

async function day(page: Page, group: string, on: Temporal.PlainDate): Promise<void> {
  const fields = page.getByRole("group", { name: group });
  await fields.getByLabel("Day").fill(String(on.day));
  await fields.getByLabel("Month").fill(String(on.month));
  await fields.getByLabel("Year").fill(String(on.year));
}

test("1. a school attendance officer reports a leaver with no confirmed destination [D01] [A02]", async () => {
  const page = await signedIn("school.eastmere", "/my-school");
  await page.getByLabel("Name, date of birth or UPN").fill(`${pupil.forename} ${pupil.surname}`);
  await press(page, "Find the pupil");
  await page.getByRole("link", { name: new RegExp(`Report.*${pupil.forename} ${pupil.surname}`) }).click();
  await press(page, "Start");
  await pick(page, "Are you concerned for the pupil's welfare?", "No");
  await pick(page, "Does the pupil have a social worker or a child protection plan?", "No");
  await pick(page, "Must the pupil be found at once?", "No");
  const next = () => press(page, "Save and continue");
  await next();
  await next();
  await day(page, "Last day the pupil attended", today.subtract({ days: 35 }));
  await pick(page, "Is the pupil still on your roll?", "Still on the roll");
  await pick(page, "Reason for removal", "None of these: left, and nobody knows why");
  await next();
  await page.getByLabel("Phoned the parents or carers").check();
  await page.getByLabel("Who tried?").fill("Mo Carter");
  await day(page, "When did they first try?", today.subtract({ days: 33 }));
  await day(page, "When did they last try?", today.subtract({ days: 10 }));
  await page.getByLabel("What came of it?").fill("The number is not in use.");
  await next();
  await pick(page, "What has become of the common transfer file?", "Uploaded with XXXXXXX");
  await page.getByLabel("Your position at the school").fill("Attendance officer");
  await page.getByLabel("Phone number on which we can reach you").fill("01632 960003");
  await next();
  await press(page, "Send the referral");
  reference = /EM-R-\d{6}/.exec((await page.locator(".govuk-panel").textContent()) ?? "")?.[0] ?? "";
  expect(reference).toMatch(/^EM-R-/);
  await page.close();
});

let kase: string;

test("2. before a case opens every list is searched, and the officer sees which lists know the child [A10] [A11]", async () => {
  // Rows that are joined between the look and the decision make her look again: here they are joined before.
  expect((await runCommand(["link"], { KEEPSIGHT_DATA: folder })).code).toBe(0);
  const page = await signedIn("cme.eastmere", `/referrals/${reference}`);
  await looksRight(page, "main-job-referral");
  expect(await page.getByText(/11 lists/).count()).toBeGreaterThan(0);
  const known = page.locator("main").getByText("This child is known to:");
  expect(await known.count()).toBe(1);
  await page.getByLabel("Open a case").check();
  await press(page, "Record the decision");
  await page.waitForURL(/\/cases\/EM-C-\d{6}/);
  kase = /EM-C-\d{6}/.exec(page.url())?.[0] ?? "";
  await page.close();
});

test("3. in My work the case has a next step with its clause; she checks the database and sends the visit request [C20] [C25] [D04]", async () => {
  const page = await signedIn("cme.eastmere", `/cases/${kase}`);
  expect(await page.getByRole("heading", { name: /Next step/ }).textContent()).toContain("database check");
  await page.getByRole("button", { name: "Record the database check" }).first().click();
  await page.getByLabel("No school and no new address").check();
  await press(page, "Record the check");
  await page.goto(`${program.address}/cases/${kase}/visit-requests`);
  await press(page, "Send to the area");
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("Visit asked for");
  await page.goto(`${program.address}/my-work`);
  expect(await page.getByText("none without a next step").isVisible()).toBe(true);
  await page.close();
});

test("4. the area attendance officer, on a phone, assesses the risk first and then finds the family has moved [E02]", async () => {
  const page = await signedIn(await areaOfficer(), `/cases/${kase}/visits`, 320);
  await screenshot(page, "main-job-visits-phone");
  await press(page, "The letter has been sent");
  await page.getByRole("button", { name: "Assess the risks" }).click();
  await page.getByLabel("None of these").check();
  await pick(page, "How risky is the whole visit?", "Low");
  await press(page, "Save the assessment");
  await page.getByRole("button", { name: "Record what you found" }).click();
  await page.getByLabel("The family has moved").check();
  await press(page, "Continue");
  await page.getByLabel("Outside Eastmere").check();
  await page.getByLabel("Which council’s area, if you know").selectOption("Westholme");
  await looksRight(page, "main-job-visit-phone");
  await press(page, "Record the visit");
  expect(await page.locator(".moj-alert").textContent()).toContain("asks that authority");
  await page.close();
});

/** The demonstration's area attendance officer of the area in which the case lies. */
async function areaOfficer(): Promise<string> {
  const page = await signedIn("cme.eastmere", `/cases/${kase}`);
  const area =
    /(North|South|Coast|City) area/
      .exec((await page.locator("main").textContent()) ?? "")?.[1]
      ?.toLowerCase() ?? "";
  await page.goto(`${program.address}/sign-out`);
  await page.close();
  const list = await newPage(browser);
  await list.goto(`${program.address}/sign-in`);
  const own = list.locator(`button[value="area.${area}.eastmere"]`);
  const who = (await own.count()) > 0 ? `area.${area}.eastmere` : "area.eastmere";
  await list.close();
  return who;
}

test("5. a school in the other authority confirms, and only then may the case be closed [C24] [B08]", async () => {
  const officer = await signedIn("cme.eastmere", `/cases/${kase}/closure`);
  await officer.getByLabel(/on a school roll/i).check();
  await press(officer, "Close the case");
  expect(await officer.getByRole("alert").textContent()).toMatch(/N3\.1\.2/);
  await looksRight(officer, "main-job-closure-refused");
  await officer.goto(`${program.address}/cases/${kase}/enquiries`);
  await press(officer, "Send");
  const enquiry =
    /Westholme, (EM-E-\d{6})/.exec((await officer.locator("main").textContent()) ?? "")?.[1] ?? "";

  const other = await signedIn("cme.westholme", `/questions/${enquiry}`);
  await looksRight(other, "main-job-question");
  await other
    .getByRole("button", { name: /^Ask .+ to confirm$/ })
    .first()
    .click();
  expect(await other.locator(".moj-alert").textContent()).toContain("The school sees the question now");
  await other.close();

  const school = await signedIn("school.westholme", "/questions");
  await school.getByRole("link", { name: "Answer" }).first().click();
  await school.getByLabel("Yes").first().check();
  await day(school, "Since which day", today.subtract({ days: 20 })).catch(() =>
    dayAlone(school, today.subtract({ days: 20 })),
  );
  await pick(school, "Does the child attend?", "Yes");
  await press(school, "Send the answer");
  expect(await school.locator(".moj-alert").textContent()).toContain("Your answer is recorded");
  await school.close();

  await officer.goto(`${program.address}/cases/${kase}/closure`);
  await officer.getByLabel(/on a school roll/i).check();
  await press(officer, "Close the case");
  await officer.waitForURL(`${program.address}/cases/${kase}**`);
  expect(await officer.getByText("Closed", { exact: false }).first().isVisible()).toBe(true);
  await looksRight(officer, "main-job-closed");
  await officer.close();
});

async function dayAlone(page: Page, on: Temporal.PlainDate): Promise<void> {
  await page.getByLabel("Day", { exact: true }).fill(String(on.day));
  await page.getByLabel("Month").fill(String(on.month));
  await page.getByLabel("Year").fill(String(on.year));
}

test("6. the school reads the outcome in plain words; the chronology shows who and when; the register shows another day [G02] [G03] [H01]", async () => {
  const school = await signedIn("school.eastmere", "/my-school");
  expect(await school.getByText("Found: on roll at another school").first().isVisible()).toBe(true);
  await school.goto(`${program.address}/cases/${kase}`);
  expect(await school.title()).toContain("You cannot do this");
  await school.close();

  const officer = await signedIn("cme.eastmere", `/cases/${kase}`);
  const chronology = (await officer.locator(".moj-timeline").first().textContent()) ?? "";
  for (const what of ["referral", "database", "visit", "enquiry", "closed"])
    expect(chronology.toLowerCase()).toContain(what);
  await officer.goto(`${program.address}/register?as-at=${today.subtract({ days: 30 })}`);
  expect(await officer.getByText("This is how things stood then, not today.").isVisible()).toBe(true);
  expect(await officer.getByText(kase).count()).toBe(0);
  await officer.close();
});

test("7. a manager sees the register, narrows it, finds it narrowed the next time, and takes it as a file [H01]", async () => {
  const page = await signedIn("named.eastmere", "/register");
  await looksRight(page, "main-job-register");
  await page.getByLabel("Cases", { exact: true }).selectOption("Closed");
  await press(page, "Apply filters");
  expect(await page.getByText(kase).isVisible()).toBe(true);
  await page.goto(`${program.address}/register`);
  expect(await page.getByText(kase).isVisible()).toBe(true);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /as a CSV file/ }).click(),
  ]);
  const taken = join(folder, "register.csv");
  await file.saveAs(taken);
  const text = readFileSync(taken, "utf8");
  expect(text.startsWith("\uFEFFReference,")).toBe(true);
  expect(text).toContain(kase);
  await page.close();
});

test("8. Ctrl-C ends it cleanly; after a kill the next start goes on with everything that was done [G03]", async () => {
  await program.end("SIGKILL");
  program = await startProgram(folder, port, county);
  expect(await program.end("SIGINT")).toBe(0);
  program = await startProgram(folder, port, county);
  expect(program.said()).not.toContain("Inventing");
  const page = await signedIn("cme.eastmere", `/cases/${kase}`);
  expect(await page.getByText("Closed", { exact: false }).first().isVisible()).toBe(true);
  await page.close();
  const verified = await runCommand(["audit", "verify"], { KEEPSIGHT_DATA: folder });
  expect(verified.out).toContain("Nothing was changed.");
});

test("what is wrong with the settings is said in one line with its mend", async () => {
  const taken = await runCommand(["start"], { KEEPSIGHT_DATA: folder, KEEPSIGHT_PORT: String(port) });
  expect(taken).toMatchObject({
    code: 1,
    err: `Port ${port} is taken. Stop what uses it, or set KEEPSIGHT_PORT to another.\n`,
  });
  const twice = await runCommand(["start"], {
    KEEPSIGHT_DATA: folder,
    KEEPSIGHT_PORT: String(await freePort()),
  });
  expect(twice.err).toContain("Keepsight already runs on");
  const unknown = await runCommand(["start"], { KEEPSIGHT_PROT: "1" });
  expect(unknown.err).toContain("Unknown setting KEEPSIGHT_PROT. Remove it, or use one of:");
  const away = await runCommand(["migrate"], { DATABASE_URL: "postgres://nobody:x@127.0.0.1:9/keepsight" });
  expect(away.err).toMatch(
    /^The database at 127\.0\.0\.1:9\/keepsight cannot be used \(.+\)\. Start it, or mend DATABASE_URL\.\n$/,
  );
});
