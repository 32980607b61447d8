import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newPage, screenshot, startBrowser } from "../../test/support/browser.ts";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { raiseFlags, recordFacts } from "../cases/index.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { filledIn, inventedValues } from "./letter-fields.ts";
import { sendLetter } from "./send-letter.ts";
import { shippedTemplates } from "./shipped-templates.store.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let kase: CaseAtAddress;
let held: CaseAtAddress;
let guarded: CaseAtAddress;
let letter: string;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  browser = await startBrowser();
  kase = await caseAtAddress(db, { forename: "Tamsin", surname: "Oakmere" });
  held = await caseAtAddress(db, { forename: "Samira", surname: "Quenby" });
  guarded = await caseAtAddress(db, { forename: "Perran", surname: "Hollin" });
  const viewer = await db.who("cme.eastmere");
  await db.owner.query("update people set phone = '01632 960 555' where id = $1", [viewer.personId]);
  await db.owner.query(
    `insert into child_addresses (child_id, lines, postcode, hidden, source, made_at, made_by)
     values ($1, '9 Teal Court', 'EA9 9ZZ', true, 'social care', '2026-11-03T12:00Z', 1)`,
    [guarded.childId],
  );
  db.setNow("2026-11-04T12:00:00Z");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, async (context) => {
    await recordFacts(context, kase.caseId, [
      { kind: "visit-requested", details: { urgent: false, areaId: kase.areaId } },
    ]);
    await raiseFlags(context, held.childId, ["forced-marriage"], "Her teacher, by telephone");
    for (const [template, sentBy] of [
      ["before-visit", "post"],
      ["order-notice", "post"],
      ["home-education", "hand"],
    ] as const) {
      const sent = await sendLetter(context, kase.reference, {
        ...{
          template,
          sentBy,
          to: await carerOf(kase),
          address: "4 Lantern Row\nLarkmere\nEastmere\nEA4 7DN",
        },
        body: filledIn(shippedTemplates.get(template)?.body ?? "", {
          ...inventedValues,
          authority: "Eastmere",
        }),
        sentOn: Temporal.PlainDate.from("2026-11-04"),
      });
      letter ??= "sent" in sent ? sent.sent : "";
    }
  });
  await db.owner.query(
    `insert into letter_texts (authority_id, template, revision, body, made_at, made_by)
     select id, 'before-visit', 1, $1, '2026-11-04T12:00Z', (select id from people where email like 'data.eastmere@%')
     from authorities where name = 'Eastmere'`,
    [
      shippedTemplates
        .get("before-visit")
        ?.body.replace("Yours sincerely", "We look forward to meeting you.\n\nWith best wishes"),
    ],
  );
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

async function carerOf({ childId }: CaseAtAddress): Promise<string> {
  const { rows } = await db.owner.query("select id from carers where child_id = $1", [childId]);
  return `carer-${rows[0].id}`;
}

async function opened(who: string, path: string, options: { javaScript?: boolean } = {}): Promise<Page> {
  const { token } = await signedIn(db, server, who);
  const address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const page = await newPage(browser, options);
  await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
  await page.goto(address + path);
  return page;
}

const writing = async (of: CaseAtAddress) =>
  `/cases/${of.reference}/letters/new?template=before-visit&to=${await carerOf(of)}`;
const pages: Record<string, { who?: string; path: () => string | Promise<string> }> = {
  choose: { path: () => `/cases/${kase.reference}/letters/new` },
  write: { path: () => writing(kase) },
  "write-guarded": { path: () => writing(guarded) },
  held: { path: () => writing(held) },
  list: { path: () => `/cases/${kase.reference}/letters` },
  letter: { path: () => `/cases/${kase.reference}/letters/${letter}` },
  correction: { path: () => `/cases/${kase.reference}/letters/${letter}/correction` },
  "on-paper": { path: () => `/cases/${kase.reference}/letters/${letter}/print` },
  day: { path: () => "/letters" },
  texts: { who: "data.eastmere", path: () => "/letter-texts" },
  text: { who: "data.eastmere", path: () => "/letter-texts/997/before-visit" },
  "change-text": { who: "named.eastmere", path: () => "/letter-texts/997/before-visit/change" },
  "earlier-text": { who: "data.eastmere", path: () => "/letter-texts/997/before-visit/texts/0" },
};

test.each(Object.entries(pages))(
  "the page %s has nothing that axe objects to and fits a phone",
  async (name, { who = "cme.eastmere", path }) => {
    const { token } = await signedIn(db, server, who);
    await lookAt({ address: await addressOf(server), token, pages: { [`letters-${name}`]: await path() } });
  },
);

test("on paper the address lies in the window of a DL envelope, and nothing of the program is printed", async () => {
  const page = await opened("cme.eastmere", `/cases/${kase.reference}/letters/${letter}/print`);
  await page.emulateMedia({ media: "print" });
  // The width of A4 between the margins of 20 mm.
  const millimetre = 96 / 25.4;
  await page.setViewportSize({ width: Math.round(170 * millimetre), height: 1000 });
  await screenshot(page, "letters-printed");
  const box = await page.locator(".keepsight-letter__window").boundingBox();
  // The sheet begins 15 mm above and 20 mm to the left of what is printed.
  const [top, left] = [(box?.y ?? 0) / millimetre + 15, (box?.x ?? 0) / millimetre + 20];
  expect(top).toBeGreaterThanOrEqual(45);
  expect(top + (box?.height ?? 0) / millimetre).toBeLessThanOrEqual(80);
  expect(left).toBeGreaterThanOrEqual(20);
  expect(left + (box?.width ?? 0) / millimetre).toBeLessThanOrEqual(110);
  expect(await page.locator("body").innerText()).not.toMatch(/Keepsight|Print|Sign out|Back/);
  await page.context().close();
});

test("printed together each letter begins a sheet of its own", async () => {
  const page = await opened("cme.eastmere", "/letters/print");
  expect(await page.locator("article").count()).toBe(3);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(sheets).toBeGreaterThanOrEqual(3);
  expect(sheets).toBeLessThanOrEqual(4);
  await page.context().close();
});

test("a letter is written, shown, mended and finished without JavaScript [C20]", async () => {
  const page = await opened("cme.eastmere", `/cases/${kase.reference}/letters`, { javaScript: false });
  await page.getByRole("button", { name: "Write a letter" }).click();
  await page.getByLabel("School place offered and not taken up").check();
  await page.getByLabel("Ines Oakmere (mother)").check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Finish the letter" }).click();
  expect(await page.locator(".govuk-error-summary").innerText()).toContain(
    "Fill in the school where a place was offered",
  );
  const text = page.getByLabel("Text of this letter");
  await text.fill((await text.inputValue()).replaceAll(/\[fill in: [^\]]*\]/g, "Saltmarsh High School"));
  await page.getByRole("button", { name: "Show how it reads" }).click();
  expect(await page.locator("h3").first().innerText()).toBe(
    "Tamsin Oakmere's place at Saltmarsh High School",
  );
  await page.getByRole("button", { name: "Finish the letter" }).click();
  expect(await page.locator("main").innerText()).toContain("The letter is kept as it was sent.");
  await page.context().close();
});
