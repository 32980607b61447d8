import { afterAll, beforeAll, expect, test } from "vitest";
import { compareEastmere, comparingDay } from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { perform } from "../context.ts";
import { answerEnquiry } from "../enquiries/answer-enquiry.ts";
import { referUnanswered } from "./refer-unanswered.ts";
import { settleFindings } from "./settle-findings.ts";

let database: TestDatabase;
let authorityId: number;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow(comparingDay);
  authorityId = (await database.owner.query("select id from authorities where name = 'Eastmere'")).rows[0].id;
  for (const [surname, born] of [
    ["Silent", "2015-03-04"],
    ["Answered", "2015-04-05"],
    ["Byhand", "2015-05-06"],
    ["Alike", "2015-06-07"],
    ["Arrives", "2015-07-08"],
  ] as const) {
    await addPupil(database.owner, {
      ...{
        forename: "Robin",
        surname,
        born,

        startsOn: "2022-09-02",
        endsOn: "2026-07-03",
      },
    });
  }
  // Somebody on a list who may be the same child.
  await addPupil(database.owner, {
    ...{ list: "health", childId: null, forename: "Robina", surname: "Alike", born: "2015-06-07" },
  });
  await compareEastmere(database);
  const viewer = await database.who("cme.eastmere");
  const { rows } = await database.owner.query(
    "select id::int from comparison_findings where comparison = 'left-arrived-nowhere' and listed",
  );
  await perform(database.keepsight, { viewer, act: "settle-comparison", request: "test" }, (context) =>
    settleFindings(context, { how: "asked", ids: rows.map(({ id }) => id), question: "Where did they go?" }),
  );
});
afterAll(() => database.end());

async function standings(): Promise<string[]> {
  const { rows } = await database.owner.query(
    "select surname, standing from comparison_findings where comparison = 'left-arrived-nowhere' and listed order by surname",
  );
  return rows.map(({ surname, standing }) => `${surname} ${standing}`);
}

test("a question to a school is due by the time that the authority's procedure sets, and until then nothing is opened [B02] [E01]", async () => {
  const { rows } = await database.owner.query(
    "select distinct due_at::text from enquiries where finding_id is not null",
  );
  // Asked on a Monday: five working days.
  expect(rows).toEqual([{ due_at: "2026-11-30 23:59:59.999+00" }]);
  database.setNow("2026-11-30T20:00:00Z");
  expect(await referUnanswered(database.keepsight, authorityId)).toEqual({ referred: 0, opened: 0 });
});

test("a leaver whose school does not answer by then becomes a case by itself, once; who was answered for, settled by hand or has arrived does not, and who may be somebody else waits for an officer [B02] [A10]", async () => {
  const viewer = await database.who("cme.eastmere");
  const idOf = async (surname: string) =>
    (
      await database.owner.query(
        "select f.id::int, e.reference from comparison_findings f join enquiries e on e.finding_id = f.id where surname = $1",
        [surname],
      )
    ).rows[0];
  const school = await database.who("school.eastmere");
  const { reference } = await idOf("Answered");
  await perform(
    database.keepsight,
    { viewer: school, act: "answer-for-school", request: "test" },
    (context) =>
      answerEnquiry(context, reference, {
        ...{ answer: "nothing-known", schoolName: "", startedOn: null, attending: null, where: "unknown" },
        ...{ address: "", postcode: null, note: "" },
      }),
  );
  const byHand = await idOf("Byhand");
  await database.owner.query(
    `insert into comparison_settlements (finding_id, how, why, source_hash, made_at, made_by)
     select id, 'fine', 'Seen with the aunt', source_hash, '2026-11-30T21:00Z', $2 from comparison_findings where id = $1`,
    [byHand.id, viewer.personId],
  );
  await addPupil(database.owner, {
    ...{ forename: "Robin", surname: "Arrives", born: "2015-07-08", startsOn: "2026-11-20" },
    childId: (await database.owner.query("select id from children where surname = 'Arrives'")).rows[0].id,
  });
  database.setNow("2026-12-01T01:15:00Z");
  await compareEastmere(database);
  expect(await referUnanswered(database.keepsight, authorityId)).toEqual({ referred: 2, opened: 1 });
  expect(await standings()).toEqual(["Alike case", "Answered open", "Byhand settled", "Silent case"]);
  const cases = await database.owner.query(
    `select c.surname, cases.reason, cases.missing_since::text as since, people.subject as "by", r.content -> 'sections' -> 0 -> 'rows' as rows
     from cases join children c on c.id = cases.child_id join people on people.id = cases.opened_by
       join referrals r on r.case_id = cases.id`,
  );
  expect(cases.rows).toHaveLength(1);
  expect(cases.rows[0]).toMatchObject({
    ...{ surname: "Silent", reason: "left-destination-unknown", since: "2026-07-03", by: "keepsight" },
  });
  expect(JSON.stringify(cases.rows[0].rows)).toMatch(
    /EM-E-\d+[^"]* of 23 November 2026: no answer by 30 November 2026/,
  );
  const searches = await database.owner.query("select decision from searches where referral_id is not null");
  expect(searches.rows).toEqual([{ decision: "open-case" }]);
  const { rows: audited } = await database.owner.query(
    `select details ->> 'how' as how, people.subject from audit_entries a join people on people.id = a.person_id
     where act = 'settled comparison' and details ->> 'how' = 'unanswered'`,
  );
  expect(audited).toEqual(Array(2).fill({ how: "unanswered", subject: "keepsight" }));
  await compareEastmere(database);
  expect(await referUnanswered(database.keepsight, authorityId)).toEqual({ referred: 0, opened: 0 });
  expect((await database.owner.query("select count(*)::int from referrals")).rows).toEqual([{ count: 2 }]);
});

test("what the school says after that reaches the case that has opened, or whoever decides on the referral [B02] [E01]", async () => {
  const school = await database.who("school.eastmere");
  const answered = async (surname: string) => {
    const { rows } = await database.owner.query(
      "select e.reference from comparison_findings f join enquiries e on e.finding_id = f.id where surname = $1",
      [surname],
    );
    await perform(
      database.keepsight,
      { viewer: school, act: "answer-for-school", request: "test" },
      (context) =>
        answerEnquiry(context, rows[0].reference, {
          ...{ answer: "knows-family", schoolName: "", startedOn: null, attending: null, where: "outside" },
          ...{ address: "3 Quay Lane", postcode: "EA4 7DN", note: "" },
        }),
    );
  };
  await answered("Silent");
  await answered("Alike");
  const { rows: facts } = await database.owner.query(
    `select f.kind, f.details ->> 'answer' as answer, people.subject as "by" from case_facts f join people on people.id = f.made_by
     order by f.id desc limit 1`,
  );
  expect(facts).toEqual([{ kind: "enquiry-answered", answer: "knows-family", by: "keepsight" }]);
  const { rows: addresses } = await database.owner.query(
    "select lines from child_addresses a join children c on c.id = a.child_id where surname = 'Silent' order by a.id desc limit 1",
  );
  expect(addresses).toEqual([{ lines: "3 Quay Lane" }]);
  const { rows: progress } = await database.owner.query(
    `select words from referral_progress p join referrals r on r.id = p.referral_id where r.case_id is null order by p.id desc limit 1`,
  );
  expect(progress[0].words).toMatch(
    /^EM-E-\d+ was answered by .*: Knows the family, who live outside the area of the council that asks\.$/,
  );
});
