import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { perform } from "../context.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { recordFact } from "./record-facts.ts";
import { workOutLateWaits } from "./work-out-case.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.end());

test("what waits for another step is owed from the moment it should have been done, though nobody records anything [C20]", async () => {
  const { caseId } = await caseAtAddress(db, { forename: "Enid", surname: "Garrow" });
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFact(context, caseId, { kind: "visit-requested", details: { urgent: true, areaId: null } }),
  );
  const visit = async () =>
    (
      await db.owner.query(
        "select state from obligations where case_id = $1 and obligation = 'visit-urgently'",
        [caseId],
      )
    ).rows[0]?.state;
  const owners = connectionPool(db.ownerUrl, 1);
  const { procedures } = db.keepsight;
  const workOut = (now: string) =>
    workOutLateWaits({
      database: databaseFor(owners, undefined),
      procedures,
      now: Temporal.Instant.from(now),
    });
  expect([await workOut("2026-11-06T23:59:00Z"), await visit()]).toEqual([0, "waiting"]);
  expect([await workOut("2026-11-07T00:01:00Z"), await visit()]).toEqual([1, "overdue"]);
  expect(await workOut("2026-11-07T00:01:00Z")).toBe(0);
  await owners.end();
});

test("working a case out again changes no row", async () => {
  const { caseId } = await caseAtAddress(db, { forename: "Silas", surname: "Garrow" });
  const rows = async () =>
    (
      await db.owner.query(
        "select xmin::text, o.* from obligations o where case_id = $1 order by started_by, obligation",
        [caseId],
      )
    ).rows;
  const before = await rows();
  await db.owner.query(
    "update obligations set state = 'waiting', due_at = '2026-11-02' where case_id = $1 and state = 'open'",
    [caseId],
  );
  const owners = connectionPool(db.ownerUrl, 1);
  await workOutLateWaits({
    database: databaseFor(owners, undefined),
    procedures: db.keepsight.procedures,
    now: db.keepsight.now(),
  });
  await owners.end();
  const after = await rows();
  const untouched = (row: { state: string }) => row.state !== "open";
  expect(after.filter(untouched)).toEqual(before.filter(untouched));
  expect(after.map(({ xmin: _, ...row }) => row)).toEqual(before.map(({ xmin: _, ...row }) => row));
});
