import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { agreeOnTheUsual } from "./what-was-agreed.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

async function agreed() {
  const { rows } = await database.owner.query(
    `select authorities.name,
       (select count(*)::int from group_posts g where g.authority_id = authorities.id and agreed_by <> asked_by) as posts,
       (select count(*)::int from report_schedules s where s.authority_id = authorities.id) as reports,
       (select count(*)::int from exchange_partners p where p.authority_id = authorities.id and confirmed_by <> made_by) as partners,
       (select count(*)::int from audit_entries e where e.authority_id = authorities.id) as entries
     from authorities order by 1`,
  );
  return rows;
}

test("each authority of the demonstration has agreed on a group, reports and a partner, two people each, and does so once", async () => {
  const pool = connectionPool(database.ownerUrl, 1);
  const owner = databaseFor(pool, undefined);
  await agreeOnTheUsual(database.keepsight, owner);
  const first = await agreed();
  // Of the schools of these tests two and one are in the trust.
  expect(first).toMatchObject([
    { name: "Eastmere", posts: 2, reports: 2, partners: 1 },
    { name: "Westholme", posts: 1, reports: 2, partners: 1 },
  ]);
  expect(first[0].entries).toBeGreaterThanOrEqual(9);
  await agreeOnTheUsual(database.keepsight, owner);
  expect(await agreed()).toEqual(first);
  await pool.end();
});
