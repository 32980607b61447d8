import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  attendanceAnswers,
  dayTyped,
  fillInAbsence,
  sendAbsence,
} from "../../../test/support/attendance-referral.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { addressOf } from "../../../test/support/site.ts";
import { webServer } from "../../web/server.ts";

// A browser on a busy machine takes its time.
vi.setConfig({ testTimeout: 240_000 });

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-10T10:00:00Z");
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (name: string) => signedIn(db, server, name);
let count = 0;
const pupil = async (authority = "Eastmere") =>
  Number(
    await addPupil(db.owner, {
      school: authority === "Westholme" ? "Downland Primary School" : "Ashfield Primary School",
      ...{ authority, forename: "Rosa", surname: `Awayby${count++}`, born: "2016-03-09" },
    }),
  );

const day = dayTyped;
const answers = attendanceAnswers;
async function filledIn(childId: number, more: typeof answers = {}) {
  const school = await as("school.eastmere");
  return { school, at: await fillInAbsence(school, childId, more) };
}
const sent = async (childId: number, more: typeof answers = {}) =>
  sendAbsence(await as("school.eastmere"), childId, more);
const decide = async (reference: string, decision: Record<string, string>) =>
  (await as("cme.eastmere")).send(
    `/referrals/${reference}`,
    { match: "none", ...decision },
    { action: `/referrals/${reference}/decision` },
  );
const opening = { decision: "open-case", reason: "long-absence", address: "inside" };
const factsAbout = async (childId: number) =>
  (
    await db.owner.query(
      `select kind, details, to_char(happened_at at time zone 'Europe/London', 'YYYY-MM-DD') as on
       from case_facts f join cases k on k.id = f.case_id where k.child_id = $1 order by f.happened_at, f.id`,
      [childId],
    )
  ).rows;
const owedFor = async (childId: number) =>
  (
    await db.owner.query(
      `select o.obligation, o.state from obligations o join cases k on k.id = o.case_id where k.child_id = $1`,
      [childId],
    )
  ).rows.map(({ obligation, state }) => `${obligation} ${state}`);

test("a school without a hub has a plain way to refer a pupil who is on its roll and does not come; one with a hub is led to the hub's [C13] [C14] [D06]", async () => {
  const school = await as("school.eastmere");
  const childId = await pupil();
  const { location } = await school.send("/my-school", { sought: `Awayby${count - 1}` });
  const { body } = await school.open(location ?? "");
  expect(body).toContain(`href="/pupils/${childId}/absence">Refer as not coming to school`);
  expect((await school.open(`/pupils/${childId}/absence`)).location).toBe(
    `/pupils/${childId}/attendance-referral`,
  );
  const there = await pupil("Westholme");
  const hubs = await as("school.westholme");
  expect((await hubs.open(`/pupils/${there}/absence`)).location).toBe(`/pupils/${there}/hub-referral`);
  expect((await hubs.open(`/pupils/${there}/attendance-referral`)).status).toBe(404);
  expect((await hubs.open(`/pupils/${childId}/absence`)).status).toBe(404);
});

test("it is refused until somebody has tried the family, but never where the pupil has a protection plan or is feared for [C13] [C16]", async () => {
  const untried = { enquiries: { family: "not-tried" } };
  const { school, at } = await filledIn(await pupil(), untried);
  const { body } = await school.open(`${at}/check`);
  expect(body).toContain("The school has not tried to reach the parents or carers.");
  expect(body).not.toContain("Send the referral");
  const planned = { absence: { ...answers["absence"], protectionPlan: "yes" }, ...untried };
  expect(await sent(await pupil(), planned)).toMatch(/^EM-R-/);
});

test("a case opened on it begins with the absence, the school's calls and the referral to area attendance, so that nothing of it is owed by the school again and the area searches [C13] [C14]", async () => {
  const childId = await pupil();
  const { status } = await decide(await sent(childId), opening);
  expect(status).toBe(303);
  const facts = await factsAbout(childId);
  expect(facts.slice(0, 3)).toEqual([
    { kind: "absence-began", details: { reason: "unexplained", protectionPlan: false }, on: "2026-11-02" },
    { kind: "family-contact-tried", details: { reached: false, by: "telephone" }, on: "2026-11-09" },
    { kind: "attendance-referral-made", details: {}, on: "2026-11-10" },
  ]);
  const owed = await owedFor(childId);
  expect(owed).toContain("refer-absence met");
  expect(owed).toContain("search-with-school open");
});

test("the school's word that the pupil has a protection plan is enough for what is owed at once [C16]", async () => {
  const childId = await pupil();
  const absence = {
    away: "left-without-notice",
    ...day("absentSince", "2026-11-09"),
    protectionPlan: "yes",
  };
  await decide(await sent(childId, { absence }), opening);
  expect((await factsAbout(childId))[0].details).toEqual({
    reason: "left-without-notice",
    protectionPlan: true,
  });
  expect((await owedFor(childId)).some((each) => each.startsWith("tell-social-worker"))).toBe(true);
});

test("a new pupil who never came is told as one, with the intake [C11] [C12]", async () => {
  const childId = await pupil();
  const absence = { away: "never-came-in-year", ...day("absentSince", "2026-11-02"), protectionPlan: "no" };
  await decide(await sent(childId, { absence }), opening);
  const facts = await factsAbout(childId);
  expect(facts[0]).toEqual({ kind: "starter-not-arrived", details: { intake: "in-year" }, on: "2026-11-02" });
  expect(await owedFor(childId)).toContain("refer-mid-term-starter met");
});

test("added to a case that is open already, it tells the case of the school's calls and its referral, and no absence is begun twice [C13]", async () => {
  const childId = await pupil();
  await decide(await sent(childId), opening);
  db.setNow("2026-11-12T10:00:00Z");
  const again = await sent(childId, {
    enquiries: { family: "reached", ...day("reachedOn", "2026-11-11"), reachedWords: "An aunt: no news." },
  });
  const { status } = await decide(again, { decision: "existing-case" });
  db.setNow("2026-11-10T10:00:00Z");
  expect(status).toBe(303);
  const kinds = (await factsAbout(childId)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "absence-began")).toHaveLength(1);
  expect(kinds.filter((kind) => kind === "attendance-referral-made")).toHaveLength(2);
  expect(kinds.filter((kind) => kind === "family-contact-tried")).toHaveLength(2);
});

test("passed on to the attendance procedure without a case, the absence stands and the area both visits and searches [A06] [C13] [C14]", async () => {
  const childId = await pupil();
  const reference = await sent(childId);
  await decide(reference, { decision: "attendance-procedure" });
  const { rows } = await db.owner.query(
    `select o.obligation, o.state from referral_obligations o join referrals r on r.id = o.referral_id where r.reference = $1`,
    [reference],
  );
  const owed = rows.map(({ obligation, state }) => `${obligation} ${state}`);
  expect(owed).toEqual(
    expect.arrayContaining([
      ...["refer-absence met", "visit-absent-pupil open", "search-with-school open"],
      "open-case no-longer-needed",
    ]),
  );
  const { body } = await (await as("school.eastmere")).open(`/my-school/referrals/${reference}`);
  expect(body.match(/The school attendance officer is to act/g)).toHaveLength(1);
  expect(body).toContain("The area attendance officer is to act by 24 November 2026.");
});

test("passed on, a pupil with a protection plan is still owed the word to the social worker on the same day [C16]", async () => {
  const childId = await pupil();
  const absence = { away: "unexplained", ...day("absentSince", "2026-11-10"), protectionPlan: "yes" };
  const reference = await sent(childId, { absence, enquiries: { family: "not-tried" } });
  await decide(reference, { decision: "attendance-procedure" });
  const { rows } = await db.owner.query(
    `select o.state, o.due_at::date::text as due from referral_obligations o join referrals r on r.id = o.referral_id
     where r.reference = $1 and o.obligation = 'tell-social-worker'
       and o.procedure = 'norfolk-safeguarding-board'`,
    [reference],
  );
  expect(rows).toEqual([{ state: "due-soon", due: "2026-11-10" }]);
});

test("its pages look right at a desk and on a phone [C13]", async () => {
  const { school, at } = await filledIn(await pupil());
  await lookAt({
    address: await addressOf(server),
    token: school.token,
    pages: {
      "attendance-referral": at,
      "attendance-referral-absence": `${at}/absence`,
      "attendance-referral-tried": `${at}/enquiries`,
      "attendance-referral-check": `${at}/check`,
    },
  });
});
