import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  axeViolations,
  newPage,
  screenshot,
  sidewaysScroll,
  startBrowser,
} from "../../test/support/browser.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let browser: Browser;
let url: string;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-16T09:00:00Z");
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  const address = server.server.address();
  url = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await db.end();
});

/** A pupil of Downland Primary School, whose authority asks the officer first, with marks. */
async function aPupil(forename: string): Promise<number> {
  const id = await addPupil(db.owner, {
    ...{ authority: "Westholme", school: "Downland Primary School", forename, surname: "Offrollby" },
    ...{ born: "2016-05-04", address: "1 Invented Lane", startsOn: "2026-11-12" },
  });
  const weeks = { "2026-10-05": "/\\/\\IIOOOO", "2026-10-12": "OOOOOOOOOO", "2026-10-19": "OOOOOOOOOO" };
  for (const [week, marks] of Object.entries({
    ...weeks,
    "2026-11-02": "OOGGGGOONN",
    "2026-11-09": "OOOOOOOOOO",
  }))
    await db.owner.query(
      `insert into attendance_weeks (child_id, last_import_id, school_id, week, marks)
       select id, 0, school_id, $2, $3 from children where id = $1`,
      [id, week, marks],
    );
  return id ?? 0;
}

/** At a desk with axe; on a phone without JavaScript, where axe cannot run. */
async function looked(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await screenshot(page, `removals-${name}`);
  expect(await sidewaysScroll(page), path).toBe(0);
  if (!name.endsWith("-320")) expect(await axeViolations(page), path).toEqual([]);
}

async function pageOf(who: string, width: number): Promise<Page> {
  const { token } = await signedIn(db, server, who);
  const page = await newPage(browser, { width, javaScript: width > 320 });
  await page.context().addCookies([{ name: "keepsight", value: token, url }]);
  return page;
}

const date = (name: string, day: string) => ({
  [`${name}-day`]: day,
  [`${name}-month`]: "11",
  [`${name}-year`]: "2026",
});
const half = {
  ...{ unableToCome: "no", schoolTried: "Called four times, visited twice." },
  ...date("schoolTriedOn", "6"),
};
const leaving = { destination: "unknown", transferFile: "xxxxxxx" };

/** Looks at each page at a desk and on a phone. */
async function lookedAt(who: string, pages: readonly (readonly [path: string, name: string])[]) {
  for (const width of [1280, 320]) {
    const page = await pageOf(who, width);
    for (const [path, name] of pages) await looked(page, path, `${name}-${width}`);
    await page.context().close();
  }
}

/** A removal on the ground that the pupil moved, ready to be checked. */
async function movedAway(): Promise<string> {
  const school = await signedIn(db, server, "school.westholme");
  const at = `/pupils/${await aPupil("Ivo")}/removal`;
  await school.send(at, { reason: "ground-G" }, { action: `${at}/ground` });
  await school.send(`${at}/evidence`, {
    ...{ boarder: "no", tooFar: "yes", willAttendAgain: "no", orderNamesSchool: "no" },
    ...{ evidence: "The landlord’s e-mail.", ...date("movedOn", "7") },
  });
  const reason = "The family moved to the coast.";
  await school.send(`${at}/leaving`, { ...leaving, reason, ...date("removedOn", "9") });
  return at;
}

test("the pages from the ground to the answer fit a desk and a phone, without JavaScript there, and please axe [F01] [F02]", async () => {
  const school = await signedIn(db, server, "school.westholme");
  const at = `/pupils/${await aPupil("Wren")}/removal`;
  await school.send(at, { reason: "ground-I" }, { action: `${at}/ground` });
  await school.send(`${at}/evidence`, half);
  await lookedAt("school.westholme", [
    [at, "ground"],
    [`${at}/evidence`, "evidence"],
    [`${at}/answer`, "not-yet"],
  ]);
}, 120_000);

test("so do those from the day to the file of the school [F03] [H09] [C28]", async () => {
  const other = await movedAway();
  const school = await signedIn(db, server, "school.westholme");
  const childId = await aPupil("Ada");
  const at = `/pupils/${childId}/removal`;
  await school.send(at, { reason: "ground-I" }, { action: `${at}/ground` });
  await school.send(`${at}/evidence`, {
    ...{ ...half, authorityTried: "The hub worker visited.", together: "yes", found: "not-found" },
    ...{ evidence: "Call notes in the pupil’s file.", ...date("authorityTriedOn", "11") },
  });
  await lookedAt("school.westholme", [[`${at}/leaving`, "leaving"]]);
  const reason = "Away for twenty school days.";
  await school.send(`${at}/leaving`, { ...leaving, reason, ...date("removedOn", "16") });
  const { location = "" } = await school.send(`${at}/check`, {}, { action: at });
  const third = `/pupils/${await aPupil("Ivy")}/removal`;
  await school.send(third, { reason: "no-behaviour" }, { action: `${third}/ground` });
  await lookedAt("school.westholme", [
    [`${other}/check`, "check"],
    [location, "done"],
    ["/my-school/removals", "school"],
    ["/my-school/removals/file", "file"],
    ["/my-school/returns", "returns"],
    [`/my-school/returns/deletion/${childId}/2026-11-16`, "return"],
    [`${third}/not-lawful`, "not-lawful"],
  ]);
}, 180_000);

test("and so do those of the authority [C28] [H08] [H09]", async () => {
  const at = await movedAway();
  const school = await signedIn(db, server, "school.westholme");
  const { location = "" } = await school.send(`${at}/check`, {}, { action: at });
  await lookedAt("cme.westholme", [
    ["/removals", "authority"],
    [location.replace("/my-school", ""), "agree"],
    ["/removals/patterns", "patterns"],
    ["/removals/returns", "received"],
    ["/removals/leavers", "leavers"],
  ]);
}, 180_000);
