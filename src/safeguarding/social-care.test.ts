import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { recordFacts } from "../cases/index.ts";
import { perform } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { stepsOf } from "./social-care.store.ts";
import { outcomesOf } from "./social-care.ts";
import { contradictionIn, fearsForcedMarriage, type Matter, matters, type Weight } from "./vulnerability.ts";

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
let count = 0;
const aCase = (authority = "Eastmere") =>
  caseAtAddress(db, { forename: "Runa", surname: `Careholm${count++}`, authority });
const day = (name: string, on = "3") => ({
  [`${name}-day`]: on,
  [`${name}-month`]: "11",
  [`${name}-year`]: "2026",
});
const at = ({ reference }: CaseAtAddress) => `/cases/${reference}/safeguarding`;
const told = async (
  kase: CaseAtAddress,
  step: string,
  outcome: string,
  who = "cme.eastmere",
  happened = "3",
) =>
  (await as(who)).send(`${at(kase)}/social-care`, {
    ...{ step, [`outcome-${step}`]: outcome, who: "Mina Duty, social care's duty desk" },
    ...{ words: "They ring back on Friday.", ...day("happenedOn", happened) },
  });
const owed = async ({ caseId }: CaseAtAddress, obligation: string) =>
  (
    await db.owner.query(
      "select state from obligations where case_id = $1 and obligation = $2 order by due_at desc limit 1",
      [caseId, obligation],
    )
  ).rows[0]?.state;
const flagged = async ({ childId }: CaseAtAddress) =>
  (
    await db.owner.query(
      `select 1 from child_flags f where child_id = $1 and flag = 'child-protection-plan' and raised
         and not exists (select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)`,
      [childId],
    )
  ).rows.length === 1;

describe("what social care knows and does", () => {
  test("the check whether the family is known is a dated fact with who and what, and meets Oxfordshire's step of O3.7 [E09]", async () => {
    const kase = await aCase("Westholme");
    const viewer = await db.who("cme.westholme");
    await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      recordFacts(context, kase.caseId, [
        {
          kind: "visit-made",
          details: { found: "family-moved", newAddress: "unknown", cardLeft: false, note: null },
        },
      ]),
    );
    expect(await owed(kase, "check-social-care")).toBe("open");
    db.setNow("2026-11-03T11:00:00Z");
    expect((await told(kase, "social-care-check", "known-before", "cme.westholme")).status).toBe(303);
    expect(await owed(kase, "check-social-care")).toBe("met");
    const { body } = await (await as("cme.westholme")).open(at(kase));
    expect(body).toContain("Check whether the family is known, 3 November 2026.");
    expect(body).toContain("The family was known to social care before. With: Mina Duty");
    expect(body).toContain("They ring back on Friday.");
    const [fact] = (
      await db.owner.query(
        "select details from case_facts where case_id = $1 and kind = 'social-care-checked'",
        [kase.caseId],
      )
    ).rows;
    expect(fact.details).toEqual({ known: "known-before" });
    db.setNow("2026-11-03T10:00:00Z");
  });

  test.each([
    ["strategy-discussion", "section-47", "Strategy discussion", "A section 47 enquiry follows"],
    ["section-47", "conference", "Section 47 enquiry", "A child protection conference follows"],
    ["conference", "support", "Child protection conference", "Support without a protection plan"],
  ])(
    "a %s that begins is owed by the safeguarding lead until its outcome is on record [E09]",
    async (step, outcome, called, words) => {
      const kase = await aCase();
      db.setNow("2026-11-03T10:00:00Z");
      expect((await told(kase, step, "begun")).status).toBe(303);
      expect(await owed(kase, `take-part-in-${step}`)).toBe("open");
      const work = (await (await as("safeguarding.eastmere")).open("/my-work?area=")).body;
      expect(work).toContain(kase.reference);
      db.setNow("2026-11-03T10:30:00Z");
      expect((await told(kase, step, outcome)).status).toBe(303);
      expect(await owed(kase, `take-part-in-${step}`)).toBe("met");
      const { body } = await (await as("area.eastmere")).open(at(kase));
      expect(body).toContain(`${called}, 3 November 2026.`);
      expect(body).toContain(`${words}. With:`);
      const chronology = (await (await as("cme.eastmere")).open(`/cases/${kase.reference}`)).body;
      expect(chronology).toContain(`${called}: ${words.toLowerCase()}.`);
    },
  );

  test("a conference that makes a plan raises the child's flag and Norfolk's question who helps; one that ends it lowers the flag [E09]", async () => {
    const kase = await aCase();
    await told(kase, "conference", "plan");
    expect(await flagged(kase)).toBe(true);
    expect(await owed(kase, "ask-who-supports-child")).toBe("due-soon");
    await told(kase, "conference", "plan");
    db.setNow("2026-11-04T10:00:00Z");
    await told(kase, "conference", "nothing", "cme.eastmere", "4");
    expect(await flagged(kase)).toBe(false);
    db.setNow("2026-11-03T10:00:00Z");
  });

  test("what is missing or does not fit its step is asked for, and nothing is recorded [E09]", async () => {
    const kase = await aCase();
    const officer = await as("cme.eastmere");
    const page = `${at(kase)}/social-care`;
    const bare = await officer.send(page, { step: "section-47" });
    expect(bare.status).toBe(422);
    for (const words of ["Enter the day", "Enter who you spoke with"]) expect(bare.body).toContain(words);
    expect((await told(kase, "section-47", "")).body).toContain("Choose what came of it");
    // A strategy discussion makes no plan.
    expect(outcomesOf["strategy-discussion"]).not.toContain("plan");
    expect((await told(kase, "strategy-discussion", "plan")).status).toBe(422);
    expect((await told(kase, "section-47", "begun", "cme.eastmere", "9")).body).toContain("must be");
    const { rows } = await db.owner.query("select from protection_steps where case_id = $1", [kase.caseId]);
    expect(rows).toHaveLength(0);
  });

  test("is for those who need to know, on pages and in the database, and stays [E09] [G04] [G03]", async () => {
    const kase = await aCase();
    await told(kase, "section-47", "begun");
    for (const who of ["admissions.eastmere", "auditor.eastmere"]) {
      const other = await as(who);
      expect((await other.open(at(kase))).body).not.toMatch(/Mina Duty|They ring back/);
      expect((await other.open(`${at(kase)}/social-care`)).status).toBe(403);
      const database = databaseFor(db.keepsight.pool, (await db.who(who)).personId);
      expect(await stepsOf(database, kase.caseId, { count: 9 })).toEqual([]);
    }
    expect((await (await as("area2.eastmere")).open(`${at(kase)}/social-care`)).status).toBe(404);
    await expect(db.owner.query("truncate protection_steps")).rejects.toThrow("never changed or deleted");
  });
});

const none = Object.fromEntries(Object.keys(matters).map((matter) => [`matter-${matter}`, "none"]));
const assessment = {
  ...{ ...none, "matter-mobile": "some", togetherWith: "Ola Reed, attendance officer", level: "medium" },
  ...{ action: "social-worker", reason: "Three moves in a year.", ...day("assessedOn") },
};
const assessed = async (
  kase: CaseAtAddress,
  fields: Record<string, string> = {},
  who = "safeguarding.eastmere",
) => (await as(who)).send(`${at(kase)}/vulnerability`, { ...assessment, ...fields });

describe("how vulnerable the child is", () => {
  test("is weighed by the safeguarding lead with the attendance officer, and what is decided moves the school's step [E11]", async () => {
    const kase = await aCase();
    const viewer = await db.who("cme.eastmere");
    await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      recordFacts(context, kase.caseId, [
        { kind: "absence-began", details: { reason: "unexplained", protectionPlan: false } },
        { kind: "absence-reported", details: {} },
        { kind: "family-contact-tried", details: { reached: false, by: "telephone" } },
      ]),
    );
    expect(await owed(kase, "weigh-vulnerability")).toBe("due-soon");
    db.setNow("2026-11-03T10:30:00Z");
    expect((await assessed(kase)).status).toBe(303);
    expect(await owed(kase, "weigh-vulnerability")).toBe("met");
    const { body } = await (await as("cme.eastmere")).open(at(kase));
    expect(body).toContain("Medium, 3 November 2026.");
    expect(body).toContain("Weighed by Safeguarding Eastmere with Ola Reed, attendance officer");
    expect(body).toContain("A family that moves often (some signs)");
    expect(body).toContain("Decided: a word with the social or family worker. Three moves in a year.");
    db.setNow("2026-11-03T10:00:00Z");
  });

  test("keeps a draft as it is typed, and the next form begins with what was weighed last [E11]", async () => {
    const kase = await aCase();
    const lead = await as("safeguarding.eastmere");
    const page = `${at(kase)}/vulnerability`;
    const { body } = await lead.open(page);
    const kept =
      /data-draft-at="([^"]+)"|data-keepsight-draft="([^"]+)"|(\/drafts\/vulnerability\/[^"]+)/.exec(body);
    expect(kept?.[0]).toContain(`/drafts/vulnerability/${kase.reference}`);
    await db.owner.query(
      "insert into drafts (person_id, form, subject, content, saved_at) values ($1, 'vulnerability', $2, $3, now())",
      [
        (await db.who("safeguarding.eastmere")).personId,
        kase.reference,
        JSON.stringify({ reason: "Begun before lunch." }),
      ],
    );
    expect((await lead.open(page)).body).toContain("Begun before lunch.");
    await assessed(kase);
    const again = (await lead.open(page)).body;
    expect(again).not.toContain("Begun before lunch.");
    expect(again).toMatch(/name="matter-mobile"[^>]*value="some"[^>]*checked/);
  });

  test("every assessment stays and stands in the history, page by page [E11] [G03]", async () => {
    const kase = await aCase();
    await assessed(kase);
    await db.owner.query(
      `insert into vulnerability_assessments (case_id, fact_id, assessed_on, together_with, matters, level, action, reason, made_at, made_by)
       select case_id, fact_id, assessed_on, together_with, matters, 'low', 'none', 'Number ' || n, made_at, made_by
       from vulnerability_assessments, generate_series(1, 22) n where case_id = $1`,
      [kase.caseId],
    );
    const officer = await as("cme.eastmere");
    const first = (await officer.open(`${at(kase)}/vulnerability/history`)).body;
    expect(first).toContain("Number 22");
    expect(first).not.toContain("Number 2<");
    const earlier = /href="([^"]*before=\d+)"/.exec(first)?.[1] ?? "";
    const second = (await officer.open(earlier)).body;
    expect(second).toContain("Number 2<");
    expect(second).toContain("Three moves in a year.");
    expect(second).not.toContain("Number 22");
  });

  test("a serious matter is no low level, and a high level is never left at that [E11]", async () => {
    const weighed = Object.fromEntries(Object.keys(matters).map((each) => [each, "none"])) as Record<
      Matter,
      Weight
    >;
    const serious = { ...weighed, harm: "serious" as const };
    expect(contradictionIn({ matters: serious, level: "low", action: "police" })).toBe("too-low");
    expect(contradictionIn({ matters: serious, level: "medium", action: "none" })).toBeUndefined();
    expect(contradictionIn({ matters: weighed, level: "high", action: "none" })).toBe("nothing-done");
    expect(contradictionIn({ matters: weighed, level: "high", action: "police" })).toBeUndefined();
    expect(fearsForcedMarriage({ matters: weighed })).toBe(false);
    const kase = await aCase();
    expect((await assessed(kase, { level: "high", action: "none" })).body).toContain(
      "With a high level something is done",
    );
    const half = await assessed(kase, { "matter-harm": "" });
    expect([half.status, half.body.includes("Weigh: neglect, abuse")]).toEqual([422, true]);
  });

  test("signs of a forced marriage hold the case at once [E11] [E04]", async () => {
    const kase = await aCase();
    expect((await assessed(kase, { "matter-forced-marriage": "some", action: "police" })).status).toBe(303);
    expect((await (await as("area.eastmere")).open(`/cases/${kase.reference}`)).body).toContain(
      "Do not contact the family, visit, write or mediate.",
    );
  });

  test("is weighed by nobody but the lead [E11] [G04]", async () => {
    const kase = await aCase();
    for (const who of ["cme.eastmere", "area.eastmere", "named.eastmere"])
      expect((await (await as(who)).open(`${at(kase)}/vulnerability`)).status).toBe(403);
    expect((await (await as("safeguarding.westholme")).open(`${at(kase)}/vulnerability`)).status).toBe(404);
  });
});

test("the safeguarding tab has pages of earlier answers, and a concern that nobody decided on stands on the first however old it is [E03]", async () => {
  const kase = await aCase();
  const { rows } = await db.owner.query(
    `insert into case_facts (case_id, kind, happened_at, made_at, made_by, details)
     select id, 'note-made', '2026-11-03T09:00Z', '2026-11-03T09:00Z', opened_by, '{"note": ""}' from cases where id = $1 returning id`,
    [kase.caseId],
  );
  const insert = (answers: string, note: string, n: number, factId: number | null) =>
    db.owner.query(
      `insert into safeguarding_assessments (case_id, fact_id, occasion, answers, note, made_at, made_by)
       select id, $2, 'news', $3, $4 || n || '.', '2026-11-03T09:00Z', opened_by from cases, generate_series(1, $5::int) n where id = $1`,
      [kase.caseId, factId, answers, note, n],
    );
  await insert('{"sudden": "yes"}', "Undecided ", 1, rows[0].id);
  await insert("{}", "Nothing raised ", 25, null);
  const officer = await as("cme.eastmere");
  const first = (await officer.open(at(kase))).body;
  expect(first).toContain("A concern to decide on today");
  expect(first).toContain("Nothing raised 25.");
  expect(first).not.toContain("Nothing raised 5.");
  const earlier = /href="([^"]*before=\d+)"/.exec(first)?.[1] ?? "";
  const second = (await officer.open(earlier)).body;
  expect(second).toContain("Nothing raised 5.");
  expect(second).toContain("Undecided 1.");
  expect(second).not.toContain("Nothing raised 6.");
  // It is decided on though it stands beyond the first page.
  const [assessment] = (
    await db.owner.query("select id from safeguarding_assessments where case_id = $1 order by id limit 1", [
      kase.caseId,
    ])
  ).rows;
  const decided = await (await as("safeguarding.eastmere")).send(
    at(kase),
    { assessment: assessment.id, decided: "no-referral", reason: "Explained by the school." },
    { action: `${at(kase)}/decision` },
  );
  expect(decided.status).toBe(303);
  expect((await officer.open(at(kase))).body).not.toContain("A concern to decide on today");
});

test("the pages look right at a desk and on a phone, and axe finds nothing [E09] [E11]", async () => {
  const kase = await aCase();
  await told(kase, "strategy-discussion", "section-47");
  await told(kase, "section-47", "begun");
  await assessed(kase);
  const { token } = await as("safeguarding.eastmere");
  await lookAt({
    address: site.address,
    token: token,
    pages: {
      "safeguarding-tab": at(kase),
      "social-care": `${at(kase)}/social-care`,
      vulnerability: `${at(kase)}/vulnerability`,
      "vulnerability-history": `${at(kase)}/vulnerability/history`,
    },
  });
}, 180_000);
