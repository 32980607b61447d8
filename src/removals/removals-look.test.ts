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

test("every page of a removal is fit for a desk and a phone, without JavaScript there, and has nothing that axe objects to [F01] [H08] [H09]", async () => {
  const [childId, movedId] = [await aPupil("Wren"), await aPupil("Ivo")];
  const at = `/pupils/${childId}/removal`;
  const school = await signedIn(db, server, "school.westholme");
  const date = (name: string, day: string) => ({
    [`${name}-day`]: day,
    [`${name}-month`]: "11",
    [`${name}-year`]: "2026",
  });
  await school.send(at, { reason: "ground-I" }, { action: `${at}/ground` });
  const half = {
    unableToCome: "no",
    schoolTried: "Called four times, visited twice.",
    ...date("schoolTriedOn", "6"),
  };
  await school.send(`${at}/evidence`, half);
  const steps = [
    ["", "ground"],
    ["/evidence", "evidence"],
    ["/answer", "not-yet"],
  ] as const;
  for (const width of [1280, 320]) {
    const page = await pageOf("school.westholme", width);
    for (const [path, name] of steps) await looked(page, `${at}${path}`, `${name}-${width}`);
    await page.context().close();
  }
  await school.send(`${at}/evidence`, {
    ...{ ...half, authorityTried: "The hub worker visited.", together: "yes", found: "not-found" },
    ...{ evidence: "Call notes in the pupil’s file.", ...date("authorityTriedOn", "11") },
  });
  const leaving = { destination: "unknown", reason: "Away for twenty school days.", transferFile: "xxxxxxx" };
  await school.send(`${at}/leaving`, { ...leaving, ...date("removedOn", "16") });
  const other = `/pupils/${movedId}/removal`;
  await school.send(other, { reason: "ground-G" }, { action: `${other}/ground` });
  await school.send(`${other}/evidence`, {
    ...{
      boarder: "no",
      tooFar: "yes",
      willAttendAgain: "no",
      orderNamesSchool: "no",
      evidence: "The landlord’s e-mail.",
    },
    ...date("movedOn", "7"),
  });
  await school.send(`${other}/leaving`, { ...leaving, ...date("removedOn", "9") });
  for (const width of [1280, 320]) {
    const page = await pageOf("school.westholme", width);
    await looked(page, `${at}/answer`, `met-${width}`);
    await looked(page, `${at}/leaving`, `leaving-${width}`);
    await looked(page, `${other}/check`, `check-${width}`);
    await page.context().close();
  }
  const done = await school.send(`${at}/check`, {}, { action: at });
  const asked = await school.send(`${other}/check`, {}, { action: other });
  const third = `/pupils/${await aPupil("Ada")}/removal`;
  await school.send(third, { reason: "no-behaviour" }, { action: `${third}/ground` });
  const ofSchool = [
    [done.location ?? "", "done"],
    ["/my-school/removals", "school"],
    ["/my-school/returns", "returns"],
    [`/my-school/returns/deletion/${childId}/2026-11-16`, "return"],
    [`${third}/not-lawful`, "not-lawful"],
  ] as const;
  const ofAuthority = [
    ["/removals", "authority"],
    [(asked.location ?? "").replace("/my-school", ""), "agree"],
    ["/removals/patterns", "patterns"],
    ["/removals/returns", "received"],
    ["/removals/leavers", "leavers"],
  ] as const;
  await school.send(`/my-school/returns/deletion/${childId}/2026-11-16`, { copyTo: "" });
  for (const width of [1280, 320]) {
    const page = await pageOf("school.westholme", width);
    for (const [path, name] of ofSchool) await looked(page, path, `${name}-${width}`);
    await page.context().close();
    const officer = await pageOf("cme.westholme", width);
    for (const [path, name] of ofAuthority) await looked(officer, path, `${name}-${width}`);
    await officer.context().close();
  }
}, 120_000);
