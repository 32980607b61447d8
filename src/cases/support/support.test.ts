import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";
import { perform } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { recordFacts } from "../record-facts.ts";
import { supportsOf } from "./support.store.ts";
import { standsOn } from "./support.ts";

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
const aCase = () => caseAtAddress(db, { forename: "Ilka", surname: `Helpmere${count++}` });
const worker = {
  ...{ support: "social-worker", name: "Ngozi Marlow", organisation: "North assessment team" },
  ...{ reachedBy: "01632 960 201", source: "social care's duty desk" },
  ...{ "fromOn-day": "5", "fromOn-month": "10", "fromOn-year": "2026" },
};
const told = async (
  { reference }: CaseAtAddress,
  fields: Record<string, string> = worker,
  who = "cme.eastmere",
) => (await as(who)).send(`/cases/${reference}/support`, fields);

test("a social worker, a lead professional and an early help assessment stand on the case with days and source [G05]", async () => {
  const kase = await aCase();
  const area = await as("area.eastmere");
  expect((await area.open(`/cases/${kase.reference}`)).body).toContain("None on record");
  expect((await told(kase)).status).toBe(303);
  await told(kase, {
    support: "lead-professional",
    name: "Ade Quill",
    organisation: "Family hub",
    source: "Ade Quill",
  });
  await told(kase, {
    support: "early-help",
    name: "Ruth Sands",
    source: "the school",
    note: "Begun after the move.",
  });
  const { body } = await area.open(`/cases/${kase.reference}`);
  const beside = body.slice(body.indexOf("Who helps the child already"));
  expect(beside).toMatch(/Social worker<\/h3>.*Ngozi Marlow, North assessment team, 01632 960 201/s);
  expect(beside).toMatch(/Lead professional<\/h3>.*Ade Quill, Family hub/s);
  expect(beside).toMatch(/Early help assessment<\/h3>.*Ruth Sands/s);
  expect(beside).toMatch(/Since 5 Oct(ober)? 2026\. From social care(&#x27;|&#39;|')s duty desk/);
  // The chronology says that it is known, and not who it is.
  const chronology = body.slice(body.indexOf('id="chronology"'));
  expect(chronology).toContain("Social worker recorded");
});

test("a day or name that is missing is asked for, and nothing is kept [G05]", async () => {
  const kase = await aCase();
  const { status, body } = await told(kase, { "fromOn-day": "5" });
  expect(status).toBe(422);
  for (const words of ["Choose who it is", "Enter the name of the person", "Enter who told you"])
    expect(body).toContain(words);
  const { rows } = await db.owner.query("select from child_supports where child_id = $1", [kase.childId]);
  expect(rows).toHaveLength(0);
});

test("it is for those who need to know: others see the case without it, on pages and in the database [G05] [G04]", async () => {
  const kase = await aCase();
  await told(kase);
  for (const who of ["admissions.eastmere", "auditor.eastmere", "ehe.eastmere"]) {
    const other = await as(who);
    const { status, body } = await other.open(`/cases/${kase.reference}`);
    expect([status, body.includes("Ngozi Marlow"), body.includes("Who helps the child already")]).toEqual([
      200,
      false,
      false,
    ]);
    expect((await other.open(`/cases/${kase.reference}/support`)).status).toBe(403);
    const { personId } = await db.who(who);
    expect(await supportsOf(databaseFor(db.keepsight.pool, personId), kase.childId)).toEqual([]);
  }
  for (const who of ["area2.eastmere", "cme.westholme"])
    expect((await (await as(who)).open(`/cases/${kase.reference}/support`)).status).toBe(404);
  const school = await as("school.eastmere");
  expect((await school.open(`/children/${kase.childId}`)).body).not.toContain("Ngozi Marlow");
});

describe("the end of somebody's help", () => {
  const ends = async (kase: CaseAtAddress, day: string) => {
    const at = `/cases/${kase.reference}/support`;
    const { rows } = await db.owner.query(
      "select id from child_supports where child_id = $1 and until_on is null order by id limit 1",
      [kase.childId],
    );
    return (await as("area.eastmere")).send(
      at,
      { ends: rows[0].id, "untilOn-day": day, "untilOn-month": "10", "untilOn-year": "2026" },
      { action: `${at}/ends` },
    );
  };

  test("is a further fact: what was said before stays, and the case no longer names them [G05] [G03]", async () => {
    const kase = await aCase();
    await told(kase);
    expect((await ends(kase, "4")).body).toContain("The last day cannot be before the first");
    expect((await ends(kase, "30")).status).toBe(303);
    const area = await as("area.eastmere");
    expect((await area.open(`/cases/${kase.reference}`)).body).not.toContain("Ngozi Marlow");
    const { body } = await area.open(`/cases/${kase.reference}/support`);
    expect(body).toMatch(/Before<\/h2>.*Social worker: Ngozi Marlow.*until 30 October 2026/s);
    const { rows } = await db.owner.query("select until_on from child_supports where child_id = $1", [
      kase.childId,
    ]);
    expect(rows).toHaveLength(2);
    await expect(db.owner.query("delete from child_supports")).rejects.toThrow("never changed or deleted");
  });

  test.each([
    ["2026-10-04", false],
    ["2026-10-05", true],
    ["2026-10-30", true],
    ["2026-10-31", false],
  ])("on %s it stands: %s", (day, stands) => {
    const [fromOn, untilOn] = ["2026-10-05", "2026-10-30"].map((each) => Temporal.PlainDate.from(each));
    expect(standsOn({ fromOn: fromOn ?? null, untilOn: untilOn ?? null }, Temporal.PlainDate.from(day))).toBe(
      stands,
    );
  });
});

test("once a conference makes a plan, the officer owes the question who helps, and the social worker's name answers it [G05] [E09]", async () => {
  const kase = await aCase();
  const viewer = await db.who("cme.eastmere");
  const owed = async () =>
    (
      await db.owner.query(
        "select state from obligations where case_id = $1 and obligation = 'ask-who-supports-child'",
        [kase.caseId],
      )
    ).rows[0]?.state;
  expect(await owed()).toBeUndefined();
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFacts(context, kase.caseId, [
      { kind: "protection-step-ended", details: { step: "conference", outcome: "plan" } },
    ]),
  );
  expect(await owed()).toBe("due-soon");
  db.setNow("2026-11-03T10:05:00Z");
  await told(kase, { support: "early-help", name: "Ruth Sands", source: "the school" });
  expect(await owed()).toBe("due-soon");
  await told(kase);
  expect(await owed()).toBe("met");
});

test("the page looks right at a desk and on a phone, and axe finds nothing [G05]", async () => {
  const kase = await aCase();
  await told(kase);
  await told(kase, {
    support: "early-help",
    name: "Ruth Sands",
    source: "the school",
    note: "Begun after the move.",
  });
  const { token } = await as("cme.eastmere");
  await lookAt({
    address: site.address,
    token: token,
    pages: {
      support: `/cases/${kase.reference}/support`,
      "support-on-case": `/cases/${kase.reference}`,
    },
  });
}, 120_000);
