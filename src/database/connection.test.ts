import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { inTransaction, readingDatabaseFor } from "./connection.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

test("questions that two people ask at once are each answered as the one who asks [G04]", async () => {
  const { pool } = database.keepsight;
  const [officer, other] = [await database.who("cme.eastmere"), await database.who("area.eastmere")];
  const asking = (personId: number) => {
    const reading = readingDatabaseFor(pool, personId);
    return Array.from({ length: 20 }, async () => {
      const { rows } = await sql<{ viewer: number }>`select viewer_id() as viewer`.execute(reading);
      return rows[0]?.viewer;
    });
  };
  const answers = await Promise.all(
    [asking(officer.personId), asking(other.personId)].map((all) => Promise.all(all)),
  );
  expect(answers.map((viewers) => new Set(viewers))).toEqual([
    new Set([officer.personId]),
    new Set([other.personId]),
  ]);
  expect(pool.idleCount).toBe(pool.totalCount);
});

test("a question that fails takes none of those beside it along, and its connection serves the next", async () => {
  const { personId } = await database.who("cme.eastmere");
  const reading = readingDatabaseFor(database.keepsight.pool, personId);
  const [failed, answered] = await Promise.allSettled([
    sql`select 1 / 0`.execute(reading),
    sql`select viewer_id() as viewer`.execute(reading),
  ]);
  expect(failed?.status).toBe("rejected");
  expect(answered).toMatchObject({ value: { rows: [{ viewer: personId }] } });
  expect((await sql`select viewer_id() as viewer`.execute(reading)).rows).toEqual([{ viewer: personId }]);
});

test("a page that is read begins no transaction", async () => {
  const { personId } = await database.who("cme.eastmere");
  const reading = readingDatabaseFor(database.keepsight.pool, personId);
  await expect(inTransaction(reading, async () => {})).rejects.toThrow("begins no transaction");
  expect(database.keepsight.pool.idleCount).toBe(database.keepsight.pool.totalCount);
});
