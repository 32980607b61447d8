import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { pupil, rollFile } from "../../test/support/roll-file.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { importFile } from "../feeds/index.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
});
beforeEach(() => db.setNow("2026-11-10T10:00:00Z"));
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const ehe = () => as("ehe.eastmere");
const on = (name: string, day: string) => {
  const { day: of, month, year } = Temporal.PlainDate.from(day);
  return { [`${name}-day`]: String(of), [`${name}-month`]: String(month), [`${name}-year`]: String(year) };
};
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
let count = 0;

async function entered(noticeOn = "2026-11-09") {
  const child = await referredChild(db.owner, { forename: "Hanna", surname: `Homewell${count++}` });
  const { status, location, body } = await (await ehe()).send(`/children/${child.childId}/home-education`, {
    ...{ source: "parent", words: "We teach her ourselves from Monday." },
    ...on("noticeOn", noticeOn),
  });
  if (status !== 303 || !location) throw new Error(`${status}: ${body}`);
  return { ...child, at: location };
}
const step = async (at: string, form: string, fields: Record<string, string>, day = "2026-11-10") =>
  (await ehe()).send(`${at}/${form}`, { ...fields, ...on("happenedOn", day) });
const review = (view: string, seen = "Her maths book, week by week.") => ({ how: "work", seen, view });

describe("a child whose parents gave notice", () => {
  test("is on the register at once with the day by which support is offered, and on the child's own record [F08 partly]", async () => {
    const { at, childId } = await entered();
    const page = plain((await (await ehe()).open(at)).body);
    expect(page).toContain("Educated at home since 9 November 2026");
    expect(page).toContain("the officer contacts the family and offers support. Due by 23 November 2026.");
    expect(page).toContain("To engage is the parents' choice.");
    const { rows } = await db.owner.query(
      "select kind, from_on::text, until_on from provisions where child_id = $1",
      [childId],
    );
    expect(rows).toEqual([{ kind: "home-education", from_on: "2026-11-09", until_on: null }]);
    const child = plain((await (await ehe()).open(`/children/${childId}`)).body);
    expect(child).toContain("Elective home education");
  });

  test("the offer and its answer move what is owed, and to decline is written as a choice [F08 partly]", async () => {
    const { at } = await entered();
    await step(at, "support", { how: "By letter" });
    await step(at, "answer", { answer: "declines", words: "" });
    const page = plain((await (await ehe()).open(at)).body);
    expect(page).toContain("They would rather not, which is their choice");
    expect(page).not.toContain("offers support. Due");
    expect(page).toContain("nobody has seen yet how; the officer asks the parent to show the education");
    expect(page).toContain("records a view. Due by 1 February 2027.");
    const csv = (await (await ehe()).open("/home-education.csv")).body;
    expect(csv).toMatch(/Homewell\d+.*Declined, their choice",.*Review the home education,2027-02-01/);
  });

  test("why parents do it is kept as they say it, also when they say something else later, and moves nothing [F08]", async () => {
    const { at, childId } = await entered();
    const owed = async () =>
      /What is owed(.*?)To engage/.exec(plain((await (await ehe()).open(at)).body))?.[1];
    const before = await owed();
    expect((await step(at, "reason", { words: "" })).status).toBe(422);
    await step(at, "reason", { reason: "philosophical", words: "We believe in play." });
    await step(at, "reason", { reason: "mental-health", words: "" });
    const page = plain((await (await ehe()).open(at)).body);
    expect(page).toContain("Philosophical or preferential. We believe in play.");
    expect(page).toMatch(/Mental health\. .*Philosophical or preferential/);
    expect(await owed()).toBe(before);
    const { rows } = await db.owner.query(
      "select count(*)::int as kept from home_education_facts where kind = 'reason-given' and home_education_id = (select id from home_educations where child_id = $1)",
      [childId],
    );
    expect(rows[0].kept).toBe(2);
    const other = await referredChild(db.owner, { forename: "Hanna", surname: "Homereason" });
    const sent = await (await ehe()).send(`/children/${other.childId}/home-education`, {
      ...{ source: "parent", reason: "not-given", words: "" },
    });
    expect(plain((await (await ehe()).open(sent.location ?? "")).body)).toContain("No reason given");
  });

  test("a suitable review counts the next from its own day, also one before the entry was written; one that cannot tell asks for an earlier look [F08 partly]", async () => {
    const { at } = await entered("2026-11-02");
    await step(at, "review", review("suitable"), "2026-11-05");
    const seen = plain((await (await ehe()).open(at)).body);
    expect(seen).toContain("Due by 4 November 2027.");
    expect(seen).not.toContain("nobody has seen yet");
    await step(at, "review", review("not-yet-known"));
    expect(plain((await (await ehe()).open(at)).body)).toContain(
      "the officer looks again. Due by 5 January 2027.",
    );
  });

  test("an open case hears of it, so that the case can be closed by it [F08 partly]", async () => {
    const kase = await caseAtAddress(db, { forename: "Imre", surname: `Homecase${count++}` });
    db.setNow("2026-11-10T10:00:00Z");
    await (await ehe()).send(`/children/${kase.childId}/home-education`, {
      ...{ source: "school", words: "" },
      ...on("noticeOn", "2026-11-09"),
    });
    const { rows } = await db.owner.query(
      "select kind from case_facts where case_id = $1 and kind like 'home-education%' order by id",
      [kase.caseId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(["home-education-notified", "home-education-registered"]);
  });
});

const work = async (who: string, group: string) => {
  const { body } = await (await as(who)).open("/my-work?area=");
  const section = body.split("<section").find((each) => each.includes(`aria-labelledby="${group}"`));
  return { body, in: plain(section ?? "") };
};

test("what is owed of a home education stands in the officer's work, is told when it is late, and nobody does it while the family is held [F08 partly] [E04 partly]", async () => {
  const { at, childId } = await entered("2026-11-03");
  const surname = `Homewell${count - 1}`;
  const offer = new RegExp(`Offer support with home education : Hanna ${surname}.*?due 17 Nov 2026`);
  const before = await work("ehe.eastmere", "later");
  expect(before.in).toMatch(offer);
  expect(before.body).toContain(`href="${at}/support"`);
  expect((await work("named.eastmere", "told")).in).not.toContain(surname);
  db.setNow("2026-11-18T10:00:00Z");
  expect((await work("ehe.eastmere", "overdue")).in).toMatch(offer);
  expect((await work("named.eastmere", "told")).in).toMatch(offer);
  expect((await work("cme.eastmere", "overdue")).in).not.toContain("Offer support with home education");
  expect((await work("ehe.westholme", "overdue")).body).not.toContain(surname);
  await step(at, "support", { how: "By letter" }, "2026-11-18");
  expect((await work("ehe.eastmere", "later")).in).toMatch(
    new RegExp(`Review the home education : Hanna ${surname}.*?due 26 Jan 2027`),
  );
  await db.owner.query(
    `insert into child_flags (child_id, flag, source, made_at, made_by)
     values ($1, 'forced-marriage', 'test', '2026-11-18T09:00Z', (select id from people where subject = 'keepsight'))`,
    [childId],
  );
  const held = await work("ehe.eastmere", "held");
  expect(held.in).toContain(surname);
  expect(held.body).not.toContain(`href="${at}/review"`);
});

test("what is missing or impossible is asked for beside its field, and nothing is kept [F08 partly]", async () => {
  const { at } = await entered();
  const none = await step(at, "review", { how: "work" });
  expect(none.status).toBe(422);
  expect(none.body).toContain("your view");
  const early = await step(at, "review", review("suitable"), "2026-11-01");
  expect(early.status).toBe(422);
  expect(early.body).toContain("Enter a day on or after the first day of the home education");
  expect((await (await ehe()).open(`${at}/nothing`)).status).toBe(404);
  expect(plain((await (await ehe()).open(at)).body)).toContain("No review yet");
});

test("an unsuitable view refers the child once, by name, with what was seen [F08 partly] [G02 partly]", async () => {
  const { at, childId } = await entered();
  const { location } = await step(at, "review", review("unsuitable", "Nothing at two visits."));
  expect(location).toMatch(/\?referred=EM-R-\d+$/);
  const { rows } = await db.owner.query(
    "select reference, form, content from referrals where child_id = $1 and form = 'team'",
    [childId],
  );
  expect(rows).toHaveLength(1);
  const seen = await (await as("cme.eastmere")).open(`/referrals/${rows[0].reference}`);
  expect(seen.status).toBe(200);
  expect(plain(seen.body)).toContain("Nothing at two visits.");
  expect(plain((await (await ehe()).open(at)).body)).toContain("Due by 5 January 2027.");
});

test("an unsuitable view makes a step due in the open case and undoes what closed it, until the education is found suitable [C24] [F08]", async () => {
  const kase = await caseAtAddress(db, { forename: "Imre", surname: `Homecase${count++}` });
  db.setNow("2026-11-10T10:00:00Z");
  const { location: of = "" } = await (await ehe()).send(`/children/${kase.childId}/home-education`, {
    ...{ source: "other", words: "" },
  });
  const next = async () =>
    (await db.owner.query("select next_act from cases where id = $1", [kase.caseId])).rows[0].next_act;
  const owed = async () =>
    (
      await db.owner.query(
        "select act, due_at::date::text as due from obligations where case_id = $1 and state in ('open', 'due-soon', 'overdue') and act in ('start-attendance-order', 'close-case')",
        [kase.caseId],
      )
    ).rows;
  expect(await next()).toBe("close-case");
  db.setNow("2026-11-11T10:00:00Z");
  const { location = "" } = await step(
    of,
    "review",
    review("unsuitable", "Nothing at two visits."),
    "2026-11-10",
  );
  expect(location).toBe(`${of}?told=${kase.reference}`);
  expect(plain((await (await ehe()).open(location)).body)).toContain(
    "cannot be closed by this home education now",
  );
  expect(await owed()).toEqual([{ act: "start-attendance-order", due: "2026-11-25" }]);
  const officer = await as("cme.eastmere");
  expect((await officer.open(`/cases/${kase.reference}`)).body).toContain("Nothing at two visits.");
  const closed = await officer.send(`/cases/${kase.reference}/closure`, { outcome: "home-education" });
  expect(closed.status).toBe(422);

  db.setNow("2026-11-12T10:00:00Z");
  await step(of, "review", review("suitable"), "2026-11-12");
  expect(await owed()).toMatchObject([{ act: "close-case" }]);
});

test("an end that leaves the child without education refers the child, and an open case hears of any end [A06] [F08 partly]", async () => {
  const { at, childId } = await entered();
  const { location } = await step(at, "end", { why: "missing", words: "The mother rang." });
  expect(location).toMatch(/\?referred=EM-R-\d+$/);
  const reference = location?.split("=").at(-1);
  const seen = plain((await (await as("cme.eastmere")).open(`/referrals/${reference}`)).body);
  expect(seen).toContain("The child is missing education");
  expect(seen).toContain("The mother rang.");
  // Who has found a school is not referred.
  const other = await entered();
  expect((await step(other.at, "end", { why: "school", words: "" })).location).toBe(other.at);

  const kase = await caseAtAddress(db, { forename: "Imre", surname: `Homecase${count++}` });
  db.setNow("2026-11-10T10:00:00Z");
  const { location: of = "" } = await (await ehe()).send(`/children/${kase.childId}/home-education`, {
    ...{ source: "other", words: "" },
  });
  await step(of, "end", { why: "mistake", words: "Another child of the name." });
  const { rows } = await db.owner.query(
    "select details ->> 'note' as note from case_facts where case_id = $1 and kind = 'note-made'",
    [kase.caseId],
  );
  expect(rows).toMatchObject([{ note: expect.stringContaining("never educated at home") }]);
  const { rows: referred } = await db.owner.query(
    "select child_id from referrals where form = 'team' and child_id = any ($1)",
    [[childId, other.childId, kase.childId]],
  );
  expect(referred.map(({ child_id }) => child_id)).toEqual([childId]);
});

test("an end that leaves the child without education begins the search of the open case again, which it can no longer close [C24] [F08]", async () => {
  const kase = await caseAtAddress(db, { forename: "Imre", surname: `Homecase${count++}` });
  db.setNow("2026-11-10T10:00:00Z");
  const { location: of = "" } = await (await ehe()).send(`/children/${kase.childId}/home-education`, {
    ...{ source: "other", words: "" },
  });
  db.setNow("2026-11-12T10:00:00Z");
  const { location } = await step(of, "end", { why: "missing", words: "The mother rang." }, "2026-11-12");
  expect(location).toBe(of);
  const { rows: owed } = await db.owner.query(
    "select act, due_at::date::text as due from obligations where case_id = $1 and state in ('open', 'due-soon', 'overdue') and act in ('check-database', 'close-case')",
    [kase.caseId],
  );
  expect(owed).toEqual([{ act: "check-database", due: "2026-11-16" }]);
  const officer = await as("cme.eastmere");
  const { body } = await officer.open(`/cases/${kase.reference}`);
  expect(plain(body)).toContain("Home education ended");
  expect(body).toContain("The mother rang.");
  expect((await officer.send(`/cases/${kase.reference}/closure`, { outcome: "home-education" })).status).toBe(
    422,
  );
  const { rows } = await db.owner.query(
    "select count(*)::int as sent from referrals where child_id = $1 and form = 'team'",
    [kase.childId],
  );
  expect(rows).toEqual([{ sent: 0 }]);
});

test("a home education that was entered by mistake undoes what it proved, and not the school that was confirmed since [C24] [F08]", async () => {
  const kase = await caseAtAddress(db, { forename: "Imre", surname: `Homecase${count++}` });
  const enteredAndMistaken = async (day: string) => {
    db.setNow(`${day}T10:00:00Z`);
    const { location: of = "" } = await (await ehe()).send(`/children/${kase.childId}/home-education`, {
      ...{ source: "other", words: "" },
    });
    return () => {
      db.setNow(`${day}T12:00:00Z`);
      return step(of, "end", { why: "mistake", words: "" }, day);
    };
  };
  const mayClose = async (outcome: string) =>
    (await (await as("cme.eastmere")).open(`/cases/${kase.reference}/closure`)).body.includes(
      `value="${outcome}"`,
    ) &&
    (await db.owner.query("select next_act from cases where id = $1", [kase.caseId])).rows[0].next_act ===
      "close-case";
  const end = await enteredAndMistaken("2026-11-10");
  expect(await mayClose("home-education")).toBe(true);
  await end();
  expect(await mayClose("home-education")).toBe(false);
  const endAgain = await enteredAndMistaken("2026-11-11");
  db.setNow("2026-11-11T11:00:00Z");
  const onRoll = await (await as("cme.eastmere")).send(`/cases/${kase.reference}/facts/roll-confirmed`, {
    ...{ schoolName: "Downland", confirmedBy: "The head" },
    ...{ "startedOn-day": "2", "startedOn-month": "11", "startedOn-year": "2026" },
    ...{ "happenedOn-day": "11", "happenedOn-month": "11", "happenedOn-year": "2026" },
  });
  expect(onRoll.status).toBe(303);
  await endAgain();
  expect(await mayClose("on-roll")).toBe(true);
});

test("of a child who has died nothing is owed but the end, and every page warns who would write [F08] [C24]", async () => {
  const kase = await caseAtAddress(db, { forename: "Imre", surname: `Homecase${count++}` });
  db.setNow("2026-11-10T10:00:00Z");
  const { location: of = "" } = await (await ehe()).send(`/children/${kase.childId}/home-education`, {
    ...{ source: "other", words: "" },
  });
  const work = async () => {
    const { body } = await (await ehe()).open("/my-work?area=");
    return body.split("</li>").find((row) => row.includes(`${of}"`) || row.includes(`${of}/`)) ?? "";
  };
  const warning = "This child has died. Nobody visits the family";
  const officer = await as("cme.eastmere");
  expect(await work()).not.toContain("Record that it has ended");
  expect((await officer.open(`/cases/${kase.reference}/letters`)).body).not.toContain(warning);
  await officer.send(`/cases/${kase.reference}/facts/death-confirmed`, {
    ...{ confirmedBy: "The registrar" },
    ...{ "happenedOn-day": "9", "happenedOn-month": "11", "happenedOn-year": "2026" },
  });
  expect(await work()).toContain("Record that it has ended");
  for (const page of [
    `/cases/${kase.reference}/letters`,
    `/cases/${kase.reference}`,
    `/children/${kase.childId}`,
  ])
    expect((await officer.open(page)).body).toContain(warning);
  expect((await step(of, "end", { why: "died", words: "" })).location).toBe(of);
  expect(await work()).toBe("");
});

test("while a forced marriage is suspected no approach is recorded, and the page says why [E04 partly]", async () => {
  const { at, childId } = await entered();
  await db.owner.query(
    `insert into child_flags (child_id, flag, source, made_at, made_by)
     values ($1, 'forced-marriage', 'test', '2026-11-10T09:00Z', (select id from people where subject = 'keepsight'))`,
    [childId],
  );
  const { status, body } = await step(at, "support", { how: "By letter" });
  expect(status).toBe(422);
  expect(body).toContain("Nobody approaches this family now");
  const page = (await (await ehe()).open(at)).body;
  expect(page).toContain("Nobody approaches this family now:");
  expect(page).not.toContain(`${at}/review`);
});

test("the register of a past day shows who was on it then and what was known of them then [F08 partly] [C31 partly]", async () => {
  const { at } = await entered("2026-11-02");
  const surname = /Homewell\d+/.exec((await (await ehe()).open(at)).body)?.[0] ?? "";
  db.setNow("2026-11-20T10:00:00Z");
  await step(at, "review", review("suitable"), "2026-11-12");
  await step(at, "end", { why: "school", words: "" }, "2026-11-18");
  const today = (await (await ehe()).open("/home-education.csv")).body;
  expect(today).not.toContain(surname);
  const before = (await (await ehe()).open("/home-education.csv?as-at=2026-11-10")).body;
  expect(before).toMatch(new RegExp(`${surname},.*2026-11-02,The parent's own notice,,,,,`));
  const later = (await (await ehe()).open("/home-education.csv?as-at=2026-11-17")).body;
  expect(later).toMatch(new RegExp(`${surname},.*,Suitable,2026-11-12,`));
  expect((await (await ehe()).open("/home-education.csv?as-at=2026-11-01")).body).not.toContain(surname);
});

describe("the list that the officer's own system sends", () => {
  test("is part of the register, and its children are entered together, each with a review to come [F08 partly] [A04]", async () => {
    const data = await db.who("data.eastmere");
    await importFile(db.keepsight, "rolls", rollFile([pupil(41, { Surname: "=Listed" })]), { viewer: data });
    const { UPN = "", DOB = "", Sex = "" } = pupil(41);
    const row = {
      LACode: "997",
      Surname: "=Listed",
      Forename: "Pupilee",
      DOB,
      Sex,
      UPN,
      NotifiedOn: "2025-01-20",
      Status: "suitable",
    };
    const other = { ...row, UPN: "", Surname: "Nobodyknown", DOB: "2014-01-01", Status: "found unsuitable" };
    await importFile(db.keepsight, "home-education", rollFile([row, other]), { viewer: data });
    const officer = await ehe();
    const before = await officer.open("/home-education?show=to-enter");
    expect(plain(before.body)).toContain("The list of home education names 1 child who is not entered here");
    expect(plain(before.body)).toContain("1 row of the list is not linked with a child on record");
    expect((await officer.open("/home-education.csv?show=to-enter")).body).toContain("'=Listed");
    expect((await work("ehe.eastmere", "today")).in).toContain(
      "Enter on the register of home education : 1 child of the list",
    );
    // A child with an open case, and one whom the list itself calls unsuitable, are looked at first: the case could be closed by it.
    const kase = await caseAtAddress(db, { forename: "Opal", surname: "Caselisted" });
    const poor = await referredChild(db.owner, { forename: "Una", surname: "Poorlylisted" });
    db.setNow("2026-11-10T10:00:00Z");
    for (const [childId, key, status] of [
      [kase.childId, "open", "suitable"],
      [poor.childId, "poor", "Found unsuitable"],
    ])
      await db.owner.query(
        `insert into list_entries (list, authority_id, row_key, forename, surname, other, child_id, matched_child_id, content_hash, first_import_id, last_import_id, starts_on, first_seen_at, last_seen_at)
         select 'home-education', authority_id, $2, forename, surname, jsonb_build_object('Status', $3::text), id, id, 'x', i, i, '2026-01-05', now(), now()
         from children, (select max(id) as i from imports) as latest where id = $1`,
        [childId, key, status],
      );
    const looked = plain((await officer.open("/home-education?show=to-enter")).body);
    expect(looked).toContain("names 1 child who is not entered here");
    expect(looked).toContain(
      "2 children of the list have an open case, or a home education that the list calls unsuitable",
    );
    expect(looked).toContain("Look at the open case, then enter the child");
    expect(plain((await officer.open(`/children/${kase.childId}/home-education`)).body)).toContain(
      `Case ${kase.reference} is open.`,
    );
    expect(plain((await officer.open(`/children/${poor.childId}/home-education`)).body)).toContain(
      "says: Found unsuitable.",
    );
    const sent = await officer.send(
      "/home-education?show=to-enter",
      {},
      { action: "/home-education/listed" },
    );
    expect(plain((await officer.open(sent.location ?? "")).body)).toContain(
      "1 child is now on the register.",
    );
    const entered = await db.owner.query("select 1 from home_educations where child_id = any ($1)", [
      [kase.childId, poor.childId],
    ]);
    expect(entered.rows).toEqual([]);
    await db.owner.query("delete from list_entries where row_key in ('open', 'poor')");
    const after = (await officer.open("/home-education.csv")).body;
    expect(after).toMatch(
      /'=Listed.*2025-01-20,The list of home education.*,yes,Review the home education,2027-11-09/,
    );
    expect(after.match(/Listed/g)).toHaveLength(1);
    expect((await work("ehe.eastmere", "today")).body).not.toContain("of the list");
  });
});

test("another authority, a school and the police see none of it; who took the file is on record [G04] [F08 partly]", async () => {
  const { at, surname } = { ...(await entered()), surname: `Homewell${count - 1}` };
  expect((await (await as("ehe.westholme")).open(at)).status).toBe(404);
  expect((await (await as("ehe.westholme")).open("/home-education.csv")).body).not.toContain(surname);
  for (const who of ["school.eastmere", "police.eastmere", "admissions.eastmere"])
    expect((await (await as(who)).open(at)).status).toBe(403);
  expect((await (await as("auditor.eastmere")).open(at)).body).not.toContain(`${at}/review`);
  expect((await (await as("auditor.eastmere")).open(`${at}/review`)).status).toBe(403);
  const { rows } = await db.owner.query(
    "select count(*)::int as times from audit_entries where act = 'took home education as a file'",
  );
  expect(rows[0].times).toBeGreaterThan(0);
});

test("the officer's day begins on the register; its pages fit a phone and axe finds nothing [F08 partly]", async () => {
  const { at, childId } = await entered("2026-10-20");
  await step(at, "answer", { answer: "declines", words: "We know other families." });
  await step(at, "review", review("not-yet-known"));
  const officer = await ehe();
  expect((await officer.open("/")).location).toBe("/home-education");
  const other = await referredChild(db.owner, { forename: "Mina", surname: "Homeform" });
  expect(childId).not.toBe(other.childId);
  await server.listen({ host: "localhost", port: 0 });
  await lookAt({
    address: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    token: officer.token,
    pages: {
      "home-education": "/home-education",
      "home-education-past": "/home-education?as-at=2026-11-05",
      "home-education-record": at,
      "home-education-review": `${at}/review`,
      "home-education-reason": `${at}/reason`,
      "home-education-enter": `/children/${other.childId}/home-education`,
    },
  });
}, 120_000);
