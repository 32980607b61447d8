import { mkdtempSync, readdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, startBrowser } from "../../test/support/browser.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { pupil, rollFile } from "../../test/support/roll-file.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { webServer } from "../web/server.ts";
import { runImport, uploadsFolder } from "./run-import.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
beforeAll(async () => {
  db = await testDatabase();
  db.keepsight.settings.dataFolder = mkdtempSync(join(tmpdir(), "keepsight-uploads-"));
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

async function pageOf(who: string, options: { width?: number; javaScript?: boolean } = {}): Promise<Page> {
  const { token } = await signedIn(db, server, who);
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const page = await newPage(browser, options);
  await page.context().addCookies([{ name: "keepsight", value: token, url }]);
  await page.goto(`${url}/imports`);
  return page;
}

async function sendFile(page: Page, path: string): Promise<number> {
  await page.locator('input[type="file"]').setInputFiles(path);
  await page.getByRole("button", { name: "Send the file" }).click();
  return Number(/\/imports\/(\d+)/.exec(page.url())?.[1]);
}

test("a school sends its roll on a page without JavaScript, corrects a row and sets one aside [A02] [G04]", async () => {
  const page = await pageOf("school.eastmere", { javaScript: false });
  const roll = rollFile([pupil(1), pupil(2, { DOB: "31/02/2015" }), pupil(3, { Sex: "X" })]);
  const importId = await sendFile(page, roll);
  expect(await page.locator("main").textContent()).toContain("It is read in a moment");
  expect(readdirSync(uploadsFolder(db.keepsight))).toHaveLength(1);
  const { rows } = await db.owner.query("select data from pgboss.job where name = 'run-import'");
  expect(rows).toEqual([{ data: { importId } }]);

  await runImport(db.keepsight, importId);
  expect(readdirSync(uploadsFolder(db.keepsight))).toEqual([]);
  await page.reload();
  expect(await page.locator("main").textContent()).toContain("All 3 rows were read.");

  await page.getByRole("link", { name: "Correct the 2 rows" }).click();
  await page.getByRole("link", { name: `Row 3 of import ${importId}` }).click();
  expect(await page.locator("#DOB-error").textContent()).toContain("'31/02/2015' is not a day.");
  await page.getByRole("button", { name: "Take in the corrected row" }).click();
  expect(await page.locator("#DOB-error").textContent()).toContain("'31/02/2015' is not a day.");
  await page.locator("#DOB").fill("28/02/2015");
  await page.getByRole("button", { name: "Take in the corrected row" }).click();
  await page.getByRole("link", { name: `Row 4 of import ${importId}` }).click();
  await page.locator("#because").fill("Typed for a test");
  await page.getByRole("button", { name: "Set the row aside" }).click();
  expect(await page.locator("main").textContent()).toContain("No row waits.");
  const children = await db.owner.query("select upn from children order by upn");
  expect(children.rows.map(({ upn }) => upn).sort()).toEqual([pupil(1)["UPN"], pupil(2)["UPN"]].sort());
});

test("a school corrects its own row of a file that the council brought, and sees no more of that file [A02] [G04]", async () => {
  const wrong = { DOB: "31/02/2015" };
  const brought = rollFile([pupil(91, wrong), pupil(92, { ...wrong, LAESTAB: "9972002" })]);
  const importId = await sendFile(await pageOf("data.eastmere"), brought);
  await runImport(db.keepsight, importId);

  const page = await pageOf("school.eastmere", { javaScript: false });
  await page.getByRole("link", { name: "Correct it" }).click();
  expect(await page.locator("main").textContent()).not.toContain(pupil(92)["Surname"]);
  await page.getByRole("link", { name: `Row 2 of import ${importId}` }).click();
  await page.locator("#DOB").fill("28/02/2015");
  await page.getByRole("button", { name: "Take in the corrected row" }).click();
  expect(await page.locator("main").textContent()).toContain("No row waits.");
  const { rows } = await db.owner.query(
    "select settled_as, (select count(*)::int from children where upn = $2) as children from rejected_rows where import_id = $1 order by row_number",
    [importId, pupil(91)["UPN"]],
  );
  expect(rows).toEqual([
    { settled_as: "corrected", children: 1 },
    { settled_as: null, children: 1 },
  ]);
});

test("the same file sent again says so and leaves nothing behind [A04]", async () => {
  const page = await pageOf("data.eastmere");
  const roll = rollFile([pupil(11)]);
  await runImport(db.keepsight, await sendFile(page, roll));
  await page.goBack();
  await sendFile(page, roll);
  expect(await page.locator("main").textContent()).toContain("Sending it again has changed nothing.");
  expect(readdirSync(uploadsFolder(db.keepsight))).toEqual([]);
});

test("no file, an empty one and one from a page of somebody else are refused [A02]", async () => {
  const page = await pageOf("data.eastmere");
  await page.getByRole("button", { name: "Send the file" }).click();
  expect(await page.locator("#file-error").textContent()).toContain("Choose the file to send");
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "roll.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) });
  await page.getByRole("button", { name: "Send the file" }).click();
  expect(await page.locator("#file-error").textContent()).toContain("The file is empty");
  await page
    .locator('form[action="/imports"] input[name="_csrf"]')
    .first()
    .evaluate((field) => field.setAttribute("value", "other"));
  await page.locator('input[type="file"]').setInputFiles(rollFile([pupil(21)]));
  const refused = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.getByRole("button", { name: "Send the file" }).click();
  expect((await refused).status()).toBe(403);
  expect(readdirSync(uploadsFolder(db.keepsight))).toEqual([]);
});

test("a row to correct is told by its child and school, and its columns are called in words [A02]", async () => {
  const sent = await sendFile(
    await pageOf("data.eastmere"),
    rollFile([pupil(41, { DOB: "no", NCYear: "3", Carer1Name: "Ines" })]),
  );
  await runImport(db.keepsight, sent);
  const page = await pageOf("data.eastmere");
  await page.goto(new URL(`/rejected-rows?import=${sent}`, page.url()).href);
  const { Forename = "", Surname = "" } = pupil(41);
  const list = (await page.locator("main").textContent()) ?? "";
  expect(list).toContain(`${Forename} ${Surname}`);
  expect(list).toContain("Ashfield Primary School");
  expect(list).toContain("Date of birth: ");
  await page
    .getByRole("link", { name: /^Row \d+ of import/ })
    .first()
    .click();
  for (const words of ["Carer 1 name", "Year group", "School number"])
    expect(await page.getByLabel(words, { exact: true }).count()).toBe(1);
});

test("the pages of imports have nothing that axe objects to and fit a phone", async () => {
  const sent = await sendFile(
    await pageOf("data.eastmere"),
    rollFile([pupil(31), pupil(32, { DOB: "no", UPN: "B1" })]),
  );
  await runImport(db.keepsight, sent);
  const { rows } = await db.owner.query("select id from rejected_rows where import_id = $1", [sent]);
  const { token } = await signedIn(db, server, "data.eastmere");
  await lookAt({
    address: await addressOf(server),
    token,
    pages: {
      imports: "/imports",
      "imports-one": `/imports/${sent}`,
      "rejected-rows": "/rejected-rows",
      "rejected-rows-one": `/rejected-rows/${rows[0]?.id}`,
    },
  });
});
