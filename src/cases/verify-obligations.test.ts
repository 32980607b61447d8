import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { perform } from "../context.ts";
import type { NewFact } from "./case.ts";
import type { KeptDifference } from "./differences-kept.ts";
import { recordFacts } from "./record-facts.ts";
import { verifyObligations } from "./verify-obligations.ts";
import { workOutLateWaits } from "./work-out-case.ts";

let db: TestDatabase;
let visited: CaseAtAddress;
let closed: CaseAtAddress;
beforeAll(async () => {
  db = await testDatabase();
  visited = await caseAtAddress(db, { forename: "Enid", surname: "Garrow" });
  await record(visited, "2026-11-03T11:00:00Z", {
    kind: "visit-requested",
    details: { urgent: true, areaId: null },
  });
  await record(visited, "2026-11-04T11:00:00Z", { kind: "visit-risk-assessed", details: { risk: "low" } });
  closed = await caseAtAddress(db, { forename: "Silas", surname: "Garrow" });
  await record(closed, "2026-11-05T11:00:00Z", {
    kind: "roll-confirmed",
    details: { schoolName: "Lantern Primary", startedOn: "2026-11-02", confirmedBy: "its office" },
  });
  await record(closed, "2026-11-06T11:00:00Z", { kind: "case-closed", details: { outcome: "on-roll" } });
  db.setNow("2026-11-06T12:00:00Z");
});
afterAll(() => db.end());

async function record({ caseId }: CaseAtAddress, at: string, ...facts: NewFact[]): Promise<void> {
  db.setNow(at);
  const call = { viewer: await db.who("cme.eastmere"), act: "work-case", request: "test" } as const;
  await perform(db.keepsight, call, (context) => recordFacts(context, caseId, facts));
}

async function verified(now = db.keepsight.now()): Promise<{ cases: number; differences: KeptDifference[] }> {
  const found: KeptDifference[] = [];
  let cases = 0;
  for await (const page of verifyObligations(db.ownerDatabase, {
    procedures: db.keepsight.procedures,
    now,
  })) {
    cases = page.cases;
    found.push(...page.differences);
  }
  return { cases, differences: found };
}

/** Changes rows behind the program's back, verifies, and puts everything back. */
async function verifiedAfter(tampering: string): Promise<KeptDifference[]> {
  const { caseId } = visited;
  const keep = async (name: string) => {
    await db.owner.query(`create temporary table kept_${name} as select * from ${name}`);
  };
  const restore = async (name: string) => {
    await db.owner.query(`delete from ${name}`);
    await db.owner.query(`insert into ${name} select * from kept_${name}`);
    await db.owner.query(`drop table kept_${name}`);
  };
  await keep("obligations");
  await db.owner.query(tampering.replaceAll("$1", String(caseId)));
  const { differences } = await verified();
  await restore("obligations");
  return differences;
}

test("after many acts nothing that is kept differs from what the facts make of it [G03]", async () => {
  expect(await verified()).toEqual({ cases: 2, differences: [] });
});

test("a state that time alone has carried on is no difference, before it is worked out anew and after", async () => {
  const late = Temporal.Instant.from("2026-12-24T12:00:00Z");
  expect((await verified(late)).differences).toEqual([]);
  await workOutLateWaits({ database: db.ownerDatabase, procedures: db.keepsight.procedures, now: late });
  expect((await verified(late)).differences).toEqual([]);
});

test("a row changed behind the program's back is found and named by its case, not by the child [G03]", async () => {
  const differences = await verifiedAfter(
    "update obligations set due_at = due_at + interval '1 day', role = 'police' where case_id = $1 and obligation = 'visit-urgently'",
  );
  expect(differences).toEqual([
    {
      case: visited.reference,
      obligation: "visit-urgently",
      startedBy: expect.any(Number),
      found: "other",
      fields: [
        { field: "role", kept: "police", worksOut: "area-attendance-officer" },
        { field: "due_at", kept: expect.anything(), worksOut: expect.anything() },
      ],
    },
  ]);
  expect(JSON.stringify(differences)).not.toMatch(/Enid|Garrow/);
});

test.each(["met", "no-longer-needed", "overdue", "waiting"])(
  "an open obligation that is kept as %s is found, though states move [G03]",
  async (state) => {
    const differences = await verifiedAfter(
      `update obligations set state = '${state}' where case_id = $1 and obligation = 'visit-urgently'`,
    );
    expect(differences).toMatchObject([
      { obligation: "visit-urgently", found: "other", fields: [{ field: "state", kept: state }] },
    ]);
  },
);

test("a row that is gone and a row too many are found [G03]", async () => {
  expect(
    await verifiedAfter("delete from obligations where case_id = $1 and obligation = 'visit-urgently'"),
  ).toMatchObject([{ case: visited.reference, obligation: "visit-urgently", found: "missing" }]);
  expect(
    await verifiedAfter(
      "update obligations set obligation = 'visit-twice' where case_id = $1 and obligation = 'visit-urgently'",
    ),
  ).toMatchObject([
    { obligation: "visit-urgently", found: "missing" },
    { case: visited.reference, obligation: "visit-twice", found: "extra" },
  ]);
});

test("a next step or an end that does not follow from the obligations is found on the case itself [C24]", async () => {
  const [before] = (await db.owner.query("select next_due_at from cases where id = $1", [visited.caseId]))
    .rows;
  await db.owner.query("update cases set next_due_at = next_due_at + interval '1 day' where id = $1", [
    visited.caseId,
  ]);
  expect((await verified()).differences).toMatchObject([
    { case: visited.reference, found: "other", fields: [{ field: "next_due_at" }] },
  ]);
  await db.owner.query("update cases set next_due_at = $2 where id = $1", [
    visited.caseId,
    before.next_due_at.toString(),
  ]);
  expect((await verified()).differences).toEqual([]);
});
