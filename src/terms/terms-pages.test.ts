import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, startBrowser } from "../../test/support/browser.ts";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
beforeAll(async () => {
  db = await testDatabase();
  db.keepsight.settings.dataFolder = mkdtempSync(join(tmpdir(), "keepsight-terms-"));
  db.setNow("2026-11-03T10:00:00Z");
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

function file(name: string, content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "keepsight-terms-")), name);
  writeFileSync(path, content);
  return path;
}

async function pageOf(who: string, options: { width?: number; javaScript?: boolean } = {}): Promise<Page> {
  const { token } = await signedIn(db, server, who);
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const page = await newPage(browser, options);
  await page.context().addCookies([{ name: "keepsight", value: token, url }]);
  await page.goto(`${url}/terms`);
  return page;
}

async function sendFile(page: Page, path: string): Promise<string> {
  await page.locator('input[type="file"]').setInputFiles(path);
  await page.getByRole("button", { name: "Send the file" }).click();
  return (await page.locator("main").textContent()) ?? "";
}

const calendar = (...events: [string, string, string][]) =>
  [
    "BEGIN:VCALENDAR",
    ...events.flatMap(([name, start, end]) => [
      "BEGIN:VEVENT",
      `SUMMARY:${name}`,
      `DTSTART;VALUE=DATE:${start}`,
      `DTEND;VALUE=DATE:${end}`,
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

test("a school sends its calendar on a page without JavaScript, and reads which event to mend [C18 partly]", async () => {
  const page = await pageOf("school.eastmere", { javaScript: false });
  expect(await page.locator("main").textContent()).not.toContain("Larkmere");
  const said = await sendFile(
    page,
    file(
      "terms.ics",
      calendar(
        ["Autumn term", "20260903", "20261219"],
        ["Sports day", "20270610", "20270611"],
        ["Spring term", "20270104", "20270325"],
      ),
    ),
  );
  expect(said).toContain("'Sports day' does not say what it is.");
  expect(said).toContain("worked out anew within two minutes");
  await page.getByRole("link", { name: "All term dates" }).click();
  expect(await page.locator("main table").first().textContent()).toContain("24 Mar 2027");
  await page.getByRole("link", { name: "Ashfield Primary School" }).first().click();
  expect(await page.locator("main").textContent()).toContain("Friday 18 December 2026");
});

test("a closure that did not happen is taken out by its school, once, and by no other [G04]", async () => {
  const { rows } = await db.owner.query(
    `insert into terms (authority_id, school_id, starts_on, ends_on, kind)
     select authority_id, id, '2026-11-20', '2026-11-20', 'closure' from schools where laestab = '9972001' returning id`,
  );
  const span = { span: String(rows[0].id) };
  const another = await signedIn(db, server, "school2.eastmere");
  const own = await signedIn(db, server, "school.eastmere");
  const take = async (who: typeof own, code: string) => {
    const { _csrf = "" } = unseenIn((await who.open("/terms")).body, "/terms");
    return (await who.post(`/terms/${code}/taken-out`, { ...span, _csrf })).status;
  };
  expect([await take(another, "9972001"), await take(another, "9972002")]).toEqual([404, 404]);
  expect((await own.open("/terms/9972001")).body).toContain("Friday 20 November 2026");
  expect([await take(own, "9972001"), await take(own, "9972001")]).toEqual([303, 404]);
  expect((await own.open("/terms/9972001")).body).not.toContain("Friday 20 November 2026");
});

test("the same file sent again says that nothing has changed", async () => {
  const page = await pageOf("data.eastmere");
  const terms = file("terms.csv", "Code,Kind,Starts,Ends\n9972002,term,2027-01-04,2027-07-20\n");
  expect(await sendFile(page, terms)).toContain("new.");
  await page.goBack();
  expect(await sendFile(page, terms)).toContain("1 as before. Nothing has changed.");
});

test("no file, one that is none, and one from a page of somebody else are refused", async () => {
  const page = await pageOf("data.eastmere");
  await page.getByRole("button", { name: "Send the file" }).click();
  expect(await page.locator("#file-error").textContent()).toContain("Choose the file to send");
  await sendFile(page, file("terms.csv", "Name,Age\nx,1\n"));
  expect(await page.locator("#file-error").textContent()).toContain("This file has no Kind");
  await page
    .locator('form[action="/terms"] input[name="_csrf"]')
    .evaluate((field) => field.setAttribute("value", "other"));
  await page.locator('input[type="file"]').setInputFiles(file("terms.csv", "Kind,Starts,Ends\n"));
  const refused = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Send the file" }).click();
  expect((await refused).status()).toBe(403);
});

test("a calendar that ends too early is shown on the first page months before it bites [C18 partly]", async () => {
  const first = async () => {
    const officer = await signedIn(db, server, "data.westholme");
    const { location } = await officer.open("/");
    return (await officer.open(location ?? "")).body;
  };
  const notice = "Term dates of Westholme end on 21 July 2027: deadlines counted in school days after";
  db.setNow("2026-11-03T10:00:00Z");
  expect(await first()).not.toContain("cannot be worked out");
  db.setNow("2027-01-20T10:00:00Z");
  expect(await first()).toContain(notice);
  const officer = await signedIn(db, server, "data.westholme");
  expect((await officer.open("/terms")).body).toContain(notice);
  expect((await officer.open("/imports")).body).not.toContain(notice);
  const other = await signedIn(db, server, "cme.westholme");
  expect((await other.open("/my-work")).body).not.toContain(notice);
  db.setNow("2026-11-03T10:00:00Z");
});

test("a deadline beyond the calendar is told to who works the case, and nothing is half saved [C18 partly]", async () => {
  const kase = await caseAtAddress(db, { forename: "Enid", surname: "Garrow" });
  db.setNow("2027-07-12T10:00:00Z");
  await db.owner.query(
    `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
     values ($1, 'removed-from-roll', '2027-07-09T10:00Z', '{"schoolName": "Saltmarsh High School", "ground": null}',
       '2027-07-09T10:00Z', (select id from people where email like 'cme.eastmere@%'))`,
    [kase.caseId],
  );
  await db.owner.query("update cases set school_id = null where id = $1", [kase.caseId]);
  const officer = await signedIn(db, server, "cme.eastmere");
  const shown = await officer.open(`/cases/${kase.reference}`);
  expect(shown.status).toBe(409);
  expect(shown.body).toContain("A deadline cannot be worked out yet");
  expect(shown.body).toContain("term dates are known from");
  const facts = async () =>
    (await db.owner.query("select count(*)::int as facts from case_facts where case_id = $1", [kase.caseId]))
      .rows[0].facts;
  const before = await facts();
  const page = `/cases/${kase.reference}/notes`;
  const sent = await officer.send(page, { note: "Spoke to the school." });
  expect([sent.status, await facts()]).toEqual([409, before]);
  expect(sent.body).toContain("Nothing was saved.");
  db.setNow("2026-11-03T10:00:00Z");
});

test("the pages of term dates have nothing that axe objects to and fit a phone", async () => {
  db.setNow("2027-02-01T10:00:00Z");
  await sendFile(
    await pageOf("data.eastmere"),
    file("terms.csv", "Code,Kind,Starts,Ends\n9974001,term,2027-04-12,2027-07-20\n9974001,holiday,x,y\n"),
  );
  const { rows } = await db.owner.query("select max(id) as id from term_files");
  const { token } = await signedIn(db, server, "data.eastmere");
  await lookAt({
    address: await addressOf(server),
    token,
    pages: {
      terms: "/terms",
      "terms-children": "/children",
      "terms-file": `/terms/files/${rows[0].id}`,
      "terms-school": "/terms/9974001",
      "terms-authority": "/terms/997",
    },
  });
});
