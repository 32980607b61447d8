import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  axeViolations,
  newPage,
  screenshot,
  sidewaysScroll,
  startBrowser,
} from "../../../test/support/browser.ts";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { type SignedIn, signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { compareLists } from "../../comparisons/index.ts";

let database: TestDatabase;
let site: Site;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-03T10:00:00Z");
  site = await startSite(database);
  server = site.server;
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
const rows = async (query: string, ...values: unknown[]) => (await database.owner.query(query, values)).rows;
const dayFields = (name: string, day: number, month: number, year: number) => ({
  [`${name}-day`]: `${day}`,
  [`${name}-month`]: `${month}`,
  [`${name}-year`]: `${year}`,
});

const missing = (policeReference: string) => ({
  policeReference,
  ...dayFields("missingOn", 2, 11, 2026),
  missingAt: "21:40",
  risk: "high",
  information: "Last seen at the bus station.",
});
const back = (policeReference: string) => ({
  policeReference,
  ...dayFields("returnedOn", 3, 11, 2026),
  returnedAt: "07:30",
  information: "Found at a friend's.",
});
const child = (forename: string, surname: string) => ({
  ...{ forename, surname, sex: "F" },
  ...dayFields("born", 9, 3, 2012),
});
const you = { position: "Sergeant", phone: "01632 960004" };

async function sends(
  sender: SignedIn,
  form: string,
  steps: Record<string, Record<string, string>>,
): Promise<string> {
  const at =
    new RegExp(`/reports/${form}/[0-9a-f]{12}`).exec((await sender.open("/reports")).body)?.[0] ?? "";
  for (const [step, fields] of Object.entries(steps)) {
    const { status, body } = await sender.send(`${at}/${step}`, fields);
    if (status !== 303) throw new Error(`${step} was answered with ${status}: ${body}`);
  }
  const { location } = await sender.send(`${at}/check`, {}, { action: at });
  return /\/reports\/(\w\w-R-\d+)\?sent/.exec(location ?? "")?.[1] ?? `no reference: ${location}`;
}
const reports = async (named: [string, string], reference: string) =>
  sends(await as("police.eastmere"), "police-missing", {
    ...{ missing: missing(reference), child: child(...named), home: { postcode: "EA4 7DN" }, you },
  });
const returns = async (named: [string, string], reference: string) =>
  sends(await as("police.eastmere"), "police-return", {
    ...{ back: back(reference), child: child(...named), you },
  });
const decides = async (reference: string, fields: Record<string, string>) =>
  (await as("cme.eastmere")).send(`/referrals/${reference}`, fields, {
    action: `/referrals/${reference}/decision`,
  });
const factsOf = (caseReference: string) =>
  rows(
    `select kind, happened_at from case_facts f join cases k on k.id = f.case_id where k.reference = $1
     and kind in ('reported-missing', 'missing-child-returned') order by f.id`,
    caseReference,
  );
const opened = { match: "none", decision: "open-case", reason: "not-registered-at-five", address: "inside" };

describe("a missing report of the police", () => {
  test("is acknowledged, and joins the one police list that is compared with the register [D10] [B05]", async () => {
    const reference = await reports(["Ines", "Quarrell"], "MP/1001");
    const entries = await rows("select * from list_entries where row_key = 'MP/1001'");
    expect(entries).toMatchObject([
      {
        list: "police-missing",
        forename: "Ines",
        surname: "Quarrell",
        ends_on: null,
        other: { Risk: "high" },
      },
    ]);
    const mine = (await (await as("police.eastmere")).open(`/reports/${reference}`)).body;
    expect(mine).toContain("Received on 3 November 2026.");
    const [{ id }] = await rows("select id from authorities where name = 'Eastmere'");
    await compareLists(
      {
        database: database.ownerDatabase,
        procedures: database.keepsight.procedures,
        now: database.keepsight.now(),
      },
      id,
    );
    const found = await rows(
      "select evidence from comparison_findings where comparison = 'missing-to-the-police' and surname = 'Quarrell'",
    );
    expect(found).toMatchObject([{ evidence: { policeOn: "2026-11-02" } }]);
    // One form says nothing of how fresh the whole list is.
    expect(await rows("select finished_at from imports where list = 'police-missing'")).toEqual([
      { finished_at: null },
    ]);
  });

  test("waits for the officer like any other, and the case that opens knows its hour and that of the return [D10] [B06]", async () => {
    const reported = await reports(["Oona", "Vane"], "MP/1002");
    const returned = await returns(["Oona", "Vane"], "MP/1002");
    const { location } = await decides(reported, opened);
    const caseReference = location?.split("/").at(-1) ?? "";
    expect(
      (await factsOf(caseReference)).map(({ kind, happened_at }) => [kind, String(happened_at)]),
    ).toEqual([
      ["reported-missing", "2026-11-02T21:40:00Z"],
      ["missing-child-returned", "2026-11-03T07:30:00Z"],
    ]);
    const owed = await rows(
      `select due_at from obligations o join cases k on k.id = o.case_id where k.reference = $1 and act = 'hold-return-interview'`,
      caseReference,
    );
    expect(owed.map(({ due_at }) => String(due_at))).toEqual(["2026-11-06T07:30:00Z"]);
    // The return went with it, and waits for nobody.
    expect(
      await rows("select case_id is not null as joined from referrals where reference = $1", returned),
    ).toEqual([{ joined: true }]);
    expect((await (await as("police.eastmere")).open(`/reports/${returned}`)).body).toContain(
      `Added to what you told us before (${reported})`,
    );
  });

  test("that an officer knows to be of a child on the register becomes a fact of that case [D10]", async () => {
    const kase = await caseAtAddress(database, { forename: "Perrin", surname: "Oldacre" });
    await database.owner.query("update children set date_of_birth = '2012-03-09' where id = $1", [
      kase.childId,
    ]);
    const reported = await reports(["Perrin", "Oldacre"], "MP/1003");
    const match = `child-${kase.childId}`;
    // The page leads to that case: no second one could be opened.
    const officer = await as("cme.eastmere");
    const page = (await officer.open(`/referrals/${reported}`)).body;
    expect(page).toMatch(new RegExp(`open case, <a href="/cases/${kase.reference}">`));
    expect(page).toMatch(/Add it to the open case (EM-C-\d+|of the child chosen above)/);
    expect(page).toContain("may be this child's, the likeliest first");
    expect(page).not.toContain("No list knows this child");
    expect(await decides(reported, { match, decision: "existing-case" })).toMatchObject({ status: 303 });
    expect(await factsOf(kase.reference)).toMatchObject([{ kind: "reported-missing" }]);
    expect((await officer.open(`/referrals/${reported}`)).body).toContain("Keepsight's own record");
    // A return that comes after the decision goes to the case by itself.
    const returned = await returns(["Perrin", "Oldacre"], "MP/1003");
    expect(await factsOf(kase.reference)).toMatchObject([
      { kind: "reported-missing" },
      { kind: "missing-child-returned" },
    ]);
    expect(await rows("select case_id from referrals where reference = $1", returned)).toEqual([
      { case_id: kase.caseId },
    ]);
    const entries = await rows("select starts_on, ends_on from list_entries where row_key = 'MP/1003'");
    expect(entries.map(({ starts_on, ends_on }) => [String(starts_on), String(ends_on)])).toEqual([
      ["2026-11-02", "2026-11-03"],
    ]);
  });

  test("is ended by its return, however the police type reference and hour [D10] [B06]", async () => {
    await reports(["Bram", "Inkersole"], "MP/2 0x6");
    await sends(await as("police.eastmere"), "police-return", {
      back: { ...back("mp/20X6"), returnedAt: "7.30am" },
      child: { forename: "Bramm", surname: "Inkersole" },
      you,
    });
    const entries = await rows(
      "select row_key, forename, ends_on from list_entries where surname = 'Inkersole'",
    );
    expect(entries.map(({ ends_on, ...entry }) => ({ ...entry, ends_on: String(ends_on) }))).toEqual([
      { row_key: "MP/2 0x6", forename: "Bram", ends_on: "2026-11-03" },
    ]);
    const moments = await rows(
      "select happened_at from missing_moments where police_reference = 'MP/2 0x6' order by id",
    );
    expect(moments.map(({ happened_at }) => String(happened_at))).toEqual([
      "2026-11-02T21:40:00Z",
      "2026-11-03T07:30:00Z",
    ]);
  });

  test("under a reference of somebody else changes nothing on the list, and waits for the officer [D10]", async () => {
    await reports(["Rue", "Saltmarsh"], "MP/1004");
    const other = await sends(await as("police.eastmere"), "police-return", {
      back: back("MP/1004"),
      child: { ...child("Tam", "Wetherby"), ...dayFields("born", 1, 1, 2014) },
      you,
    });
    expect(await rows("select forename, ends_on from list_entries where row_key = 'MP/1004'")).toEqual([
      { forename: "Rue", ends_on: null },
    ]);
    expect((await (await as("cme.eastmere")).open("/referrals")).body).toContain(other);
  });

  test("wants a time that a clock has, and is for the police alone [D10] [G04]", async () => {
    const police = await as("police.eastmere");
    const at = /\/reports\/police-missing\/[0-9a-f]{12}/.exec((await police.open("/reports")).body)?.[0];
    const refused = async (step: string, fields: Record<string, string>) => {
      const form = step === "missing" ? at : at?.replace("police-missing", "police-return");
      const { status, body } = await police.send(`${form}/${step}`, fields);
      expect(status).toBe(422);
      return body;
    };
    for (const missingAt of ["25:10", "21", "half past nine"])
      expect(await refused("missing", { ...missing("MP/9"), missingAt }), missingAt).toContain(
        "Enter the time with hours and minutes",
      );
    // All that is wrong is said at once.
    const unread = await refused("missing", { ...dayFields("missingOn", 31, 11, 2026), risk: "low" });
    for (const said of ["must be a real date", "Enter the time of the report", "Enter the reference"])
      expect(unread).toContain(said);
    // The time for the interview runs from the hour of the return: none is made up.
    expect(await refused("back", { ...back("MP/9"), returnedAt: "11.30pm" })).toContain(
      "This time is still to come",
    );
    expect(
      await refused("back", {
        ...back("MP/9"),
        ...dayFields("missingOn", 3, 11, 2026),
        ...dayFields("returnedOn", 2, 11, 2026),
      }),
    ).toContain("must be on or after the day reported missing");
    expect((await (await as("area.eastmere")).open("/reports")).body).not.toContain("police-missing");
    expect((await (await as("area.eastmere")).open(`${at}/missing`)).status).toBe(404);
  });

  test("that came by phone is entered by an officer, and joins the list the same way [D10]", async () => {
    const officer = await as("cme.eastmere");
    const { location } = await officer.send("/referrals/enter/police-return", {
      ...{ senderName: "Control room", organisation: "Eastmere Police", came: "phone" },
      ...dayFields("cameOn", 3, 11, 2026),
      ...back("MP/1005"),
      ...dayFields("missingOn", 1, 11, 2026),
      ...child("Ulla", "Yardley"),
    });
    expect(location).toMatch(/^\/referrals\/EM-R-/);
    const entries = await rows("select starts_on, ends_on from list_entries where row_key = 'MP/1005'");
    expect(entries.map(({ starts_on, ends_on }) => [String(starts_on), String(ends_on)])).toEqual([
      ["2026-11-01", "2026-11-03"],
    ]);
  });
});

test("the forms have nothing that axe objects to and fit a phone, with and without scripts [D10]", async () => {
  const browser = await startBrowser();
  const police = await as("police.eastmere");
  for (const width of [1280, 320]) {
    const page = await newPage(browser, { width, javaScript: width === 1280 });
    await page.context().addCookies([{ name: "keepsight", value: police.token, url: site.address }]);
    for (const form of ["police-missing", "police-return"]) {
      await page.goto(`${site.address}/reports`);
      if (form === "police-missing") await screenshot(page, `police-forms-${width}`);
      await page.locator(`a[href^="/reports/${form}/"]:not([href$="/check"])`).click();
      await page.getByLabel("Your reference of the missing report").waitFor();
      await screenshot(page, `${form}-${width}`);
      if (width === 1280) expect(await axeViolations(page), form).toEqual([]);
      expect(await sidewaysScroll(page), form).toBe(0);
    }
    await page.context().close();
  }
  await browser.close();
}, 120_000);
