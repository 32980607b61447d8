import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { postsAllowing } from "../access/index.ts";
import { perform, readingContext } from "../context.ts";
import { webServer } from "../web/server.ts";
import { recordFact } from "./index.ts";
import { stepsOwed } from "./my-work.store.ts";
import { groupOf, groupsBegin, inWorkOrder, rankOf, summaryOf } from "./my-work.ts";

describe("a step stands", () => {
  const now = Temporal.Instant.from("2026-11-04T12:00:00Z");
  const due = (dueAt: string, more = {}) =>
    groupOf(
      { mine: true, held: false, urgent: false, dueAt: Temporal.Instant.from(dueAt), ...more },
      groupsBegin(now),
    );

  test("under overdue from the moment it was due", () => {
    expect(due("2026-11-04T11:59:59Z")).toBe("overdue");
  });
  test("under today until midnight in London, under this week until Sunday, then under later", () => {
    expect(due("2026-11-04T23:59:59.999Z")).toBe("today");
    expect(due("2026-11-05T00:00:00Z")).toBe("this-week");
    expect(due("2026-11-08T23:59:59Z")).toBe("this-week");
    expect(due("2026-11-09T00:00:00Z")).toBe("later");
  });
  test("under urgent, if it is, until midnight and not before its day, but for what is to be done at once", () => {
    expect(due("2026-11-01T00:00:00Z", { urgent: true })).toBe("urgent");
    expect(due("2026-11-04T23:59:59.999Z", { urgent: true })).toBe("urgent");
    expect(due("2026-11-05T00:00:00Z", { urgent: true })).toBe("this-week");
    expect(due("2026-11-09T00:00:00Z", { urgent: true, atOnce: true })).toBe("urgent");
  });
  test("under waiting on others when somebody else owes it, and under held when it must not be done", () => {
    expect(due("2026-11-01T00:00:00Z", { mine: false })).toBe("waiting");
    expect(due("2026-11-01T00:00:00Z", { held: true })).toBe("held");
  });
});

test("one sentence says what is overdue, what is due today and that no case is forgotten", () => {
  expect(summaryOf({ overdue: 4, today: 7, lateWithOthers: 0, open: 212, forgotten: 0 })).toEqual({
    owed: "4 overdue, 7 due today.",
    cases: "212 open cases, none without a next step.",
  });
  expect(summaryOf({ overdue: 0, today: 0, lateWithOthers: 0, open: 1, forgotten: 0 })).toEqual({
    owed: "Nothing of yours is due today.",
    cases: "1 open case, none without a next step.",
  });
});

describe("the page", () => {
  let db: TestDatabase;
  let server: FastifyInstance;
  let reference: string;
  beforeAll(async () => {
    db = await testDatabase();
    server = await webServer(db.keepsight);
    ({ reference } = await caseAtAddress(db, { forename: "Tamsin", surname: "Oakmere" }));
    await caseAtAddress(db, { forename: "Piotr", surname: "Wren", authority: "Westholme" });
    await referredChild(db.owner, {
      forename: "Idris",
      surname: "Fenwold",
      receivedAt: "2026-11-03T09:30:00Z",
    });
    db.setNow("2026-11-03T12:00:00Z");
  });
  afterAll(async () => {
    await server.close();
    await db.end();
  });
  const as = (who: string) => signedIn(db, server, who);

  test("shows the officer's steps with due day, clause and the page that does each, and the referral to decide on", async () => {
    const { body, status } = await (await as("cme.eastmere")).open("/my-work");
    expect(status).toBe(200);
    expect(body).toContain("Nothing of yours is due today.");
    expect(body).toContain("1 open case, none without a next step.");
    expect(body).toContain(`<a href="/cases/${reference}/visit-requests">Send the visit request<span`);
    expect(body).toContain("Tamsin Oakmere");
    expect(body).toContain("In 2 working days, due 5 Nov 2026");
    expect(body).toContain("N3.1.2");
    expect(body).toMatch(/<a href="\/referrals\/EM-R-\d{6}">Decide on the referral<span/);
    expect(body).toContain("Database checked. No list shows a school or a new address.");
  });

  test("puts the urgent referral first, marked in words, and counts its child missing from the last day at school", async () => {
    const { referral } = await referredChild(db.owner, { forename: "Ask", surname: "Ordinary" });
    const urgent = await referredChild(db.owner, { forename: "Bea", surname: "Pressing" });
    await db.owner.query("update referrals set case_id = (select min(id) from cases) where id = $1", [
      urgent.referral.id,
    ]);
    const sent = await db.owner.query(
      `insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
       select 'EM-R-700001', form, authority_id, area_id, school_id, child_id, $2, received_at, made_at, made_by
       from referrals where id = $1 returning id, reference`,
      [urgent.referral.id, { urgent: true, concern: true, answers: { lastAttended: "2026-10-06" } }],
    );
    const [{ id, reference: pressing }] = sent.rows;
    const { body } = await (await as("cme.eastmere")).open("/my-work?area=");
    expect(body.indexOf(pressing)).toBeLessThan(body.indexOf(referral.reference));
    const row = body.slice(body.indexOf(pressing)).split("</li>")[0] ?? "";
    expect(row).toContain('<strong class="govuk-tag govuk-tag--red">Urgent</strong>');
    expect(row).toContain("Missing 4 weeks");
    await db.owner.query("update referrals set case_id = (select min(id) from cases) where id = any ($1)", [
      [referral.id, id],
    ]);
  });

  test("says in red what others owe and is late, and counts it on top", async () => {
    db.setNow("2026-11-16T12:00:00Z");
    const { body } = await (await as("area.eastmere")).open("/my-work?area=");
    const ownOnly = (await (await as("exclusions.eastmere")).open("/my-work?area=")).body;
    db.setNow("2026-11-03T12:00:00Z");
    expect(body).toContain("and 1 late with others.");
    // Who does not see it is not told of it.
    expect(ownOnly).toContain("Nothing of yours is due today.");
    expect(body).toContain('<strong class="govuk-tag govuk-tag--red">Late</strong>');
  });

  test("shows nobody's child of another authority", async () => {
    const { body } = await (await as("cme.eastmere")).open("/my-work");
    expect(body).not.toContain("Wren");
  });

  test("shows an area what is owed in its cases by others as waiting, and another area nothing", async () => {
    const { body } = await (await as("area.eastmere")).open("/my-work");
    expect(body).toContain("Waiting on others");
    expect(body).toContain("Owed by CME officer");
    expect((await (await as("area2.eastmere")).open("/my-work")).body).not.toContain(reference);
  });

  test("counts what is overdue and puts it first", async () => {
    db.setNow("2026-11-16T12:00:00Z");
    const { body } = await (await as("cme.eastmere")).open("/my-work");
    db.setNow("2026-11-03T12:00:00Z");
    expect(body).toContain("2 overdue, 0 due today.");
    expect(body).toContain("7 working days late, due 5 Nov 2026");
    expect(body).toContain("keepsight-work__row--very-late");
  });

  test("keeps its filters until they are changed", async () => {
    const officer = await as("cme.eastmere");
    expect((await officer.open("/my-work?act=check-database")).body).not.toContain("Tamsin Oakmere");
    const back = await officer.open("/my-work");
    expect(back).toMatchObject({ status: 303, location: "/my-work?act=check-database" });
    expect((await officer.open("/my-work?area=")).body).toContain("Tamsin Oakmere");
  });

  test("shows initials on a screen that others can see, until it is switched back", async () => {
    const officer = await as("cme.eastmere");
    expect(await officer.open("/my-work?initials=on")).toMatchObject({ status: 303 });
    const { body } = await officer.open("/my-work?area=");
    expect(body).toContain("T. O.");
    expect(body).not.toContain("Tamsin");
  });

  test("is not for schools", async () => {
    expect((await (await as("school.eastmere")).open("/my-work")).status).toBe(403);
  });

  test("goes on with the next twenty-five after the last one shown", async () => {
    for (let i = 0; i < 30; i++) await caseAtAddress(db, { forename: `Child${i}`, surname: "Many" });
    const officer = await as("cme.eastmere");
    const first = (await officer.open("/my-work?area=")).body;
    const next = /href="(\/my-work\?after=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = (await officer.open(next)).body;
    const named = (body: string) => [...body.matchAll(/Child\d+ Many|Tamsin Oakmere/g)].map(([name]) => name);
    expect(new Set([...named(first), ...named(second)]).size).toBe(31);
    expect(named(first).filter((name) => named(second).includes(name))).toEqual([]);
  });

  /** The list page after page: what each says from its first row on. */
  async function pages(who: string): Promise<string[]> {
    const officer = await as(who);
    const shown: string[] = [];
    for (let next: string | undefined = "/my-work?area="; next; ) {
      const { body } = await officer.open(next);
      shown.push(body.slice(body.indexOf('class="keepsight-work"')));
      next = /href="(\/my-work\?after=[^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
    }
    return shown;
  }
  const referencesIn = (body: string) =>
    [...body.matchAll(/data-work-row(?:.*?)href="\/(?:cases|referrals)\/(EM-[CR]-\d{6})/g)].map(
      ([, ref]) => ref,
    );

  test("puts what is urgent on the first page however many others are late, before them, and no step twice", async () => {
    const late = await caseAtAddress(db, { forename: "Last", surname: "Come" });
    db.setNow("2026-11-04T12:00:00Z");
    // A second report of a child who is sought already, and this one cannot wait.
    await perform(
      db.keepsight,
      { viewer: await db.who("cme.eastmere"), act: "work-case", request: "test" },
      (context) =>
        recordFact(context, late.caseId, {
          kind: "referral-received",
          details: { form: "cme1", urgent: true, concern: false },
        }),
    );
    db.setNow("2026-11-16T12:00:00Z");
    const shown = await pages("cme.eastmere");
    const rows = shown.map(referencesIn);
    db.setNow("2026-11-03T12:00:00Z");
    expect(shown.length).toBeGreaterThan(1);
    expect(rows[0]?.[0]).toBe(late.reference);
    const row = shown[0]?.split("</li>")[0];
    expect(row).toContain('<strong class="govuk-tag govuk-tag--red">Urgent</strong>');
    const cases = rows.flat().filter((each) => each?.startsWith("EM-C"));
    const { rows: owed } = await db.owner.query(
      `select cases.reference from obligations o join cases on cases.id = o.case_id
       where o.role = 'cme-officer' and o.state in ('open', 'due-soon', 'overdue') and cases.reference like 'EM-%'`,
    );
    expect(cases.toSorted()).toEqual(owed.map(({ reference: each }) => each).toSorted());
  });

  test("shows no referral that is due later before what is late on the next page", async () => {
    const { referral } = await referredChild(db.owner, {
      forename: "Due",
      surname: "Later",
      receivedAt: "2026-11-16T09:00:00Z",
    });
    db.setNow("2026-11-16T12:00:00Z");
    const shown = await pages("cme.eastmere");
    db.setNow("2026-11-03T12:00:00Z");
    expect(shown.map((body) => body.includes(referral.reference))).toEqual(
      shown.map((_, nth) => nth === shown.length - 1),
    );
    await db.owner.query("update referrals set case_id = (select min(id) from cases) where id = $1", [
      referral.id,
    ]);
  });

  test("of more referrals than it can hold it shows the urgent one that came last, says where all are, and files all", async () => {
    for (let i = 0; i < 60; i++) await referredChild(db.owner, { forename: `Waits${i}`, surname: "Long" });
    const sent = await db.owner.query(
      `insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
       select 'EM-R-700002', form, authority_id, area_id, school_id, child_id, '{"urgent": true}', '2026-11-03T09:00Z', '2026-11-03T09:00Z', made_by
       from referrals where reference like 'EM-%' order by id desc limit 1 returning reference`,
    );
    const officer = await as("cme.eastmere");
    const body = (await pages("cme.eastmere")).join("");
    expect(body).toContain(sent.rows[0].reference);
    const first = (await officer.open("/my-work?area=")).body;
    expect(first).toContain(
      'Only the 50 most pressing referrals stand in this list. <a href="/referrals">See all referrals</a>',
    );
    expect(first).toMatch(/<strong>At least \d+ overdue/);
    expect(
      (await officer.open("/my-work.csv?act=open-case")).body.match(/Decide on the referral/g),
    ).toHaveLength(62);
  });

  test("walks page by page through the same order as at once, whatever is urgent and whenever it is due", async () => {
    const now = Temporal.Instant.from("2026-11-17T12:00:00Z");
    await db.owner.query(
      `update obligations set state = 'open', urgent = case_id % 3 = 0,
         role = case when case_id % 5 < 3 then 'cme-officer' else 'area-attendance-officer' end,
         due_at = $1::timestamptz + make_interval(hours => ('{-50, -5, 3, 8, 30, 60, 200}'::int[])[1 + case_id % 7])
       where state in ('waiting', 'open', 'due-soon', 'overdue')`,
      [now.toString()],
    );
    const viewer = await db.who("cme.eastmere");
    const asked = { posts: postsAllowing(viewer, "see-my-work"), now, filter: {} };
    const { database } = readingContext(db.keepsight, viewer, "test");
    const whole = await stepsOwed(database, { ...asked, count: 1000 });
    const places = whole.map(
      ({ mine, urgent, dueAt }) => `${mine} ${urgent} ${rankOf(dueAt, groupsBegin(now))}`,
    );
    expect(new Set(places).size).toBeGreaterThan(12);
    expect(whole.toSorted(inWorkOrder(groupsBegin(now)))).toEqual(whole);
    const walked: typeof whole = [];
    for (let after: (typeof whole)[number] | undefined; ; ) {
      const page = await stepsOwed(database, { ...asked, after, count: 4 });
      walked.push(...page);
      after = page.at(-1);
      if (page.length < 4) break;
    }
    expect(walked).toEqual(whole);
  });

  test("the pages of referrals say when more wait than they show", async () => {
    await db.owner.query(
      `insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
       select 'EM-R-' || 800000 + nth, form, authority_id, area_id, school_id, child_id, '{"urgent": true}', '2026-11-03T09:00Z', '2026-11-03T09:00Z', made_by
       from (select * from referrals where reference = 'EM-R-700002') as sent, generate_series(1, 200) as nth`,
    );
    expect((await (await as("cme.eastmere")).open("/referrals")).body).toContain(
      "The 200 most pressing of the referrals that wait for a decision; the file below has all",
    );
    expect((await (await as("safeguarding.eastmere")).open("/held-and-urgent")).body).toContain(
      "200 referrals or more that cannot wait",
    );
  });
});
