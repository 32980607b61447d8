import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import {
  connectionPool,
  type Database,
  databaseFor,
  inTransaction,
  inTransactionOrAgain,
  readingDatabaseFor,
} from "./connection.ts";

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

test("a statement that was prepared before a later release added a column is answered, on each connection [G03]", async () => {
  const { pool } = database.keepsight;
  await database.owner.query(
    "create table outgrown (id int); insert into outgrown values (1); grant select, insert on outgrown to keepsight_app",
  );
  const reading = readingDatabaseFor(pool, (await database.who("cme.eastmere")).personId);
  const program = databaseFor(pool, undefined);
  const ask = (asked: Database) => sql`select * from outgrown`.execute(asked).then(({ rows }) => rows);
  const askAtOnce = () => Promise.all(Array.from({ length: 5 }, () => ask(program)));
  await askAtOnce();
  await ask(reading);
  await database.owner.query("alter table outgrown add column added text");
  expect(await askAtOnce()).toEqual(Array(5).fill([{ id: 1, added: null }]));
  expect(await ask(reading)).toEqual([{ id: 1, added: null }]);

  // Within a transaction nothing of it is kept, so that it can be begun anew.
  const add = () =>
    inTransactionOrAgain(program, (each) =>
      sql`insert into outgrown (id) values (2) returning *`.execute(each),
    );
  await add();
  for (let turn = 0; turn < 4; turn++) await add();
  await database.owner.query("alter table outgrown add column another text");
  await add();
  expect(await ask(program)).toHaveLength(7);
});

test("what a migration ends at the last moment is begun anew, and never told as kept when it is not [G03]", async () => {
  await database.owner.query(
    `create table ended_late (id int); create table looked_at_last (id int);
     grant select, insert on ended_late, looked_at_last to keepsight_app;
     create function look_last() returns trigger language plpgsql as
       $$ begin perform from looked_at_last; return null; end $$;
     create constraint trigger looks_last after insert on ended_late deferrable initially deferred
       for each row execute function look_last()`,
  );
  // The commit looks for a deadlock long after both wait, and the migration later still: so PostgreSQL ends the commit on any machine.
  await database.owner.query(
    `do $$ begin execute format('alter database %I set deadlock_timeout = ''3s''', current_database()); end $$`,
  );
  const pool = connectionPool(database.keepsight.pool.options.connectionString ?? "", 1);
  const migration = await new pg.Pool({ connectionString: database.ownerUrl, max: 1 }).connect();
  try {
    await migration.query("set deadlock_timeout = '1min'; begin; lock table looked_at_last");
    const kept = inTransactionOrAgain(databaseFor(pool, undefined), (each) =>
      sql`insert into ended_late values (1)`.execute(each),
    );
    await vi.waitFor(async () => {
      const { rows } = await database.owner.query(
        "select from pg_stat_activity where datname = current_database() and query = 'commit' and wait_event_type = 'Lock'",
      );
      expect(rows).toHaveLength(1);
    });
    // Each waits for the other now.
    await migration.query("lock table ended_late");
    await migration.query("commit");
    await kept;
  } finally {
    migration.release(true);
    await pool.end();
  }
  expect((await database.owner.query("select id from ended_late")).rows).toEqual([{ id: 1 }]);
});
