import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cme1Answers, sendCme1 } from "../../test/support/cme1-answers.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { referredChild } from "../../test/support/referred-child.ts";
import { signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";
import { decideReferral } from "./decide-referral.ts";
import { suggestedBy } from "./decision.form.tsx";
import { wholeContent } from "./referral.ts";

let database: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-03T10:00:00Z");
  server = await webServer(database.keepsight);
});
afterAll(async () => {
  await server.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
let count = 0;
async function referred(of: Partial<Parameters<typeof addPupil>[1]> = {}, answers = cme1Answers) {
  const childId = Number(
    await addPupil(database.owner, {
      forename: "Rosa",
      surname: `Tarnwick${"abcdefghijklmnopqrstuvwxyz"[count++]}`,
      born: `2016-03-${10 + (count % 18)}`,
      sex: "F",
      postcode: "EA4 7DN",
      address: "4 Invented Row",
      ...of,
    }),
  );
  return { childId, reference: await sendCme1(await as("school.eastmere"), childId, answers) };
}
const opening = {
  match: "none",
  decision: "open-case",
  reason: "left-destination-unknown",
  address: "inside",
};
const decide = async (reference: string, fields: Record<string, string>) =>
  (await as("cme.eastmere")).send(`/referrals/${reference}`, fields, {
    action: `/referrals/${reference}/decision`,
  });
const searchesOf = async (reference: string) =>
  (
    await database.owner.query(
      "select s.* from searches s join referrals r on r.id = s.referral_id where r.reference = $1",
      [reference],
    )
  ).rows;

describe("the referrals that wait", () => {
  test("stand urgent first, then oldest, with the basics that are missing [A01] [D01]", async () => {
    const calm = await referred();
    const urgent = await referred(
      {},
      {
        ...cme1Answers,
        safeguarding: {
          concern: "no",
          socialWorker: "no",
          urgent: "yes",
          urgentWords: "A sibling was taken abroad.",
        },
      },
    );
    const bare = await referred({ address: "" });
    const { body } = await (await as("cme.eastmere")).open("/referrals");
    const at = (reference: string) => body.indexOf(reference);
    expect(at(urgent.reference)).toBeLessThan(at(calm.reference));
    expect(at(calm.reference)).toBeLessThan(at(bare.reference));
    expect(body.slice(at(bare.reference))).toContain("Address");
    expect((await (await as("cme.westholme")).open("/referrals")).body).not.toContain(urgent.reference);
  });
});

describe("before a case opens", () => {
  test("every list is searched, and each likely match stands beside the child with its reasons, and so does where the child stands [A05 partly] [A10] [A11]", async () => {
    const { reference, childId } = await referred({
      forename: "Leila",
      surname: "Brandreth",
      born: "2015-04-11",
    });
    await addPupil(database.owner, {
      list: "health",
      forename: "Leila",
      surname: "Brandreth",
      born: "2015-11-04",
      childId: null,
    });
    await addPupil(database.owner, {
      list: "health",
      forename: "Leila",
      surname: "Brandreth",
      born: "2015-04-11",
      childId,
    });
    const { body } = await (await as("cme.eastmere")).open(`/referrals/${reference}`);
    expect(body).toContain("Missing education, by what is on record (N1.2)");
    expect(body).toContain("Still on a roll, but has not attended since 2 October 2026.");
    expect(body).toMatch(/This child is known to: .*health list/);
    expect(body).toContain("very likely the same child");
    expect(body).toContain("Day and month of birth exchanged");
    expect(body).toContain("11 lists searched");
    expect(body).toContain("Police missing list");
    expect(body).toContain("A neighbour said Westholme.");
  });

  test("a child who stands on another roll is said to be likely found [A10] [A06]", async () => {
    const { reference, childId } = await referred();
    await addPupil(database.owner, {
      ...{
        forename: "Rosa",
        surname: "Elsewhere",
        school: "Larkmere Primary School",
        startsOn: "2026-09-03",
        childId,
      },
    });
    const { body } = await (await as("cme.eastmere")).open(`/referrals/${reference}`);
    expect(body).toContain("On roll at Larkmere Primary School since 3 September 2026: likely found");
  });

  test("a twin is named as a likely brother or sister [A11]", async () => {
    const { reference } = await referred({ surname: "Twinning", born: "2016-01-02" });
    await addPupil(database.owner, {
      forename: "Piers",
      surname: "Twinning",
      born: "2016-01-02",
      sex: "M",
      postcode: "EA4 7DN",
    });
    const { body } = await (await as("cme.eastmere")).open(`/referrals/${reference}`);
    expect(body).toContain("likely a brother or sister");
    expect(body).not.toContain("very likely the same child");
  });
});

describe("the decision", () => {
  test("opens a case with its reason, and keeps what was searched, what came back and what was decided [A10] [A08]", async () => {
    const { reference, childId } = await referred();
    const { status, location } = await decide(reference, {
      ...opening,
      groups: "young-carer",
      words: "Please ring me.",
    });
    expect(status).toBe(303);
    expect(location).toMatch(/^\/cases\/EM-C-\d{6}$/);
    const [search] = await searchesOf(reference);
    expect(search).toMatchObject({ decision: "open-case", decided_child_id: childId });
    expect(search.lists).toHaveLength(11);
    expect(search.candidates[0]).toMatchObject({ childId, picked: false });
    const opened = (await database.owner.query("select * from cases where child_id = $1", [childId])).rows[0];
    expect(opened.reason).toBe("left-destination-unknown");
    const kept = await database.owner.query(
      "select details ->> 'reason' as reason from case_facts where kind = 'case-opened' and case_id = $1",
      [opened.id],
    );
    expect(kept.rows).toEqual([{ reason: "left-destination-unknown" }]);
    expect((await (await as("cme.eastmere")).open(`/cases/${opened.reference}`)).body).toContain(
      "Reason: Left a school, destination not known.",
    );
    const { body } = await (await as("cme.eastmere")).open(`/children/${childId}`);
    expect(body).toContain("Cares for somebody");
    expect(body).toContain("Ada Invented");
    expect(body).toContain(`CME1 ${reference}`);
  });

  test("puts the leaving, the removal from the roll and the transfer file into the case's history [A10] [G03]", async () => {
    const { reference, childId } = await referred(
      {},
      {
        ...cme1Answers,
        leaving: {
          ...cme1Answers["leaving"],
          roll: "removed",
          "removedOn-day": "30",
          "removedOn-month": "10",
          "removedOn-year": "2026",
        },
      },
    );
    await decide(reference, opening);
    const { rows } = await database.owner.query(
      "select f.kind, f.happened_at::date::text as day from case_facts f join cases c on c.id = f.case_id where c.child_id = $1 order by f.happened_at, f.id",
      [childId],
    );
    expect(rows.slice(0, 2)).toEqual([
      { kind: "child-left-school", day: "2026-10-02" },
      { kind: "removed-from-roll", day: "2026-10-30" },
    ]);
    expect(rows.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["records-sent", "case-opened"]));
  });

  test("tells the sender that it was accepted, in plain words and no more [G02]", async () => {
    const { reference } = await referred();
    await decide(reference, { ...opening, words: "Please ring me." });
    const { body } = await (await as("school.eastmere")).open(`/my-school/referrals/${reference}`);
    expect(body).toContain("Accepted");
    expect(body).toContain("A case is open");
    expect(body).toContain("Please ring me.");
    expect(body).not.toMatch(/EM-C-\d/);
  });

  test("that another record is the same child is a statement, and merges nothing [A10] [A11] [G03]", async () => {
    const other = Number(
      await addPupil(database.owner, {
        forename: "Rosa",
        surname: "Samechild",
        born: "2014-02-03",
        school: "Saltmarsh High School",
      }),
    );
    const { reference, childId } = await referred({ surname: "Samechild", born: "2014-03-02" });
    await decide(reference, { ...opening, match: `child-${other}` });
    const [search] = await searchesOf(reference);
    expect(search).toMatchObject({ decided_child_id: other });
    expect(search.candidates.find(({ picked }: { picked: boolean }) => picked)).toMatchObject({
      childId: other,
    });
    expect(
      (await database.owner.query("select from children where id = any ($1)", [[other, childId]])).rowCount,
    ).toBe(2);
    const { body } = await (await as("cme.eastmere")).open(`/referrals/${reference}`);
    expect(body).toContain("The same child");
    expect(body).toContain("A case was opened");
  });

  test.each([
    ["attendance-procedure", "Passed to the attendance procedure"],
    ["ehe-officer", "Passed to the elective home education officer"],
  ])("passes on by %s without a case, and tells the sender why [A06] [G02]", async (decision, told) => {
    const { reference, childId } = await referred();
    expect((await decide(reference, { match: "none", decision })).location).toBe(`/referrals/${reference}`);
    expect((await database.owner.query("select from cases where child_id = $1", [childId])).rowCount).toBe(0);
    const school = await as("school.eastmere");
    expect((await school.open(`/my-school/referrals/${reference}`)).body).toContain(told);
    expect((await school.open("/my-school")).body).toContain("Passed on");
    const officer = await as("cme.eastmere");
    const list = (await officer.open("/referrals")).body;
    expect(list.indexOf(reference)).toBeGreaterThan(list.indexOf("Decided, the latest"));
    // Nobody decides on it any more; what others owe on it now is waited for.
    const work = (await officer.open("/my-work")).body;
    expect(work).not.toContain(`/referrals/${reference}`);
    expect(work).toMatch(new RegExp(`id="waiting".*/passed-on/${reference}`, "s"));
  });

  test("is asked for whole: who the child is, what to do, the reason and the address [A08]", async () => {
    const { reference } = await referred({ surname: "Asked", born: "2016-05-05" });
    await addPupil(database.owner, { list: "health", forename: "Rosa", surname: "Asked", childId: null });
    const { status, body } = await decide(reference, { decision: "open-case", reason: "", words: "Kept" });
    expect(status).toBe(422);
    expect(body).toContain("Enter who the child is, or that nobody on a list is the same child");
    const second = await decide(reference, { match: "none", decision: "open-case", reason: "" });
    expect(second.body).toContain("Choose the reason");
    expect(second.body).toContain("Say where the family is believed to live");
  });

  test("rests on what the officer saw: a new match since then is shown before it counts [A10]", async () => {
    const { reference } = await referred({ surname: "Arrives", born: "2016-07-07" });
    const officer = await as("cme.eastmere");
    const action = `/referrals/${reference}/decision`;
    const unseen = unseenIn((await officer.open(`/referrals/${reference}`)).body, action);
    await addPupil(database.owner, {
      list: "health",
      forename: "Rosa",
      surname: "Arrives",
      born: "2016-07-07",
      childId: null,
    });
    const { status, body } = await officer.post(action, { ...unseen, ...opening });
    expect(status).toBe(422);
    expect(body).toContain("The lists have changed since this page was shown");
    expect(await searchesOf(reference)).toEqual([]);
  });

  test("is made once: of two officers the second is shown the first one's decision [A10]", async () => {
    const { reference, childId } = await referred();
    const officer = await as("cme.eastmere");
    const other = await as("named.eastmere");
    const action = `/referrals/${reference}/decision`;
    const unseen = unseenIn((await officer.open(`/referrals/${reference}`)).body, action);
    const otherUnseen = unseenIn((await other.open(`/referrals/${reference}`)).body, action);
    await Promise.all([
      officer.post(action, { ...unseen, ...opening }),
      other.post(action, { ...otherUnseen, match: "none", decision: "not-missing" }),
    ]);
    expect(await searchesOf(reference)).toHaveLength(1);
    expect(
      (await database.owner.query("select from cases where child_id = $1", [childId])).rowCount,
    ).toBeLessThan(2);
  });

  test("a second referral of a child with an open case joins it [A10] [G02]", async () => {
    const { reference, childId } = await referred();
    await decide(reference, opening);
    const again = await sendCme1(await as("school.eastmere"), childId);
    expect(again).not.toBe(reference);
    const { body } = await (await as("cme.eastmere")).open(`/referrals/${again}`);
    expect(body).toMatch(/Add it to the open case EM-C-\d{6}/);
    const { location } = await decide(again, { match: "none", decision: "existing-case" });
    expect(location).toMatch(/^\/cases\/EM-C-/);
    expect((await database.owner.query("select from cases where child_id = $1", [childId])).rowCount).toBe(1);
    const school = await as("school.eastmere");
    expect((await school.open(`/my-school/referrals/${again}`)).body).toContain(
      "what you told us has been added",
    );
  });

  test("a referral that says nothing of the child is decided by the child's own record [A10]", async () => {
    const { referral } = await referredChild(database.owner, { surname: "Bare" });
    expect((await (await as("cme.eastmere")).open(`/referrals/${referral.reference}`)).body).toContain(
      "Rosa Bare",
    );
    expect((await decide(referral.reference, opening)).location).toMatch(/^\/cases\//);
  });

  test("a child whom nobody knew becomes a record when the case opens [A10] [A02]", async () => {
    const { rows } = await database.owner.query(
      `insert into referrals (reference, form, authority_id, content, received_at, made_at, made_by)
       select next_reference(a.id, 'R'), 'notice', a.id, '{"child": {"forename": "Zofia", "surname": "Neverseen", "dateOfBirth": "2013-06-01"}}',
         '2026-11-03T09:00Z', '2026-11-03T09:00Z', p.id from authorities a, people p where a.name = 'Eastmere' and p.subject = 'cme.eastmere' returning reference`,
    );
    const reference = rows[0].reference;
    expect((await decide(reference, opening)).location).toMatch(/^\/cases\//);
    const { rows: met } = await database.owner.query(
      "select forename from children where surname = 'Neverseen'",
    );
    expect(met).toEqual([{ forename: "Zofia" }]);
  });

  test("is nobody's who may not open a case, and of no other authority [G04]", async () => {
    const { reference } = await referred();
    expect((await (await as("school.eastmere")).open(`/referrals/${reference}`)).status).toBe(403);
    expect((await (await as("cme.westholme")).open(`/referrals/${reference}`)).status).toBe(404);
    const viewer = await database.who("cme.westholme");
    const deciding = perform(database.keepsight, { viewer, act: "open-case", request: "test" }, (context) =>
      decideReferral(context, reference, { match: "none", seen: "", decision: "not-missing" }),
    );
    await expect(deciding).rejects.toThrow();
    expect(await searchesOf(reference)).toEqual([]);
  });
});

const fearful = {
  ...cme1Answers,
  safeguarding: {
    ...{ concern: "yes", concernWords: "She told a friend of a wedding abroad." },
    ...{ socialWorker: "yes", socialWorkerName: "Ola Berg, west team" },
    ...{ urgent: "yes", urgentWords: "The flight is on Friday." },
  },
};
const rowOf = (body: string, name: string) => new RegExp(`name="${name}"[^>]*>([^<]*)<`).exec(body)?.[1];

describe("a child marked at risk of forced marriage while a case is opened [E04]", () => {
  test("has a held case: no visit is the next step, none can be asked for, and the safeguarding lead is told", async () => {
    const { reference } = await referred();
    const { location = "" } = await decide(reference, { ...opening, groups: "forced-marriage" });
    const officer = await as("cme.eastmere");
    const { body } = await officer.open(location);
    expect(body).toContain("Held. Do not contact the family, visit, write or mediate.");
    expect(body).not.toContain("Next step: send the visit request");
    expect((await officer.open(`${location}/visit-requests`)).body).toContain("N2.7.10");
    expect((await (await as("safeguarding.eastmere")).open("/my-work?area=")).body).toContain(
      `${location}/facts/`,
    );
  });

  test("is suggested to the officer where the referral's own words name it", () => {
    const groups = (concernWords: string) =>
      suggestedBy(wholeContent({ answers: { concernWords } }, {}), true)["groups"];
    expect(groups("She fears a forced marriage in July")).toContain("forced-marriage");
    expect(groups("The parents are not married")).toEqual([]);
  });
});

describe("what a sender fears for the child", () => {
  const steps = async (caseReference: string) =>
    (
      await database.owner.query(
        `select o.procedure, o.urgent, o.due_at as due from obligations o join cases k on k.id = o.case_id
         where k.reference = $1 and o.role = 'safeguarding-lead' and o.obligation = 'tell-social-care' and o.state in ('due-soon', 'overdue')
         order by o.procedure`,
        [caseReference],
      )
    ).rows;

  test("is a concern on the case that opens: the safeguarding lead tells social care the same day [C02] [E03]", async () => {
    const { reference } = await referred({}, fearful);
    const { location = "" } = await decide(reference, opening);
    const due = Temporal.Instant.from("2026-11-03T23:59:59.999Z");
    expect(await steps(location.slice("/cases/".length))).toEqual([
      { procedure: "norfolk", urgent: true, due },
      { procedure: "school", urgent: true, due },
    ]);
    const work = (await (await as("safeguarding.eastmere")).open("/my-work?area=")).body;
    expect(work).toContain(`${location}/facts/agency-told`);
    expect((await (await as("cme.eastmere")).open(location)).body).toContain("Concern raised");
  });

  test("is a concern anew on a case that is open already, and no concern where the sender fears nothing [C02] [E03]", async () => {
    const calm = await referred();
    const { location = "" } = await decide(calm.reference, opening);
    const kase = location.slice("/cases/".length);
    expect(await steps(kase)).toEqual([]);
    const { rows } = await database.owner.query(
      `insert into referrals (reference, authority_id, child_id, form, content, received_at, made_at, made_by)
       select next_reference(authority_id, 'R'), authority_id, child_id, 'memo', jsonb_build_object('concern', true, 'sender', jsonb_build_object('name', 'Bo Invented')),
         '2026-11-03T09:00Z', '2026-11-03T09:00Z', made_by from referrals where reference = $1 returning reference`,
      [calm.reference],
    );
    expect((await decide(rows[0].reference, { match: "none", decision: "existing-case" })).location).toBe(
      location,
    );
    expect(await steps(kase)).toMatchObject([{ procedure: "norfolk" }, { procedure: "school" }]);
  });
});

describe("what the school wrote", () => {
  test("fills in the visit request: urgency, concern, social worker, what was tried, phones and the reason in words [D04]", async () => {
    const { reference } = await referred({}, fearful);
    const { location = "" } = await decide(reference, opening);
    const { body } = await (await as("cme.eastmere")).open(`${location}/visit-requests`);
    expect(body).toMatch(/value="yes" checked/);
    expect(rowOf(body, "concerns")).toBe(
      "She told a friend of a wedding abroad.\nUrgent: The flight is on Friday.",
    );
    expect(rowOf(body, "socialWorker")).toBe("Ola Berg, west team");
    expect(rowOf(body, "previousInvolvement")).toContain("What came of it: The number is not in use.");
    expect(rowOf(body, "phones")).toBe("Ada Invented: 01632 960002");
    expect(rowOf(body, "carers")).toBe("Ada Invented");
    expect(rowOf(body, "reason")).toBe("Left a school, destination not known");
    expect(rowOf(body, "referredBy")).toContain("01632 960003");
  });

  test("is read from the case, and the decided referrals stand below those that wait [G03]", async () => {
    const { reference } = await referred({}, fearful);
    const { location = "" } = await decide(reference, opening);
    const officer = await as("cme.eastmere");
    expect((await officer.open(location)).body).toContain(
      `<a href="/referrals/${reference}">Read ${reference} as it was sent</a>`,
    );
    const list = (await officer.open("/referrals")).body;
    expect(list.indexOf("Decided, the latest received first")).toBeGreaterThan(-1);
    expect(list.slice(list.indexOf("Decided, the latest"))).toContain(`/referrals/${reference}`);
    const lead = await (await as("safeguarding.eastmere")).open(`/referrals/${reference}`);
    expect(lead.body).toContain("She told a friend of a wedding abroad.");
    const undecided = await referred();
    expect((await (await as("safeguarding.eastmere")).open(`/referrals/${undecided.reference}`)).status).toBe(
      403,
    );
  });

  test("goes on with the decided referrals after the last one shown", async () => {
    await database.owner.query(`insert into referrals (reference, form, authority_id, content, received_at, made_at, made_by)
      select 'EM-R-9' || lpad(n::text, 5, '0'), 'memo', a.id, '{}', '2025-01-01'::timestamptz + n * interval '1 minute', '2025-01-01', p.id
      from generate_series(1, 60) n, authorities a, people p where a.name = 'Eastmere' and p.subject = 'cme.eastmere'`);
    await database.owner.query(`insert into referral_progress (referral_id, words, made_at, made_by)
      select id, 'x', '2025-01-01', made_by from referrals, generate_series(1, 2) where reference like 'EM-R-9%'`);
    const officer = await as("cme.eastmere");
    const first = (await officer.open("/referrals")).body;
    const next = /href="(\/referrals\?after=[^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = (await officer.open(next)).body;
    const named = (body: string) => [...body.matchAll(/\/referrals\/(EM-R-9\d+)"/g)].map(([, name]) => name);
    expect(new Set([...named(first), ...named(second)]).size).toBe(60);
    expect(named(first).filter((name) => named(second).includes(name))).toEqual([]);
  });
});
