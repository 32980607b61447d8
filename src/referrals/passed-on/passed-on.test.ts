import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { cme1Answers, sendCme1 } from "../../../test/support/cme1-answers.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { referredChild } from "../../../test/support/referred-child.ts";
import { signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { addressOf } from "../../../test/support/site.ts";
import { readingContext } from "../../context.ts";
import { risksKnownAt } from "../../visits/index.ts";
import { webServer } from "../../web/server.ts";
import { verifyPassedOn, workOutPassedOn } from "./verify-passed-on.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-03T10:00:00Z");
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (name: string) => signedIn(db, server, name);
const workOf = async (who: string) => (await (await as(who)).open("/my-work?area=")).body;
const told = async (reference: string) =>
  (await (await as("school.eastmere")).open(`/my-school/referrals/${reference}`)).body;
const differences = async () =>
  (await verifyPassedOn(db.ownerDatabase, { procedures: db.keepsight.procedures, now: db.keepsight.now() }))
    .differences;

let count = 0;
const fearful = {
  ...cme1Answers,
  safeguarding: {
    concern: "yes",
    concernWords: "He said he is hit at home.",
    socialWorker: "no",
    urgent: "no",
  },
};
async function passedOn(
  decision: string,
  answers: typeof cme1Answers = cme1Answers,
): Promise<{ reference: string; childId: number; surname: string }> {
  const surname = `Passedon${"abcdefghijklmnopqrstuvwxyz"[count++]}`;
  const childId = Number(
    await addPupil(db.owner, {
      ...{ forename: "Rosa", surname, born: `2016-03-${10 + count}`, sex: "F", postcode: "EA4 7DN" },
      address: `${count} Invented Row`,
    }),
  );
  db.setNow("2026-11-03T10:00:00Z");
  const reference = await sendCme1(await as("school.eastmere"), childId, answers);
  await pass(reference, decision);
  db.setNow("2026-11-03T11:00:00Z");
  return { reference, childId, surname };
}
async function pass(reference: string, decision: string, who = "cme.eastmere"): Promise<void> {
  const sent = await (await as(who)).send(
    `/referrals/${reference}`,
    { match: "none", decision },
    { action: `/referrals/${reference}/decision` },
  );
  expect([sent.status, sent.location]).toEqual([303, `/referrals/${reference}`]);
}

const day = (name: string, iso: string) => {
  const [year = "", month = "", dayOfMonth = ""] = iso.split("-");
  return { [`${name}-day`]: dayOfMonth, [`${name}-month`]: month, [`${name}-year`]: year };
};
const registered = (reference: string) => `/passed-on/${reference}/facts/home-education-registered`;
const risksOf = (reference: string) => `/passed-on/${reference}/visit-risks`;
const weighed = async (reference: string, who = "area.eastmere") =>
  (await as(who)).send(risksOf(reference), {
    risks: "threatening-environment",
    "level-threatening-environment": "medium",
    overall: "medium",
  });
const visited = (reference: string) => `/passed-on/${reference}/facts/visit-made`;

test("a home educated child is the EHE officer's from the decision on: on their work, by the day and clause of the procedure, without a case [A06]", async () => {
  const { reference, childId, surname } = await passedOn("ehe-officer");
  expect((await db.owner.query("select from cases where child_id = $1", [childId])).rowCount).toBe(0);
  const work = await workOf("ehe.eastmere");
  expect(work).toContain(`<a href="${registered(reference)}">Register as home educated<span`);
  expect(work).toContain(surname);
  expect(work).toContain("due 17 Nov 2026");
  expect(work).toContain("N1.2.2, N5.4");
  expect(await workOf("area.eastmere")).not.toMatch(
    new RegExp(`href="${registered(reference)}">Register as home`),
  );
  expect(await workOf("cme.eastmere")).toContain("Owed by Elective home education officer");
  expect(await told(reference)).toContain(
    "Passed to the elective home education officer: the child is educated at home. The EHE officer is to act by 17 November 2026.",
  );
  expect(await differences()).toEqual([]);
});

test("whoever owes it records it in one form, and the sender reads that it was done [A06] [G02]", async () => {
  const { reference, surname } = await passedOn("ehe-officer");
  const officer = await as("ehe.eastmere");
  const page = await officer.open(`/passed-on/${reference}`);
  expect(page.body).toContain("Confirm registration as home educated");
  expect(page.body).toContain("Referral passed on");
  const empty = await officer.send(registered(reference), {});
  expect(empty.status).toBe(422);
  const sent = await officer.send(registered(reference), {
    ...day("registeredOn", "2026-10-20"),
    ...day("happenedOn", "2026-11-03"),
  });
  expect([sent.status, sent.location]).toEqual([303, `/passed-on/${reference}`]);
  const after = (await officer.open(`/passed-on/${reference}`)).body;
  expect(after).toContain("Nothing more is owed on this referral.");
  expect(after).toMatch(/Registered as home educated.*Recorded by/s);
  expect(await workOf("ehe.eastmere")).not.toContain(surname);
  const words = await told(reference);
  expect(words).toContain("The child is registered as home educated. Nothing more is owed on your referral.");
  expect(words).not.toContain("20 October");
  expect(await differences()).toEqual([]);
});

test("a pupil on a roll is the area's: visited, and the sender is told that, not what was found [A06] [G02]", async () => {
  const { reference, surname } = await passedOn("attendance-procedure");
  expect(await workOf("area.eastmere")).toContain(`<a href="${visited(reference)}">Visit the family<span`);
  expect(await workOf("area2.eastmere")).not.toContain(surname);
  await weighed(reference);
  const sent = await (await as("area.eastmere")).send(visited(reference), {
    ...{ found: "no-answer", card: "yes", note: "Curtains drawn." },
    ...day("happenedOn", "2026-11-03"),
  });
  expect(sent.status).toBe(303);
  expect((await (await as("area.eastmere")).open(`/passed-on/${reference}`)).body).toContain(
    "Curtains drawn.",
  );
  const words = await told(reference);
  expect(words).toContain("The family was visited.");
  expect(words).not.toMatch(/answer|Curtains/);
  expect(await differences()).toEqual([]);
});

describe("what the sender of a referral that is passed on fears", () => {
  const tell = (reference: string) => `/passed-on/${reference}/facts/agency-told`;

  test("is the safeguarding lead's the same day, whoever else has the referral now; the sender reads each of them once [C02] [E03] [G02]", async () => {
    const { reference, surname } = await passedOn("attendance-procedure", fearful);
    const work = await workOf("safeguarding.eastmere");
    expect(work).toContain(surname);
    expect(work).toContain(tell(reference));
    expect(work).toContain("N2.7.4");
    expect(await workOf("area.eastmere")).toContain(visited(reference));
    const words = await told(reference);
    expect(words).toContain("The safeguarding lead is to act by 3 November 2026.");
    expect(words.match(/The area attendance officer is to act/g)).toHaveLength(1);

    const lead = await as("safeguarding.eastmere");
    const early = { agency: "social-care", ...day("happenedOn", "2026-11-02") };
    expect((await lead.send(tell(reference), early)).body).toContain("on which the referral came");
    const sent = await lead.send(tell(reference), { ...early, ...day("happenedOn", "2026-11-03") });
    expect(sent.status).toBe(303);
    // The school's own procedure has the police told as well.
    const police = { agency: "police", ...day("happenedOn", "2026-11-03") };
    expect((await lead.send(tell(reference), police)).status).toBe(303);
    expect(await workOf("safeguarding.eastmere")).not.toContain(tell(reference));
    expect(await workOf("area.eastmere")).toContain(visited(reference));
    expect(await differences()).toEqual([]);
  });

  test("can be found groundless, and then nobody is told", async () => {
    const { reference } = await passedOn("ehe-officer", fearful);
    const settled = `/passed-on/${reference}/facts/concern-settled`;
    const lead = await as("safeguarding.eastmere");
    expect((await lead.open(`/passed-on/${reference}`)).body).toContain(`href="${settled}"`);
    expect((await (await as("ehe.eastmere")).open(settled)).status).toBe(403);
    const fields = { about: "safety", ...day("happenedOn", "2026-11-03") };
    expect((await lead.send(settled, fields)).status).toBe(303);
    expect(await workOf("safeguarding.eastmere")).not.toContain(tell(reference));
    expect(await workOf("ehe.eastmere")).toContain(registered(reference));
    expect(await differences()).toEqual([]);
  });

  test("is owed where nothing else is", async () => {
    const { reference } = await passedOn("not-missing", fearful);
    expect(await workOf("safeguarding.eastmere")).toContain(tell(reference));
    expect(await told(reference)).toContain("The safeguarding lead is to act by 3 November 2026.");
  });
});

test("the visit stands among My visits of who goes there, and not when it is made, nor in another area [A06] [E02]", async () => {
  const { reference, surname } = await passedOn("attendance-procedure");
  const visits = async (who: string) => (await (await as(who)).open("/my-visits")).body;
  const mine = await visits("area.eastmere");
  expect(mine).toContain(`href="/passed-on/${reference}"`);
  expect(mine).toMatch(new RegExp(`Rosa ${surname}.*visit by Tuesday 17 November 2026`, "s"));
  expect(await visits("area2.eastmere")).not.toContain(surname);
  const { rows } = await db.owner.query(
    "select 1 from audit_entries where act = 'listed visits' and details -> 'referrals' ? $1",
    [reference],
  );
  expect(rows.length).toBeGreaterThan(0);
  await lookAt({
    ...{ address: await addressOf(server), token: (await as("area.eastmere")).token },
    pages: { "my-visits-without-case": "/my-visits" },
    plain: true,
  });
  await weighed(reference);
  await (await as("area.eastmere")).send(visited(reference), {
    ...{ found: "no-answer", ...day("happenedOn", "2026-11-03") },
  });
  expect(await visits("area.eastmere")).not.toContain(surname);
  const other = await passedOn("attendance-procedure");
  await db.owner.query("update children set restricted = true where id = $1", [other.childId]);
  expect(await visits("area.eastmere")).not.toContain(other.surname);
});

test("a visit on a referral that was passed on asks for its risks first, and whoever goes to that door next is told [E02] [D06]", async () => {
  const { reference, childId } = await passedOn("attendance-procedure");
  const officer = await as("area.eastmere");
  expect((await officer.open(visited(reference))).location).toBe(risksOf(reference));
  const fields = { found: "no-answer", ...day("happenedOn", "2026-11-03") };
  const early = await officer.send(risksOf(reference), fields, { action: risksOf(reference) });
  expect(early.status).toBe(422);
  const { _csrf = "" } = unseenIn((await officer.open(risksOf(reference))).body, risksOf(reference));
  const { rows: last } = await db.owner.query(
    "select max(f.id) as id from referral_facts f join referrals r on r.id = referral_id where reference = $1",
    [reference],
  );
  const forced = await officer.post(visited(reference), { _csrf, _seen: String(last[0].id), ...fields });
  expect(forced.body).toContain("Assess the risks of the visit first");
  expect((await weighed(reference)).location).toBe(visited(reference));
  expect((await officer.open(visited(reference))).status).toBe(200);
  const { database } = readingContext(db.keepsight, await db.who("area.eastmere"), "test");
  expect(await risksKnownAt(database, { childId, postcode: null })).toMatchObject([{ overall: "medium" }]);
  const south = readingContext(db.keepsight, await db.who("area2.eastmere"), "test");
  expect(await risksKnownAt(south.database, { childId, postcode: null })).toEqual([]);
  expect((await (await as("ehe.eastmere")).open(risksOf(reference))).status).toBe(403);
});

test("a wrong record is corrected on a page of its own, and stays readable: the step is owed again, and the sender is told [A06] [G02] [G03]", async () => {
  const { reference, surname } = await passedOn("attendance-procedure");
  const officer = await as("area.eastmere");
  await weighed(reference);
  await officer.send(visited(reference), { found: "no-answer", ...day("happenedOn", "2026-11-03") });
  const linkOf = async () =>
    /href="([^"]+)">Correct this/.exec((await officer.open(`/passed-on/${reference}`)).body)?.[1] ?? "";
  const first = await linkOf();
  const page = (await officer.open(first)).body;
  expect(page).toMatch(/value="no-answer"\s+checked/);
  expect((await officer.send(first, {})).body).toContain("Choose what is right");
  const early = { was: "otherwise", found: "refused", ...day("happenedOn", "2026-11-02") };
  expect((await officer.send(first, early)).body).toContain("on which the referral was passed on");
  const right = { ...early, note: "Spoke at the door.", ...day("happenedOn", "2026-11-03") };
  expect((await officer.send(first, right)).status).toBe(303);
  const after = (await officer.open(`/passed-on/${reference}`)).body;
  expect(after).toContain("Corrected later: ");
  expect(after).toMatch(/Spoke at the door.*as a correction/s);
  expect(after).toContain("Nothing more is owed on this referral.");
  expect((await officer.open(first)).status).toBe(303);
  expect(await differences()).toEqual([]);

  // Neither that it was passed on, nor the risks that were weighed, nor what is corrected already.
  expect(after.match(/Correct this/g)).toHaveLength(1);
  const second = await linkOf();
  expect(second).not.toBe(first);
  for (const [who, status] of [
    ["ehe.eastmere", 403],
    ["area2.eastmere", 404],
    ["school.eastmere", 403],
  ] as const)
    expect([who, (await (await as(who)).open(second)).status]).toEqual([who, status]);
  await lookAt({
    ...{ address: await addressOf(server), token: officer.token },
    pages: { "passed-on-correction": second, "passed-on-corrected": `/passed-on/${reference}` },
    plain: true,
  });
  expect((await officer.send(second, { was: "not" })).body).toContain("Enter how the record came about");
  const stale = unseenIn((await officer.open(second)).body, second);
  expect((await officer.send(second, { was: "not", because: "Another family was visited." })).status).toBe(
    303,
  );
  const again = { _csrf: stale._csrf ?? "", was: "not", because: "Twice." };
  expect((await officer.post(second, again)).status).toBe(409);
  expect(await workOf("area.eastmere")).toContain(surname);
  // The visit that never was has used up no assessment.
  expect((await officer.open(visited(reference))).status).toBe(200);
  const words = await told(reference);
  expect(words).toContain("What we had recorded of your referral was put right. Nothing more is owed on it.");
  expect(words).toContain("More is to be done on your referral.");
  expect(words).not.toMatch(/at the door|Another family/);
  expect(await differences()).toEqual([]);
  const { rows } = await db.owner.query(
    `select details->>'was' as was from audit_entries where act = 'corrected on referral'
     and subject_id = (select id from referrals where reference = $1) order by id`,
    [reference],
  );
  expect(rows).toEqual([{ was: "otherwise" }, { was: "not" }]);
});

test("who does not work cases sees on My work what their role owes, and nothing of what others owe", async () => {
  await referredChild(db.owner, { surname: "Undecided" });
  const { surname } = await passedOn("attendance-procedure");
  for (const who of ["ehe.eastmere", "admissions.eastmere", "data.eastmere"]) {
    const body = await workOf(who);
    expect(body).not.toContain("Waiting on others");
    expect(body).not.toContain(surname);
    expect(body).not.toContain("Undecided");
    expect(body).not.toContain("without a next step");
  }
});

test("a child who is back at school need not be visited any more", async () => {
  const { reference } = await passedOn("attendance-procedure");
  const officer = await as("area.eastmere");
  const back = `/passed-on/${reference}/facts/pupil-returned`;
  expect((await officer.open(`/passed-on/${reference}`)).body).toContain(`href="${back}"`);
  expect((await officer.send(back, day("happenedOn", "2026-11-03"))).status).toBe(303);
  expect(await told(reference)).toContain("The child is back at school. Nothing more is owed");
  expect((await officer.open(visited(reference))).location).toBe(`/passed-on/${reference}`);
});

test("what was done before it was passed on does not end it, and what nobody owes any more is refused", async () => {
  const { reference } = await passedOn("ehe-officer");
  const officer = await as("ehe.eastmere");
  const early = await officer.send(registered(reference), {
    ...day("registeredOn", "2026-10-20"),
    ...day("happenedOn", "2026-11-02"),
  });
  expect([
    early.status,
    early.body.includes("on or after the one on which the referral was passed on"),
  ]).toEqual([422, true]);
});

test("is recorded once: the second of two who send the form is told of the first [G03]", async () => {
  const { reference } = await passedOn("attendance-procedure");
  const [one, other] = [await as("area.eastmere"), await as("cme.eastmere")];
  const action = visited(reference);
  await weighed(reference);
  const unseen = unseenIn((await other.open(action)).body, action);
  const back = `/passed-on/${reference}/facts/pupil-returned`;
  await one.send(back, day("happenedOn", "2026-11-03"));
  const late = await other.post(action, {
    ...unseen,
    found: "no-answer",
    ...day("happenedOn", "2026-11-03"),
  });
  expect([late.status, late.body.includes("Nothing that this would end is owed any more")]).toEqual([
    422,
    true,
  ]);
});

test("is recorded by the role that owes it or whoever works cases, and is found by nobody elsewhere [G04]", async () => {
  const { reference } = await passedOn("ehe-officer");
  const fields = { ...day("registeredOn", "2026-11-03"), ...day("happenedOn", "2026-11-03") };
  const area = await as("area.eastmere");
  expect((await area.open(`/passed-on/${reference}`)).body).toContain(
    "The EHE officer records that it was done",
  );
  expect((await area.open(registered(reference))).status).toBe(403);
  const other = await as("ehe.westholme");
  expect((await other.open(`/passed-on/${reference}`)).status).toBe(404);
  expect((await (await as("school.eastmere")).open(`/passed-on/${reference}`)).status).toBe(403);
  expect((await (await as("cme.eastmere")).send(registered(reference), fields)).status).toBe(303);
});

test("of a restricted child nothing is found without leave [G04]", async () => {
  const { reference, childId, surname } = await passedOn("ehe-officer");
  await db.owner.query("update children set restricted = true where id = $1", [childId]);
  expect((await (await as("ehe.eastmere")).open(`/passed-on/${reference}`)).status).toBe(404);
  expect(await workOf("ehe.eastmere")).not.toContain(surname);
});

test("where a forced marriage is suspected nobody is sent to the door", async () => {
  const { reference, childId } = await passedOn("attendance-procedure");
  await db.owner.query(
    `insert into child_flags (child_id, flag, raised, source, made_at, made_by)
     values ($1, 'forced-marriage', true, 'test', '2026-11-03T10:00Z', (select id from people where subject = 'safeguarding.eastmere'))`,
    [childId],
  );
  const officer = await as("area.eastmere");
  expect(await workOf("area.eastmere")).toMatch(/id="held".*Visit the family/s);
  const page = (await officer.open(`/passed-on/${reference}`)).body;
  expect(page).toContain("nobody may approach this family");
  expect(page).not.toContain(visited(reference));
  await db.owner.query(
    `insert into visit_risk_assessments (referral_id, address, risks, overall, made_at, made_by)
     select id, '', '{}', 'low', '2026-11-03T10:30Z', made_by from referrals where reference = $1`,
    [reference],
  );
  const sent = await officer.send(visited(reference), {
    found: "no-answer",
    ...day("happenedOn", "2026-11-03"),
  });
  expect(sent.body).toContain("Nobody may approach this family now");
});

test("where the procedure asks nobody for more, neither the sender nor the officer is told otherwise [A06] [G02]", async () => {
  const { referral } = await referredChild(db.owner, { authority: "Westholme", surname: "Nobodys" });
  await pass(referral.reference, "ehe-officer", "cme.westholme");
  const school = await as("school.westholme");
  const { body } = await school.open(`/my-school/referrals/${referral.reference}`);
  expect(body).toContain(
    "No case was opened: the child is educated at home. Our procedure asks nobody here to do more.",
  );
  expect(body).not.toContain("Passed to");
  expect((await (await as("cme.westholme")).open(`/referrals/${referral.reference}`)).body).toContain(
    "so nobody is reminded of it",
  );
});

test("the role that the rule names is told a minute after it is late, and not before", async () => {
  const { reference } = await passedOn("ehe-officer");
  const toldOf = async () => /id="told">.*?<\/section>/s.exec(await workOf("named.eastmere"))?.[0] ?? "";
  db.setNow("2026-11-17T23:59:00Z");
  expect(await toldOf()).not.toContain(reference);
  db.setNow("2026-11-18T00:00:00Z");
  expect(await toldOf()).toContain(reference);
  expect(await toldOf()).toContain("Owed by Elective home education officer");
  expect(await differences()).toEqual([]);
  db.setNow("2026-11-03T11:00:00Z");
});

test("what is kept otherwise than its history makes of it is found, and worked out anew when terms change [G03]", async () => {
  const { reference } = await passedOn("ehe-officer");
  await db.owner.query(
    "update referral_obligations set why = 'changed' where referral_id = (select id from referrals where reference = $1) and state = 'open'",
    [reference],
  );
  expect(await differences()).toMatchObject([
    { referral: reference, obligation: "see-to-home-education", found: "other", fields: [{ field: "why" }] },
  ]);
  const { rows } = await db.owner.query("select id from authorities where name = 'Eastmere'");
  const { procedures } = db.keepsight;
  const context = { database: db.ownerDatabase, procedures, now: db.keepsight.now() };
  await workOutPassedOn(context, { authorities: [rows[0].id], schools: [] });
  expect(await differences()).toEqual([]);
});

test("its pages have nothing that axe objects to and fit a phone", async () => {
  const one = await passedOn("ehe-officer");
  const other = await passedOn("attendance-procedure");
  await weighed(other.reference);
  const looks: [who: string, path: string][] = [
    ["ehe.eastmere", "/my-work?area="],
    ["ehe.eastmere", `/passed-on/${one.reference}`],
    ["ehe.eastmere", registered(one.reference)],
    ["area.eastmere", `/passed-on/${other.reference}`],
    ["area.eastmere", risksOf(other.reference)],
    ["area.eastmere", visited(other.reference)],
    ["cme.eastmere", `/referrals/${one.reference}`],
    ["named.eastmere", "/my-work?area="],
  ];
  db.setNow("2026-11-18T00:00:00Z");
  for (const [who, path] of looks) {
    const name = path
      .replace(/\?.*/, "")
      .replaceAll("/", "-")
      .replace(/EM-R-\d+/, "R");
    await lookAt({
      address: await addressOf(server),
      token: (await as(who)).token,
      pages: { [`passed-on-${who}${name}`]: path },
    });
  }
  db.setNow("2026-11-03T10:00:00Z");
});
