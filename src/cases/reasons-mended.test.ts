import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { reasons } from "../children/index.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await db.end();
});

const migration =
  readFileSync("migrations/0020-reasons.sql", "utf8").split("-- The pupils of a school")[0] ?? "";

test("every reason that was kept as its text becomes its word, on the case and in its fact, and facts stay protected [A08] [G03]", async () => {
  const { caseId } = await caseAtAddress(db, { forename: "Wilfred", surname: "Ashdown" });
  for (const [word, { text }] of Object.entries(reasons)) {
    await db.owner.query("update cases set reason = $2 where id = $1", [caseId, text]);
    await db.owner.query(
      `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by, replaces)
       select case_id, kind, happened_at, details || jsonb_build_object('reason', $2::text), made_at, made_by, id
       from case_facts where case_id = $1 and kind = 'case-opened' order by id desc limit 1`,
      [caseId, text],
    );
    await db.owner.query("begin");
    await db.owner.query(migration);
    await db.owner.query("commit");
    const { rows } = await db.owner.query(
      `select reason, (select details ->> 'reason' from case_facts where case_id = cases.id and kind = 'case-opened'
         order by id desc limit 1) as told from cases where id = $1`,
      [caseId],
    );
    expect(rows).toEqual([{ reason: word, told: word }]);
  }
  await expect(db.owner.query("update case_facts set details = '{}'")).rejects.toThrow("never changed");
});
