import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { shipped } from "../../test/support/shipped.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { reasons } from "../children/index.ts";
import { perform } from "../context.ts";
import { admissionBinds } from "./admission-binds.ts";

import { recordFacts } from "./record-facts.ts";

let db: TestDatabase;
let site: Site;
beforeAll(async () => {
  db = await testDatabase();
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

const as = (who: string) => signedIn(db, site.server, who);
const words = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
const groupsOf = (name: string) => shipped.find(({ procedure }) => procedure === name)?.reasonGroups ?? [];

describe("Norfolk's table of Appendix 1", () => {
  test("has its four groups, each reason of ours in one of them alone, and no reason that we do not know [A09]", () => {
    const groups = groupsOf("norfolk");
    expect(groups.map(({ clause }) => clause)).toEqual(
      [1, 2, 3, 4].map((group) => `N App.1 (group ${group})`),
    );
    const named = groups.flatMap((group) => group.reasons);
    expect(named).toEqual([...new Set(named)]);
    // What says nothing of why a child is missing belongs to no group.
    expect([...named, "other", "not-known"].sort()).toEqual(Object.keys(reasons).sort());
  });

  test("names those whom the document names in each group [A09]", () => {
    expect(groupsOf("norfolk").map(({ who }) => who.map(({ called }) => called))).toEqual([
      ["The school", "Admissions", "Area attendance", "Other agencies"],
      ["The school", "Area attendance", "Other agencies"],
      ["The school", "The exclusions team", "Admissions", "Area attendance", "Other agencies"],
      ["Admissions", "Area attendance", "Other agencies"],
    ]);
  });

  test("stands on a case for its reason, with what each role owes now [A09]", async () => {
    const kase = await caseAtAddress(db, { forename: "Elif", surname: "Tablemere" });
    const viewer = await db.who("cme.eastmere");
    await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      recordFacts(context, kase.caseId, [
        { kind: "visit-requested", details: { urgent: true, areaId: null } },
      ]),
    );
    const { body } = await (await as("cme.eastmere")).open(`/cases/${kase.reference}`);
    expect(words(body)).toContain("Who does what: left a school, destination not known");
    expect(words(body)).toContain("Follows up a child who did not arrive");
    expect(words(body)).not.toContain("Follows the rules for exclusion");
    const table = words(body.slice(body.indexOf("(N App.1 (group 1))")));
    expect(table).toMatch(
      /Area attendance .*? Assess the risks of the visit: in 2 working days \(N3\.1\.4\) Other agencies/,
    );
    await db.owner.query("update cases set reason = 'excluded-formally' where id = $1", [kase.caseId]);
    const excluded = words((await (await as("cme.eastmere")).open(`/cases/${kase.reference}`)).body);
    expect(excluded).toContain("Sees that every rule is followed and advises");
    expect(excluded).not.toContain("Follows up a child who did not arrive");
  });

  test("stands whole at intake, where the reason is chosen; a document without such a table shows none [A09]", async () => {
    const { referral } = await referredChild(db.owner, {
      forename: "Elif",
      surname: "Intakely",
      authority: "Eastmere",
    });
    const body = words((await (await as("cme.eastmere")).open(`/referrals/${referral.reference}`)).body);
    expect(body).toContain("Who does what next, for each reason");
    expect(body).toContain("Tells the exclusions team of an unofficial exclusion");
    const other = await referredChild(db.owner, {
      forename: "Elif",
      surname: "Otherly",
      authority: "Westholme",
    });
    const westholme = words(
      (await (await as("cme.westholme")).open(`/referrals/${other.referral.reference}`)).body,
    );
    expect(westholme).not.toContain("Who does what next");
  });
});

test("a case says where the child stands under the authority's own definition, with the reasons [A05 partly]", async () => {
  const eastmere = await caseAtAddress(db, { forename: "Elif", surname: "Standmere" });
  const westholme = await caseAtAddress(db, {
    forename: "Elif",
    surname: "Standholme",
    authority: "Westholme",
  });
  for (const { childId } of [eastmere, westholme]) {
    await db.owner.query("update children set on_roll = false, educated = 'unknown' where id = $1", [
      childId,
    ]);
    await db.owner.query(
      `insert into provisions (child_id, kind, place, from_on, until_on, source, made_at, made_by)
       values ($1, 'on-roll', '', '2025-09-03', '2026-10-16', 'test', '2026-11-02T09:00Z', (select id from people where subject = 'keepsight'))`,
      [childId],
    );
  }
  const said = async (who: string, reference: string) =>
    words((await (await as(who)).open(`/cases/${reference}`)).body);
  expect(await said("cme.eastmere", eastmere.reference)).toContain(
    "Missing education, by what is on record (N1.2)",
  );
  const atRisk = await said("cme.westholme", westholme.reference);
  expect(atRisk).toContain("At risk of missing education, by what is on record (O2.2)");
});

describe("what binds an admission", () => {
  const flag = {
    id: 1,
    source: "",
    madeAt: Temporal.Instant.fromEpochMilliseconds(0),
    flag: "looked-after",
    raised: true,
    note: "",
  };
  const needing = (code: string) => ({
    ...{
      id: 1,
      source: "",
      madeAt: flag.madeAt,
      dateOfBirth: null,
      ethnicity: null,
      firstLanguage: null,
      gp: null,
    },
    specialEducationalNeeds: code,
  });
  const binds = (child: Partial<Parameters<typeof admissionBinds>[0]>) =>
    admissionBinds({ flags: [], particulars: [], onRoll: false, ...child }, true).map(({ says }) => says);

  test("is the fair access protocol and the power to direct for a child of whom nothing more is known [B11]", () => {
    expect(binds({})).toEqual([
      expect.stringContaining("fair access protocol"),
      expect.stringContaining("the authority can direct it"),
    ]);
  });

  test("puts a looked-after child first, and one no longer looked after does not count [B11]", () => {
    expect(binds({ flags: [flag] })[0]).toContain("comes first");
    expect(binds({ flags: [{ ...flag, raised: false }] })[0]).toContain("fair access protocol");
  });

  test("makes a school that a plan names admit even when full, before anybody; then nobody asks by protocol [B11]", () => {
    const said = binds({ flags: [flag], particulars: [needing("E")] });
    expect(said[0]).toContain("must admit the child, even when it is full");
    expect(said[1]).toContain("After a plan");
    expect(said.join()).not.toContain("fair access");
  });

  test("lets no school refuse needs without a plan, and says nothing of a child who has a school [B11]", () => {
    expect(binds({ particulars: [needing("K")] })[0]).toContain("No school may refuse");
    expect(admissionBinds({ flags: [], particulars: [], onRoll: true }, false)).toEqual([]);
  });

  test("stands on the case, in words from the child's own facts [B11]", async () => {
    const kase = await caseAtAddress(db, { forename: "Elif", surname: "Bindmere" });
    await db.owner.query(
      `insert into child_flags (child_id, flag, raised, source, made_at, made_by)
       values ($1, 'looked-after', true, 'test', '2026-11-03T09:00Z', (select id from people where subject = 'keepsight'))`,
      [kase.childId],
    );
    const { body, status } = await (await as("admissions.eastmere")).open(`/cases/${kase.reference}`);
    expect(status).toBe(200);
    expect(words(body)).toContain("What binds a school to admit this child");
    expect(words(body)).toContain("The child is looked after by an authority. (N3.1.5)");
  });
});

test("the case looks right at a desk and on a phone with everything unfolded, and axe finds nothing [A09] [B11]", async () => {
  const kase = await caseAtAddress(db, { forename: "Elif", surname: "Lookmere" });
  await lookAt({
    address: site.address,
    token: (await as("cme.eastmere")).token,
    pages: { "who-does-what": `/cases/${kase.reference}` },
    first: async (page) => {
      for (const unfolded of ["Who does what", "What binds", "by what is on record"])
        await page.locator("summary", { hasText: unfolded }).first().click();
    },
  });
}, 180_000);
