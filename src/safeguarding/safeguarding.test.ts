import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";
import { type Answers, concernIn, mustHear, raisedBy } from "./answers.ts";
import { type Question, questions } from "./questions.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const allNo = Object.fromEntries(Object.keys(questions).map((question) => [question, "no"])) as Answers;
const told = { "toldOn-day": "3", "toldOn-month": "11", "toldOn-year": "2026" };
let count = 0;
const aCase = () => caseAtAddress(db, { forename: "Imre", surname: `Safebourne${count++}` });

async function answered(
  { reference }: { reference: string },
  answers: Partial<Answers> = {},
  who = "area.eastmere",
) {
  const at = `/cases/${reference}/safeguarding`;
  const { status, body } = await (await as(who)).send(`${at}/questions`, {
    ...{ occasion: "visit", note: "A neighbour saw the family load a van at night." },
    ...allNo,
    ...answers,
  });
  if (status !== 303) throw new Error(`${status}: ${body}`);
  return at;
}
const decided = async (at: string, fields: Record<string, string>, who = "safeguarding.eastmere") =>
  (await as(who)).send(at, fields, { action: `${at}/decision` });
const owed = async (caseId: number) =>
  (
    await db.owner.query(
      "select obligation, state from obligations where case_id = $1 and act = 'tell-agency' order by obligation",
      [caseId],
    )
  ).rows;

describe("the questions of N2.7.4", () => {
  test("are asked in full: every matter that the document lists has one [E03]", () => {
    const matters: [Question, RegExp][] = [
      ["past-suspicions", /suspicions in the past/],
      ["older-people", /significantly older.*picked up from school/],
      ["incident-before", /significant incident before/],
      ["protection-plan", /child protection plan/],
      ["looked-after", /looked after/],
      ["social-care-now", /brother or sister.*fathers as well as mothers/],
      ["moves-unexplained", /moved often/],
      ["immigration", /immigration or asylum/],
      ["attendance-before", /parenting contracts, fast-track/],
      ["crime", /victim of a crime/],
      ["sudden", /very sudden, out of character/],
      ["child-said", /child said something/],
      ["missing-with-family", /missing with the family/],
      ["missing-without-family", /missing without the family/],
      ["culture", /ethnicity or culture/],
    ];
    expect(matters.map(([question]) => question)).toEqual(Object.keys(questions));
    for (const [question, words] of matters) expect(questions[question].asks).toMatch(words);
  });

  test.each(Object.keys(questions) as Question[])(
    "a yes to %s alone raises a concern, and a suspected crime reaches the police too [E03]",
    (question) => {
      const answers = { ...allNo, [question]: "yes" as const };
      expect(raisedBy(answers)).toEqual([question]);
      expect(concernIn(answers)).toBe(question === "crime" ? "crime" : "safety");
      expect(mustHear(question === "crime" ? "crime" : "safety")).toContain("social-care");
      expect(concernIn({ ...allNo, [question]: "not-known" })).toBeUndefined();
    },
  );

  test("each wants an answer, and what was answered stays on the page [E03]", async () => {
    const { reference } = await aCase();
    const at = `/cases/${reference}/safeguarding/questions`;
    const { status, body } = await (await as("area.eastmere")).send(at, {
      occasion: "intake",
      "looked-after": "yes",
    });
    expect(status).toBe(422);
    expect(body).toContain("Answer: victim of a crime");
    expect(body).toMatch(/name="looked-after"[^>]*value="yes"[^>]*checked/);
  });
});

describe("an answer of yes", () => {
  test("demands a decision: the case owes the word to social care today, and the page says so first [E03]", async () => {
    const kase = await aCase();
    const at = await answered(kase, { sudden: "yes" });
    expect(await owed(kase.caseId)).toContainEqual({ obligation: "tell-social-care", state: "due-soon" });
    const { body } = await (await as("cme.eastmere")).open(at);
    expect(body).toContain("A concern to decide on today");
    expect(body).toContain("Still to be told: social care.");
    expect((await (await as("safeguarding.eastmere")).open("/my-work?area=")).body).toContain(kase.reference);
  });

  test("is settled by a referral with who, when, how and the reference; then their answer is recorded [E03]", async () => {
    const kase = await aCase();
    const at = await answered(kase, { "child-said": "yes" });
    const [assessment] = (
      await db.owner.query("select id from safeguarding_assessments where case_id = $1", [kase.caseId])
    ).rows;
    const half = await decided(at, {
      assessment: assessment.id,
      decided: "social-care",
      spokenTo: "Ana Duty",
    });
    expect([half.status, half.body.includes("Say how they were told")]).toEqual([422, true]);
    const full = {
      ...{ assessment: assessment.id, decided: "social-care", spokenTo: "Ana Duty", how: "by phone" },
      ...{ theirReference: "SC-4711", ...told },
    };
    expect((await decided(at, full)).status).toBe(303);
    expect(await owed(kase.caseId)).toContainEqual({ obligation: "tell-social-care", state: "met" });
    const { body } = await (await as("cme.eastmere")).open(at);
    expect(body).not.toContain("A concern to decide on today");
    expect(body).toMatch(/told social care on 3 November 2026: Ana Duty, by phone, their reference SC-4711/);
    expect(body).toContain("No answer is recorded yet");
    const [decision] = (
      await db.owner.query("select id from safeguarding_decisions where case_id = $1", [kase.caseId])
    ).rows;
    const replied = await (await as("safeguarding.eastmere")).send(
      at,
      {
        ...{ decision: decision.id, words: "Assessed; a strategy discussion is on Thursday." },
        ...{ "repliedOn-day": "3", "repliedOn-month": "11", "repliedOn-year": "2026" },
      },
      { action: `${at}/replies` },
    );
    expect(replied.status).toBe(303);
    expect((await (await as("cme.eastmere")).open(at)).body).toContain(
      "a strategy discussion is on Thursday",
    );
  });

  test("of a suspected crime waits for the police too, after social care was told [E03]", async () => {
    const kase = await aCase();
    const at = await answered(kase, { crime: "yes" });
    const [{ id }] = (
      await db.owner.query("select id from safeguarding_assessments where case_id = $1", [kase.caseId])
    ).rows;
    await decided(at, { assessment: id, decided: "social-care", spokenTo: "Ana", how: "by phone", ...told });
    expect((await (await as("cme.eastmere")).open(at)).body).toContain("Still to be told: the police.");
    await decided(at, { assessment: id, decided: "police", spokenTo: "101", how: "by phone", ...told });
    expect((await (await as("cme.eastmere")).open(at)).body).not.toContain("Still to be told");
  });

  test("is left without a referral by a named lead's reasoned no alone [E03] [G04]", async () => {
    const kase = await aCase();
    const at = await answered(kase, { "attendance-before": "yes" });
    const [{ id }] = (
      await db.owner.query("select id from safeguarding_assessments where case_id = $1", [kase.caseId])
    ).rows;
    const no = {
      assessment: id,
      decided: "no-referral",
      reason: "Contracts ended well in 2024; the move is explained.",
    };
    const refused = await decided(at, no, "area.eastmere");
    expect([refused.status, refused.body.includes("Only a safeguarding lead")]).toEqual([422, true]);
    const bare = await decided(at, { assessment: id, decided: "no-referral" });
    expect([bare.status, bare.body.includes("Say why nobody is told")]).toEqual([422, true]);
    expect((await decided(at, no)).status).toBe(303);
    expect(await owed(kase.caseId)).toContainEqual({
      obligation: "tell-social-care",
      state: "no-longer-needed",
    });
    expect((await (await as("cme.eastmere")).open(at)).body).toContain(
      "Safeguarding Eastmere decided that nobody is told: Contracts ended well",
    );
  });

  test("stays with its answers: nothing of it is changed or deleted, and a later no does not take it back [G03]", async () => {
    const kase = await aCase();
    const at = await answered(kase, { sudden: "yes" });
    await answered(kase);
    expect((await (await as("cme.eastmere")).open(at)).body).toContain("A concern to decide on today");
    for (const table of ["safeguarding_assessments", "safeguarding_decisions", "safeguarding_replies"])
      await expect(db.owner.query(`truncate ${table} cascade`)).rejects.toThrow();
  });
});

test("two who decide at once: the second is asked to look again, and nothing is lost [G03]", async () => {
  const kase = await aCase();
  const at = await answered(kase, { sudden: "yes" });
  const [{ id }] = (
    await db.owner.query("select id from safeguarding_assessments where case_id = $1", [kase.caseId])
  ).rows;
  const fields = { assessment: id, decided: "social-care", spokenTo: "Ana", how: "by phone", ...told };
  const lead = await as("safeguarding.eastmere");
  const unseen = unseenIn((await lead.open(at)).body, `${at}/decision`);
  expect((await lead.post(`${at}/decision`, { ...unseen, ...fields })).status).toBe(303);
  const again = { ...unseen, ...fields, _once: crypto.randomUUID(), spokenTo: "Bo" };
  const second = await lead.post(`${at}/decision`, again);
  expect(second.status).toBe(422);
  expect(second.body).toMatch(/Look again|recorded already/);
});

test("whoever records a visit is led to the questions [E03] [E02]", async () => {
  const kase = await aCase();
  const area = await as("area.eastmere");
  const { rows } = await db.owner.query(
    `with assessed as (insert into visit_risk_assessments (case_id, child_id, fact_id, address, risks, overall, made_at, made_by)
       select id, child_id, last_fact_id, '', '{}', 'low', '2026-11-03T09:00Z', opened_by from cases where id = $1 returning id, case_id, fact_id, made_by)
     insert into visits (case_id, fact_id, assessment_id, visited_at, found, card_left, made_at, made_by)
     select case_id, fact_id, id, '2026-11-03T09:30Z', 'no-answer', true, '2026-11-03T09:40Z', made_by from assessed returning id`,
    [kase.caseId],
  );
  expect(rows).toHaveLength(1);
  const { body } = await area.open(`/cases/${kase.reference}/visits`);
  expect(body).toContain(`href="/cases/${kase.reference}/safeguarding/questions"`);
});

describe("a flag with a route of its own", () => {
  const flagged = async ({ childId }: { childId: number }, group: string) => {
    const at = `/children/${childId}/flags`;
    const { status } = await (await as("cme.eastmere")).send(at, { group, source: "Her teacher" });
    expect(status).toBe(303);
  };
  const stepsOf = async (caseId: number) =>
    (
      await db.owner.query(
        `select o.obligation, o.role, o.state from obligations o join case_facts f on f.id = o.started_by
         where o.case_id = $1 and f.kind = 'concern-raised' order by o.obligation`,
        [caseId],
      )
    ).rows;
  const tellPolice = { role: "safeguarding-lead", state: "due-soon" };

  test.each([
    ["trafficking", { obligation: "tell-police-of-abuse", ...tellPolice }, "National Referral Mechanism"],
    ["exploitation", { obligation: "tell-police-of-abuse", ...tellPolice }, "Note names, cars, phones"],
    ["honour-based-abuse", { obligation: "tell-police-of-abuse", ...tellPolice }, "Never mediate"],
    [
      "fgm",
      { obligation: "report-fgm-to-police", role: "safeguarding-lead", state: "due-soon" },
      "police on 101 in person",
    ],
  ])(
    "%s raises its concern by itself: the word to social care is owed today, and the steps of its route say who owes them [E05]",
    async (group, step, words) => {
      const kase = await aCase();
      await flagged(kase, group);
      const steps = await stepsOf(kase.caseId);
      expect(steps).toContainEqual({
        obligation: "refer-concern",
        role: "safeguarding-lead",
        state: "due-soon",
      });
      expect(steps).toContainEqual({ ...step, state: group === "fgm" ? expect.any(String) : step.state });
      const { body } = await (await as("cme.eastmere")).open(`/cases/${kase.reference}/safeguarding`);
      expect(body).toContain("A concern to decide on today");
      expect(body).toContain("Still to be told: social care and the police.");
      expect(body).toContain("Steps of this route");
      expect(body).toContain(words);
    },
  );

  test("of trafficking has social care refer the child, and is decided on with who, when and how [E05]", async () => {
    const kase = await aCase();
    await flagged(kase, "trafficking");
    expect(await stepsOf(kase.caseId)).toContainEqual({
      ...{ obligation: "refer-to-national-referral-mechanism", role: "social-worker", state: "open" },
    });
    const at = `/cases/${kase.reference}/safeguarding`;
    const { rows } = await db.owner.query(
      "select id from case_facts where case_id = $1 and kind = 'concern-raised'",
      [kase.caseId],
    );
    const word = { concern: rows[0].id, how: "by phone", ...told };
    expect((await decided(at, { ...word, decided: "social-care", spokenTo: "Ana Duty" })).status).toBe(303);
    expect((await (await as("cme.eastmere")).open(at)).body).toContain("Still to be told: the police.");
    expect((await decided(at, { ...word, decided: "police", spokenTo: "101" })).status).toBe(303);
    const { body } = await (await as("cme.eastmere")).open(at);
    expect(body).not.toContain("A concern to decide on today");
    expect(body).toMatch(/told social care on 3 November 2026: Ana Duty, by phone/);
    expect(await stepsOf(kase.caseId)).toContainEqual({
      ...{ obligation: "tell-police-of-abuse", role: "safeguarding-lead", state: "met" },
    });
  });

  test("of honour-based abuse holds letters and visits until the safeguarding lead alone ends it [E05] [E04]", async () => {
    const kase = await aCase();
    await flagged(kase, "honour-based-abuse");
    const visit = async () =>
      (
        await db.owner.query(
          "select state from obligations where case_id = $1 and act = 'request-visit' and role = 'cme-officer'",
          [kase.caseId],
        )
      ).rows[0].state;
    expect(await visit()).toBe("suspended");
    const letter = await (await as("cme.eastmere")).open(`/cases/${kase.reference}/letters/new?about=visit`);
    expect(letter.body).toContain("Held:");
    const at = `/cases/${kase.reference}/safeguarding`;
    const { rows } = await db.owner.query(
      "select id from case_facts where case_id = $1 and kind = 'concern-raised'",
      [kase.caseId],
    );
    const no = { concern: rows[0].id, decided: "no-referral", reason: "The aunt was mistaken." };
    expect((await decided(at, no, "named.eastmere")).status).not.toBe(303);
    expect(await visit()).toBe("suspended");
    expect((await decided(at, no)).status).toBe(303);
    expect(await visit()).toBe("open");
  });

  test("that stands already raises no second concern [E05]", async () => {
    const kase = await aCase();
    await flagged(kase, "fgm");
    await flagged(kase, "fgm");
    const concerns = await db.owner.query(
      "select count(*)::int from case_facts where case_id = $1 and kind = 'concern-raised'",
      [kase.caseId],
    );
    expect(concerns.rows[0].count).toBe(1);
  });
});

test("the pages look right at a desk and on a phone, and axe finds nothing [E03]", async () => {
  const kase = await aCase();
  const at = await answered(kase, { sudden: "yes", crime: "yes" });
  await (await as("cme.eastmere")).send(`/children/${kase.childId}/flags`, {
    ...{ group: "trafficking", source: "Her teacher" },
  });
  await server.listen({ host: "localhost", port: 0 });
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const { token } = await as("safeguarding.eastmere");
  await lookAt({
    address: url,
    token: token,
    pages: {
      safeguarding: at,
      "safeguarding-questions": `${at}/questions`,
    },
  });
}, 120_000);
