import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { differencesIn } from "../../test/support/recomputed.ts";
import { workOutByNewRules } from "./work-out-by-new-rules.ts";

let db: TestDatabase;
let visited: Awaited<ReturnType<typeof caseAtAddress>>;
beforeAll(async () => {
  db = await testDatabase();
  visited = await caseAtAddress(db, { forename: "Enid", surname: "Garrow" });
});
afterAll(() => db.end());

const workedOut = (procedures = db.keepsight.procedures) =>
  workOutByNewRules({ ...db.keepsight, procedures }, db.ownerUrl);
const wordsOf = async () =>
  (
    await db.owner.query("select obligation, asks from obligations where case_id = $1 order by 1", [
      visited.caseId,
    ])
  ).rows;

test("a program that comes with other rules works out anew what is owed by them, once, and one with the same rules nothing", async () => {
  expect(await workedOut()).toBe(0);
  expect(await workedOut()).toBeUndefined();

  const reworded = db.keepsight.procedures.map((procedure) => ({
    ...procedure,
    rules: procedure.rules.map((rule) =>
      rule.id === "check-database" ? { ...rule, asks: "Look the child up in the database." } : rule,
    ),
  }));
  const before = await wordsOf();
  expect(await workedOut(reworded)).toBe(1);
  const after = await wordsOf();
  expect(after).toContainEqual({ obligation: "check-database", asks: "Look the child up in the database." });
  expect(after.filter(({ obligation }) => obligation !== "check-database")).toEqual(
    before.filter(({ obligation }) => obligation !== "check-database"),
  );
  expect(await workedOut(reworded)).toBeUndefined();

  // Back to the rules of before, as after an upgrade that was taken back.
  expect(await workedOut()).toBe(1);
  expect(await wordsOf()).toEqual(before);
  expect(await differencesIn(db, visited.reference)).toEqual([]);
});

test("what an interrupted run did not say it had done is begun again", async () => {
  await db.owner.query("delete from rules_worked_by");
  await db.owner.query(
    "update obligations set asks = 'As an older program said' where case_id = $1 and obligation = 'check-database'",
    [visited.caseId],
  );
  expect(await workedOut()).toBe(1);
  expect(await differencesIn(db, visited.reference)).toEqual([]);
});
