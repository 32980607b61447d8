import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";

let database: TestDatabase;
let site: Site;
let north: CaseAtAddress;
let south: CaseAtAddress;

beforeAll(async () => {
  database = await testDatabase();
  north = await caseAtAddress(database, { forename: "Tamsin", surname: "Oakmere" });
  south = await caseAtAddress(database, { forename: "Piotr", surname: "Southby" });
  await caseAtAddress(database, { forename: "Ada", surname: "Elsewhere", authority: "Westholme" });
  await database.owner.query(
    `update cases set area_id = (select id from areas where name = 'South' and authority_id = cases.authority_id),
       missing_since = '2025-09-01', owner_id = null where id = $1`,
    [south.caseId],
  );
  const { referral } = await referredChild(database.owner, { forename: "Idris", surname: "Calmly" });
  await database.owner.query(
    `insert into referrals (reference, form, authority_id, area_id, school_id, content, received_at, made_at, made_by)
     select next_reference(authority_id, 'R'), form, authority_id, area_id, school_id,
       '{"urgent": true, "child": {"forename": "Idris", "surname": "Fenwold"}, "answers": {"urgentWords": "A sibling was taken abroad."}}',
       received_at, made_at, made_by from referrals where id = $1`,
    [referral.id],
  );
  await database.owner.query(
    `insert into child_flags (child_id, flag, source, made_at, made_by)
     values ($1, 'forced-marriage', 'safeguarding lead', '2026-11-03T09:00Z', (select id from people where email like 'safeguarding.eastmere@%'))`,
    [north.childId],
  );
  database.setNow("2026-11-23T12:00:00Z");
  site = await startSite(database);
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (name: string) => signedIn(database, site.server, name);

test.each([
  ["cme.eastmere", "/my-work"],
  ["school.eastmere", "/my-school"],
  ["area.eastmere", "/my-visits"],
  ["hub.eastmere", "/my-visits"],
  ["manager.eastmere", "/overview"],
  ["lead.eastmere", "/overview"],
  ["named.eastmere", "/overview"],
  ["safeguarding.eastmere", "/held-and-urgent"],
  ["police.eastmere", "/questions"],
])("the day of %s begins on %s, first in the navigation", async (name, page) => {
  const person = await as(name);
  expect(await person.open("/")).toMatchObject({ status: 303, location: page });
  const { status, body } = await person.open(page);
  expect(status).toBe(200);
  expect(body.match(/govuk-service-navigation__item[\s\S]*?href="([^"]+)"/)?.[1]).toBe(page);
});

test("what does not fit beside the most used pages stands under More, and each page is there once", async () => {
  const { body } = await (await as("named.eastmere")).open("/overview");
  const navigation = body.split('id="navigation"')[1]?.split("</nav>")[0] ?? "";
  const [beside = "", more = ""] = navigation.split("<details");
  expect(beside.match(/href="/g)).toHaveLength(6);
  expect(more).toContain('href="/audit"');
  const all = [...navigation.matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  expect(new Set(all).size).toBe(all.length);
  const audit = await (await as("named.eastmere")).open("/audit");
  expect(audit.body).toContain("More: Audit");
});

describe("the overview", () => {
  test("counts the open cases of the authority by area, role and owner, each number a link to those cases", async () => {
    const named = await as("named.eastmere");
    const { body } = await named.open("/overview");
    expect(body).toContain("2 open cases, none without a next step");
    expect(body).not.toContain("Elsewhere");
    expect(body.indexOf("Southby")).toBeLessThan(body.indexOf("Oakmere"));
    const links = [...body.matchAll(/href="(\/register\?[^"]+)">(?:<span[^>]*>)?(\d+)</g)];
    expect(links.length).toBeGreaterThan(6);
    for (const [, href = "", number] of links) {
      const register = await named.open(href.replaceAll("&amp;", "&"));
      expect([
        href,
        register.body.match(/EM-C-\d+/g)?.filter((one, at, all) => all.indexOf(one) === at).length ?? 0,
      ]).toEqual([href, Number(number)]);
    }
  });

  test("shows an area lead their own area alone", async () => {
    const { body } = await (await as("lead.eastmere")).open("/overview");
    expect(body).toContain("1 open case, none without a next step");
    expect(body).not.toContain("Southby");
  });

  test("counts each of the last 8 weeks: opened, closed, and open at its end", async () => {
    const { body } = await (await as("named.eastmere")).open("/overview");
    const weeks =
      body
        .split("The last 8 weeks")
        .at(-1)
        ?.match(/<tr[\s\S]*?<\/tr>/g)
        ?.slice(1) ?? [];
    const numbers = weeks.map((week) =>
      [...week.matchAll(/numeric[^>]*>\s*(?:<a[^>]*>)?(\d+)/g)].map(([, number]) => Number(number)),
    );
    expect(numbers).toEqual([
      ...[
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
      ...[
        [2, 0, 2],
        [0, 0, 2],
        [0, 0, 2],
        [0, 0, 2],
      ],
    ]);
  });

  test("is nobody's who answers for no team", async () => {
    expect((await (await as("cme.eastmere")).open("/overview")).status).toBe(403);
    expect((await (await as("cme.eastmere")).open("/held-and-urgent")).status).toBe(403);
  });
});

describe("held and urgent", () => {
  test("shows the urgent referral with the sender's words, then the case whose family nobody may approach", async () => {
    const { body } = await (await as("safeguarding.eastmere")).open("/held-and-urgent");
    expect(body).toContain("1 referral that cannot wait, 1 held case.");
    expect(body).toContain("A sibling was taken abroad.");
    expect(body.indexOf("Fenwold")).toBeLessThan(body.indexOf("Oakmere"));
    expect(body).toContain("Nobody approaches the family");
    expect(body).not.toContain("Southby");
  });

  test("shows whom the safeguarding lead must tell of a child, from the moment of the concern until they were told, also where a referral was passed on [C02] [E03]", async () => {
    const officer = await as("cme.eastmere");
    const safeguarding = await as("safeguarding.eastmere");
    const day = { "happenedOn-day": "23", "happenedOn-month": "11", "happenedOn-year": "2026" };
    const record = (who: typeof officer, kind: string, fields: Record<string, string>) =>
      who.send(`/cases/${south.reference}/facts/${kind}`, { ...fields, ...day });
    expect((await record(officer, "concern-raised", { about: "crime" })).status).toBe(303);
    const sent = await referredChild(database.owner, { forename: "Bea", surname: "Passonby" });
    const { rows } = await database.owner.query(
      `insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
       select next_reference(authority_id, 'R'), form, authority_id, area_id, school_id, child_id,
         content || '{"concern": true, "sections": [], "answers": {}, "missing": [], "sender": {"name": "", "position": "", "phone": "", "schoolName": ""}}',
         received_at, made_at, made_by from referrals where id = $1 returning reference`,
      [sent.referral.id],
    );
    const referral = rows[0];
    await officer.send(
      `/referrals/${referral.reference}`,
      { match: "none", decision: "attendance-procedure" },
      { action: `/referrals/${referral.reference}/decision` },
    );
    const { body } = await safeguarding.open("/held-and-urgent");
    expect(body).toContain("2 children of whom somebody must be told, ");
    expect(body).toContain(`<a href="/cases/${south.reference}/safeguarding">`);
    expect(body).toContain("Southby");
    expect(body).toContain(`<a href="/passed-on/${referral.reference}">`);
    expect(body).toContain("refers the pupil to the police today. (S, Notifications and actions)");
    for (const agency of ["social-care", "police"])
      expect((await record(safeguarding, "agency-told", { agency })).status).toBe(303);
    const told = (await safeguarding.open("/held-and-urgent")).body;
    expect(told).toContain("1 child of whom somebody must be told, ");
    expect(told).not.toContain(`/cases/${south.reference}/safeguarding`);
    // The social worker signs in to answer questions, and sees no list of what they owe.
    expect((await record(officer, "concern-raised", { about: "exploitation" })).status).toBe(303);
    await record(safeguarding, "agency-told", { agency: "social-care" });
    await record(safeguarding, "agency-told", { agency: "police" });
    const socialWorker = (await safeguarding.open("/held-and-urgent")).body;
    expect(socialWorker).toContain(`/cases/${south.reference}/safeguarding`);
    expect(socialWorker).toMatch(
      /Owed by the social worker, who has no list of it here: ring them\. .*National Referral Mechanism/,
    );
  });

  test("what was decided, and a flag that was taken back, wait no more; a restricted child is not named without leave", async () => {
    const { owner } = database;
    await owner.query("update children set restricted = true where id = $1", [north.childId]);
    const safeguarding = await as("safeguarding.eastmere");
    expect((await safeguarding.open("/held-and-urgent")).body).not.toContain("Oakmere");
    await owner.query("update children set restricted = false where id = $1", [north.childId]);
    await owner.query(
      `insert into child_flags (child_id, flag, raised, source, made_at, made_by, replaces)
       select child_id, flag, false, source, made_at, made_by, id from child_flags where child_id = $1`,
      [north.childId],
    );
    expect((await safeguarding.open("/held-and-urgent")).body).toContain(
      "In no open case is anything held back now.",
    );
  });
});

test.each([
  ["named.eastmere", "overview"],
  ["safeguarding.eastmere", "held-and-urgent"],
])("%s finds /%s accessible, and a phone holds it", async (name, page) => {
  const { token } = await as(name);
  await lookAt({ address: site.address, token, pages: { [page]: `/${page}` } });
});

test("what is unfolded under More is accessible too", async () => {
  const { token } = await as("named.eastmere");
  await lookAt({
    address: site.address,
    token,
    pages: { "overview-more": "/overview" },
    first: (page) => page.getByText("More", { exact: true }).click(),
  });
});
