import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { type SignedIn, signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";

let database: TestDatabase;
let site: Site;
let kase: CaseAtAddress;
let hidden: CaseAtAddress;
let officer: SignedIn;
let auditor: SignedIn;

beforeAll(async () => {
  database = await testDatabase();
  kase = await caseAtAddress(database, { forename: "Tamsin", surname: "Oakmere" });
  hidden = await caseAtAddress(database, { forename: "Piotr", surname: "Hiddenham" });
  database.setNow("2026-11-04T10:00:00Z");
  site = await startSite(database);
  officer = await signedIn(database, site.server, "cme.eastmere");
  await officer.open(`/cases/${kase.reference}`);
  await officer.open(`/cases/${hidden.reference}`);
  await officer.open(`/referrals/${kase.referral.reference}`);
  await database.owner.query("update children set restricted = true where id = $1", [hidden.childId]);
  database.setNow("2026-11-05T10:00:00Z");
  officer = await signedIn(database, site.server, "cme.eastmere");
  auditor = await signedIn(database, site.server, "auditor.eastmere");
  await auditor.open("/register?closed=");
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const rowsOf = (body: string) => body.split("<tbody")[1]?.split("</tbody>")[0]?.split("<tr").slice(1) ?? [];

test("entries name cases and referrals by their references and a child by name, each a link to the record [G03]", async () => {
  const { body } = await officer.open("/audit");
  expect(body).toContain(`<a href="/cases/${kase.reference}">${kase.reference}</a>`);
  expect(body).toContain(`<a href="/referrals/${kase.referral.reference}">${kase.referral.reference}</a>`);
  expect(body).toContain(`<a href="/children/${kase.childId}">Tamsin Oakmere</a>`);
  expect(body).not.toMatch(/>[^<]*(child|case|referral|person) (number|\d+)/i);
});

test("a restricted child is neither named nor shown by a case's reference to whoever may not see the child [G04]", async () => {
  const { body } = await auditor.open("/audit");
  expect(body).toContain("a child you may not see");
  expect(body).toContain("case, of a child you may not see");
  expect(body).not.toContain("Hiddenham");
  expect(body).not.toContain(hidden.reference);
  const asked = await auditor.open(`/audit?reference=${hidden.reference}`);
  expect(asked.body).toContain(
    `No case, referral or enquiry that you may see has the reference ${hidden.reference}.`,
  );
});

test("the log is searched by reference however it is typed, by person, act and day", async () => {
  const byCase = rowsOf((await officer.open(`/audit?reference=+${kase.reference.toLowerCase()}`)).body);
  expect(byCase.length).toBeGreaterThan(1);
  for (const row of byCase) expect(row).toContain(kase.reference);

  const { personId } = await database.who("auditor.eastmere");
  const byPerson = rowsOf((await officer.open(`/audit?person=${personId}`)).body);
  expect(byPerson.length).toBeGreaterThan(0);
  for (const row of byPerson) expect(row).toContain("Auditor Eastmere");

  const byAct = rowsOf((await officer.open("/audit?act=saw+referral")).body);
  expect(byAct).toHaveLength(1);
  expect(byAct[0]).toContain(kase.referral.reference);

  const onDay = rowsOf((await officer.open("/audit?day=2026-11-05")).body);
  expect(onDay.length).toBeGreaterThan(0);
  for (const row of onDay) expect(row).toContain("5 November 2026");
});

test("what can be chosen are people and acts in words, and what is chosen can be taken back one by one", async () => {
  const { body } = await officer.open(`/audit?act=saw+case&child=${kase.childId}`);
  expect(body).toMatch(/<option value="\d+">\s*Auditor Eastmere/);
  expect(body).toMatch(/<option value="saw case" selected>/);
  expect(body).toContain('href="/audit?act=saw+case"');
  expect(body).toMatch(/Remove the filter <\/span>Tamsin Oakmere/);
});

test("the page is accessible and fits a phone", async () => {
  await lookAt({ address: site.address, token: auditor.token, pages: { audit: "/audit" } });
});
