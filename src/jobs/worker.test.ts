import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { recordFact } from "../cases/index.ts";
import { perform } from "../context.ts";
import { startWorker } from "./worker.ts";

let db: TestDatabase;
let broken: CaseAtAddress;
let whole: CaseAtAddress;
beforeAll(async () => {
  db = await testDatabase();
  const viewer = await db.who("cme.eastmere");
  const visitAsked = async (surname: string) => {
    const kase = await caseAtAddress(db, { forename: "Odo", surname });
    await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
      recordFact(context, kase.caseId, { kind: "visit-requested", details: { urgent: true, areaId: null } }),
    );
    return kase;
  };
  // The older case has its turn first.
  broken = await visitAsked("Quillfeather");
  whole = await visitAsked("Wholly");
  await db.owner.query(`
    create function refuse_to_be_kept() returns trigger language plpgsql as
      $$ begin raise exception 'Odo Quillfeather cannot be kept' using errcode = 'KS001'; end $$;
    create trigger refuses before insert or update on obligations for each row when (new.case_id = ${broken.caseId})
      execute function refuse_to_be_kept()`);
});
afterAll(() => db.end());

test("a case that cannot be worked out keeps no other's deadline from being watched; of the fault its kind alone is told and kept [C20]", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  // Three working days from Tuesday, and it is Saturday.
  db.setNow("2026-11-07T09:00:00Z");
  const stateOf = async ({ caseId }: CaseAtAddress) =>
    (
      await db.owner.query(
        "select state from obligations where case_id = $1 and obligation = 'visit-urgently'",
        [caseId],
      )
    ).rows[0]?.state;
  const worker = await startWorker(db.keepsight, db.ownerUrl);
  try {
    await expect.poll(() => stateOf(whole), { timeout: 20_000 }).toBe("overdue");
    await expect
      .poll(() => said.mock.calls.flat(), { timeout: 20_000 })
      .toContain("The job work-out-late-waits failed: KS001");
  } finally {
    await worker.stop();
    said.mockRestore();
  }
  expect(await stateOf(broken)).not.toBe("overdue");
  const { rows } = await db.owner.query(
    "select output::text from pgboss.job where name = 'work-out-late-waits' and output is not null",
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.output).toContain("KS001");
  expect(rows[0]?.output).not.toContain("Quillfeather");
}, 60_000);
