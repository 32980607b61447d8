import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cme1Answers } from "../../../test/support/cme1-answers.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { risks } from "../../visits/index.ts";
import { webServer } from "../../web/server.ts";

let database: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-10T10:00:00Z");
  server = await webServer(database.keepsight);
});
afterAll(async () => {
  await server.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
let count = 0;
const pupil = async (authority = "Westholme") =>
  Number(
    await addPupil(database.owner, {
      school: authority === "Westholme" ? "Downland Primary School" : "Ashfield Primary School",
      ...{ authority, forename: "Rosa", surname: `Hubwick${count++}`, born: "2016-03-09" },
    }),
  );

const answers: Record<string, Record<string, string>> = {
  safeguarding: { concern: "no", socialWorker: "no", urgent: "no" },
  pupil: {},
  absence: {
    ...{ "absentSince-day": "4", "absentSince-month": "11", "absentSince-year": "2026" },
    absenceWords: "Not seen since the half-term holiday.",
  },
  tried: {
    ...{ parents: "yes", parentsWhen: "4 and 5 November, Mo Carter: no answer" },
    ...{ contacts: "yes", contactsWhen: "6 November: the aunt knows nothing" },
    ...{ professionals: "no" },
  },
  risks: {
    ...Object.fromEntries(Object.keys(risks).map((risk) => [`risk-${risk}`, "none"])),
    "risk-aggressive-parent": "high",
  },
  you: { position: "Attendance officer", phone: "01632 960003" },
};

async function filledIn(childId: number, given = answers) {
  const school = await as("school.westholme");
  const at = `/pupils/${childId}/hub-referral`;
  for (const [step, fields] of Object.entries(given)) {
    const { status, body } = await school.send(`${at}/${step}`, fields);
    if (status !== 303) throw new Error(`${step} was answered with ${status}: ${body.slice(0, 3000)}`);
  }
  return { school, at };
}

test("without evidence of each of the school's own steps it is refused, with what is missing, and nothing typed is lost [D06]", async () => {
  const childId = await pupil();
  const { school, at } = await filledIn(childId);
  const { body } = await school.open(`${at}/check`);
  expect(body).toContain("This referral is not accepted yet");
  expect(body).toContain("The school has not asked the professionals involved now, or the previous school.");
  expect(body).not.toContain("The school has not tried to contact the parents");
  expect(body).not.toContain("Send the referral");
  const token = /name="_csrf" value="([^"]+)"/.exec((await school.open(`${at}/tried`)).body)?.[1] ?? "";
  const forced = await school.post(at, { _csrf: token });
  expect(forced.location).toBe(`${at}/check`);
  const { rows } = await database.owner.query("select from referrals where child_id = $1", [childId]);
  expect(rows).toHaveLength(0);
  expect((await school.open("/my-school")).body).toContain(`${at}`);
});

test("with the steps it is kept with the seven risks, and waits for the officer; what it tells becomes facts of the case [D06]", async () => {
  const childId = await pupil();
  const { school, at } = await filledIn(childId, {
    ...answers,
    tried: {
      ...answers["tried"],
      professionals: "yes",
      professionalsWhen: "9 November: the previous school",
    },
  });
  const { location } = await school.send(`${at}/check`, {}, { action: at });
  const reference = /WH-R-\d+/.exec(location ?? "")?.[0] ?? "";
  const { rows } = await database.owner.query("select form, content from referrals where reference = $1", [
    reference,
  ]);
  expect(rows[0].form).toBe("hub-referral");
  expect(Object.keys(risks)).toHaveLength(7);
  expect(rows[0].content.sections.find(({ slug }: { slug: string }) => slug === "risks").rows).toContainEqual(
    {
      asked: "Aggressive parent",
      answered: "High",
    },
  );
  const officer = await as("cme.westholme");
  const opened = await officer.send(
    `/referrals/${reference}`,
    { match: "none", decision: "open-case", reason: "long-absence", address: "inside" },
    { action: `/referrals/${reference}/decision` },
  );
  expect(opened.location).toMatch(/^\/cases\/WH-C-/);
  const facts = await database.owner.query(
    "select kind, happened_at from case_facts f join cases k on k.id = f.case_id where k.child_id = $1",
    [childId],
  );
  const kinds = facts.rows.map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(["absence-began", "hub-referred", "referral-received"]));
});

test("the risks that a hub referral tells stand ticked for whoever visits, and its absence says if the child has a protection plan [D06] [E02] [C02]", async () => {
  const open = async (childId: number) => {
    const { school, at } = await filledIn(childId, {
      ...answers,
      tried: {
        ...answers["tried"],
        professionals: "yes",
        professionalsWhen: "9 November: the previous school",
      },
    });
    const { location } = await school.send(`${at}/check`, {}, { action: at });
    const reference = /WH-R-\d+/.exec(location ?? "")?.[0] ?? "";
    const fields = { match: "none", decision: "open-case", reason: "long-absence", address: "inside" };
    const officer = await as("cme.westholme");
    return officer.send(`/referrals/${reference}`, fields, { action: `/referrals/${reference}/decision` });
  };
  const planOf = async (childId: number) =>
    (
      await database.owner.query(
        "select details from case_facts f join cases k on k.id = f.case_id where kind = 'absence-began' and k.child_id = $1",
        [childId],
      )
    ).rows[0].details.protectionPlan;
  const [planned, plain] = [await pupil(), await pupil()];
  await database.owner.query(
    `insert into child_flags (child_id, flag, source, made_at, made_by)
     select $1, 'child-protection-plan', 'social care', '2026-11-01T10:00Z', id from people where subject = 'keepsight'`,
    [planned],
  );
  const at = (await open(planned)).location ?? "";
  await open(plain);
  expect([await planOf(planned), await planOf(plain)]).toEqual([true, false]);
  const { body } = await (await as("hub.westholme")).open(`${at}/visits/risk-assessment`);
  expect(body).toContain("The school told the hub");
  expect(body).toMatch(/value="aggressive-parent" checked/);
  expect(body).toMatch(/name="level-aggressive-parent"[^>]*value="high" checked/);
});

test.each(["concern", "urgent"])(
  "a %s is never held up by steps that are still to be taken [D06]",
  async (worry) => {
    const { school, at } = await filledIn(await pupil(), {
      ...answers,
      safeguarding: {
        ...answers["safeguarding"],
        [worry]: "yes",
        [`${worry}Words`]: "She said she would be taken away.",
      },
      tried: { parents: "no", contacts: "no", professionals: "no" },
    });
    const { location } = await school.send(`${at}/check`, {}, { action: at });
    expect(location).toMatch(/^\/my-school\/referrals\/WH-R-\d+\?sent$/);
  },
);

test("a leaver is referred to the CME officer by the school's own form, where a hub stands between [D07]", async () => {
  const childId = await pupil();
  const school = await as("school.westholme");
  const choice = (await school.open(`/pupils/${childId}/referral`)).body;
  expect(choice).toContain("Refer a suspected missing pupil to the hub");
  expect(choice).toContain("Refer a leaver to the children missing education officer");
  const at = `/pupils/${childId}/school-referral`;
  for (const [step, fields] of Object.entries(cme1Answers)) await school.send(`${at}/${step}`, fields);
  const { location } = await school.send(`${at}/check`, {}, { action: at });
  const reference = /WH-R-\d+/.exec(location ?? "")?.[0] ?? "";
  const { rows } = await database.owner.query("select form from referrals where reference = $1", [reference]);
  expect(rows).toEqual([{ form: "school-referral" }]);
});

test("where no hub is, a school has CME1 and neither of the others [D01] [G04]", async () => {
  const childId = await pupil("Eastmere");
  const school = await as("school.eastmere");
  expect((await school.open(`/pupils/${childId}/referral`)).body).toContain("Report a leaver");
  for (const form of ["hub-referral", "school-referral"])
    for (const page of ["", "/check", "/safeguarding"])
      expect((await school.open(`/pupils/${childId}/${form}${page}`)).status).toBe(404);
  expect(
    (await (await as("school.westholme")).open(`/pupils/${await pupil()}/referral/leaving`)).status,
  ).toBe(404);
});
