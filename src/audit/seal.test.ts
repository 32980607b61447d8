import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { sealWritten } from "../../test/support/seal-written.ts";
import { databaseFor } from "../database/index.ts";
import { appendEntries, sealAudit, verifyAudit } from "./index.ts";

let database: TestDatabase;
const now = Temporal.Instant.from("2026-11-23T09:00:00Z");

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const entry = (subjectId: number) => ({
  act: "saw case",
  subject: "case" as const,
  subjectId,
  at: now,
  personId: undefined,
  request: "r",
});
const append = (...ids: number[]) =>
  appendEntries(databaseFor(database.keepsight.pool, undefined), ids.map(entry));

/** Changes rows behind the program's back, as somebody with the owner's password could. */
async function tamper(statement: string): Promise<void> {
  await database.owner.query("set session_replication_role = replica");
  await database.owner.query(statement);
  await database.owner.query("set session_replication_role = default");
}

test("what was done and seen is sealed in batches that hold one another [G03]", async () => {
  await append(1, 2, 3);
  expect(await sealWritten(database.owner, now)).toBe(3);
  await append(4);
  expect(await sealWritten(database.owner, now)).toBe(1);
  expect(await sealAudit(database.owner, now)).toBe(0);
  expect(await verifyAudit(database.owner)).toEqual({ seals: 2, entries: 4, unsealed: 0, faults: [] });
});

test("an entry that commits late, behind an earlier one, still comes under a seal [G03]", async () => {
  const late = databaseFor(database.keepsight.pool, undefined);
  await late.transaction().execute(async (open) => {
    await appendEntries(open as never, [entry(10)]);
    await append(11);
    await sealAudit(database.owner, now);
  });
  await sealWritten(database.owner, now);
  const verified = await verifyAudit(database.owner);
  expect(verified).toMatchObject({ entries: 6, unsealed: 0, faults: [] });
});

test("an entry changed, removed or slipped in behind a seal is found [G03]", async () => {
  await append(20, 21);
  await sealWritten(database.owner, now);
  await tamper("update audit_entries set subject_id = 99 where subject_id = 1");
  expect((await verifyAudit(database.owner)).faults).toEqual([
    expect.stringContaining("an entry was changed"),
  ]);
  await tamper("update audit_entries set subject_id = 1 where subject_id = 99");
  await tamper("delete from audit_entries where subject_id = 20");
  expect((await verifyAudit(database.owner)).faults).toEqual([
    expect.stringMatching(/closed 2 entries and 1 are there/),
  ]);
});

test("a removed seal is found by the one after it [G03]", async () => {
  await tamper("delete from audit_seals where id = (select min(id) from audit_seals)");
  expect((await verifyAudit(database.owner)).faults.length).toBeGreaterThan(1);
});

test("nobody can change or delete an audit entry or a seal [G03]", async () => {
  const application = databaseFor(database.keepsight.pool, undefined);
  await expect(application.deleteFrom("audit_entries").execute()).rejects.toThrow(/permission denied/);
  await expect(application.updateTable("audit_seals").set({ entries: 0 }).execute()).rejects.toThrow(
    /permission denied/,
  );
  await expect(database.owner.query("delete from audit_entries")).rejects.toThrow(/is a fact/);
  await expect(database.owner.query("truncate audit_entries")).rejects.toThrow(/is a fact/);
});
