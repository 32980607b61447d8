import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openCase } from "../../src/cases/index.ts";
import { perform } from "../../src/context.ts";
import { startWorker, type Worker } from "../../src/jobs/worker.ts";
import { webServer } from "../../src/web/server.ts";
import { axeViolations, newPage, screenshot, sidewaysScroll, startBrowser } from "../support/browser.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { referredChild } from "../support/referred-child.ts";
import { signedIn } from "../support/signed-in.ts";

// A browser on a busy machine takes its time, and a proof plays thousands of histories.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

let database: TestDatabase;
let server: FastifyInstance;
let worker: Worker;
let browser: Browser;
let address: string;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-24T10:00:00Z");
  server = await webServer(database.keepsight);
  address = await server.listen({ host: "localhost", port: 0 });
  worker = await startWorker(database.keepsight, database.ownerUrl);
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await worker.stop();
  await server.close();
  await database.end();
});

/** A page of somebody's browser, signed in. */
async function pageOf(who: string): Promise<Page> {
  const page = await newPage(browser);
  const { token } = await signedIn(database, server, who);
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  page.setDefaultTimeout(20_000);
  return page;
}

/** Nothing on the page is in anybody's way, and it fits a desk and a small phone. Keeps a picture of both. */
async function looksRight(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  expect(await axeViolations(page), name).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await screenshot(page, `${name}-phone`);
  expect(await sidewaysScroll(page), name).toBe(0);
  await page.setViewportSize({ width: 1280, height: 900 });
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const heading = (page: Page) => page.getByRole("heading", { level: 1 }).textContent();

/** Opens a case of an invented child; answers by which version the check of the database is owed, and until when. */
async function checkOwed(caseId: number): Promise<{ version: string; due: string }> {
  const { rows } = await database.owner.query(
    "select version, (due_at at time zone 'Europe/London')::date::text as due from obligations where case_id = $1 and obligation = 'check-database'",
    [caseId],
  );
  return rows[0];
}

async function openedCase(surname: string): Promise<number> {
  const { keepsight, owner, who } = database;
  const child = await referredChild(owner, { surname, receivedAt: keepsight.now().toString() });
  const call = { viewer: await who("cme.eastmere"), act: "open-case" as const, request: "test" };
  const opened = await perform(keepsight, call, (context) =>
    openCase(context, {
      ...child,
      reason: "left-destination-unknown",
      missingSince: null,
      address: "inside",
    }),
  );
  return "refused" in opened ? Number.NaN : opened.caseId;
}

/** Waits until the proof that was asked for is done; the page comes again by itself. */
async function proved(page: Page): Promise<void> {
  await page.getByText("Being proved").waitFor({ state: "detached", timeout: 120_000 });
}

test("an officer edits a time, is refused for a wrong example, mends, proves and compares; another puts it in force; a new case follows it and an old one does not", async () => {
  const old = await openedCase("Oldham");
  const editor = await pageOf("data.eastmere");
  await editor.goto(`${address}/procedures/norfolk/versions`);
  await looksRight(editor, "own-versions");
  await press(editor, "Make our own version");
  await looksRight(editor, "own-version");
  await editor.getByRole("heading", { name: "The referral and its case" }).click();
  await editor.getByRole("link", { name: /^Change ?: Record the database check \(new case/ }).click();
  await editor.getByLabel("How many").fill("3");
  await looksRight(editor, "own-version-obligation");
  await press(editor, "Save and look at its examples");
  expect(await heading(editor)).toBe("Worked examples");
  await looksRight(editor, "own-version-examples");

  await press(editor, "Save the examples");
  expect(await editor.getByRole("alert").textContent()).toContain("Say what is right for");
  await looksRight(editor, "own-version-examples-refused");
  const example = (number: number) =>
    editor.getByRole("group", { name: `What is right in example ${number}`, exact: true });
  await example(1).getByLabel("Neither").check();
  await example(1).getByLabel("When it should be due").fill("2026-03-30");
  for (const number of [2, 3])
    await example(number)
      .getByLabel(/Right as it comes out now/)
      .check();
  await press(editor, "Save the examples");
  expect(await editor.getByText("no longer give what they expect").isVisible()).toBe(true);

  await editor.getByRole("link", { name: "The version" }).click();
  await editor.getByRole("link", { name: "Prove it" }).click();
  await press(editor, "Prove it");
  await proved(editor);
  expect(await editor.getByText("Not proved").isVisible()).toBe(true);
  await looksRight(editor, "own-version-not-proved");
  await editor.getByRole("link", { name: "Look at its examples" }).first().click();
  await editor.getByLabel(/Right as it comes out now/).check();
  await press(editor, "Save the examples");
  expect(await editor.getByText("Every example gives what it expects").isVisible()).toBe(true);
  await editor
    .getByLabel(/Tuesday 3 March 2026 at 10am/)
    .first()
    .check();
  await editor.getByLabel("When it is due, as you count it").fill("2026-03-06");
  await editor.getByLabel("What the example shows").fill("Three days and no more");
  await looksRight(editor, "own-version-boundary-wanted");
  await press(editor, "Add the boundary example");
  await editor.getByRole("link", { name: "Go on with the version" }).click();
  await editor.getByRole("link", { name: "Prove it" }).click();
  await press(editor, "Prove it");
  await proved(editor);
  expect(await editor.getByText("No open case is ever forgotten").isVisible()).toBe(true);
  await looksRight(editor, "own-version-proved");
  await editor.getByRole("link", { name: "compare it with the version before" }).click();
  expect(await editor.getByText("within 2 working days becomes within 3 working days").isVisible()).toBe(
    true,
  );
  await looksRight(editor, "own-version-changes");

  const leader = await pageOf("named.eastmere");
  await leader.goto(editor.url().replace("/changes", ""));
  await leader.getByRole("link", { name: "Put it in force" }).click();
  await looksRight(leader, "own-version-in-force");
  await leader.getByRole("link", { name: "See them case by case" }).click();
  await looksRight(leader, "own-version-moved-deadlines");
  await leader.goBack();
  await leader.getByLabel("Day", { exact: true }).fill("23");
  await press(leader, "Put it in force");
  expect(await leader.getByRole("alert").textContent()).toContain("Enter today or a later day");
  await leader.getByLabel("Day", { exact: true }).fill("24");
  await press(leader, "Put it in force");
  expect(await leader.getByText("In force from").isVisible()).toBe(true);
  await looksRight(leader, "own-version-put");

  database.setNow("2026-11-24T10:05:00Z");
  expect(await checkOwed(await openedCase("Newham"))).toEqual({ version: "EM-1", due: "2026-11-27" });
  expect(await checkOwed(old)).toEqual({ version: "1", due: "2026-11-26" });
});
