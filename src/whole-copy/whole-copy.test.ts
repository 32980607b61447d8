import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personsOfRoles, rowsOfPlaces } from "../../test/access/rows-there.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { plantSecret } from "../../test/support/planted.ts";
import { sealWritten } from "../../test/support/seal-written.ts";
import { verifyAudit } from "../audit/index.ts";
import { migrate } from "../database/index.ts";
import { leftOut } from "./copied-tables.store.ts";
import { exportWhole } from "./export-whole.store.ts";
import { restoreDrill, unlike } from "./restore-drill.ts";
import { restoreWhole } from "./restore-whole.store.ts";
import type { WholeCopy } from "./schema-file.ts";

let db: TestDatabase;
let empty: pg.Client;
const folder = join(mkdtempSync(join(tmpdir(), "keepsight-whole-")), "copy");

beforeAll(async () => {
  db = await testDatabase();
  const { here } = await rowsOfPlaces(db.owner, await personsOfRoles(db.owner));
  // Whatever can stand in a cell: quotes, commas, breaks, empty beside nothing.
  await plantSecret(db.owner, here.child, 'odd "words", and\nmore \\N');
  await db.owner.query(
    "insert into audit_entries (at, act) select now(), 'test' from generate_series(1, 50)",
  );
  await sealWritten(db.owner, db.keepsight.now());
  const url = new URL(db.ownerUrl);
  url.pathname = `${url.pathname}_restored`;
  await migrate(url.href);
  empty = new pg.Client({ connectionString: url.href });
  await empty.connect();
}, 180_000);
afterAll(async () => {
  await empty.end();
  await db.end();
});

/** Every table with a digest of all its rows, and where every counter stands. */
async function digests(owner: pg.Client): Promise<Record<string, string>> {
  const { rows: tables } = await owner.query(
    "select tablename as name from pg_tables where schemaname = 'public' and not tablename = any ($1) order by 1",
    [Object.keys(leftOut)],
  );
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as digest from ${name} t`,
    );
    found[name] = rows[0].digest;
  }
  const { rows: counters } = await owner.query(
    "select sequencename as name, last_value::text as at from pg_sequences where schemaname = 'public'",
  );
  for (const { name, at } of counters) found[`counter ${name}`] = at;
  return found;
}

test("a whole copy is equal after a round trip, table by table, and the log's seals hold and go on [G03]", async () => {
  const copy = await exportWhole(db.owner, folder, db.keepsight.now());
  expect(existsSync(`${folder}.unfinished`)).toBe(false);
  expect(readdirSync(join(folder, "tables"))).toHaveLength(copy.tables.length);
  const [original = ""] = readdirSync(join(folder, "attachments", "referral_originals"));
  expect(original).toMatch(/^\d+-/);
  const before = await digests(db.owner);
  expect(Object.values(before).filter((digest) => !digest?.startsWith("0 ")).length).toBeGreaterThan(100);

  await restoreWhole(empty, folder);
  expect(await digests(empty)).toEqual(before);
  expect((await verifyAudit(empty)).faults).toEqual([]);
  await empty.query("insert into audit_entries (at, act) values (now(), 'after the restore')");
  expect(await sealWritten(empty, db.keepsight.now())).toBe(1);
  expect(await verifyAudit(empty)).toMatchObject({ faults: [], unsealed: 0 });
  await expect(empty.query("delete from case_facts")).rejects.toThrow("is a fact");
}, 120_000);

test("a system that holds anything is refused, and so are a folder in use and a copy that was changed", async () => {
  await expect(restoreWhole(empty, folder)).rejects.toThrow("This system holds children already.");
  await expect(exportWhole(db.owner, folder, db.keepsight.now())).rejects.toThrow("is not empty");
  await expect(exportWhole(db.owner, "/proc/keepsight/copy", db.keepsight.now())).rejects.toThrow(
    "/proc/keepsight/copy cannot be made or written. Name another folder.",
  );
  await expect(restoreWhole(empty, tmpdir())).rejects.toThrow("is no whole copy");

  const url = new URL(db.ownerUrl);
  url.pathname = `${url.pathname}_changed`;
  await migrate(url.href);
  const another = new pg.Client({ connectionString: url.href });
  await another.connect();
  const fresh = await digests(another);
  const file = join(folder, "tables", "areas.csv");
  const whole = readFileSync(file);
  appendFileSync(file, "999999,1,Nowhere\n");
  await expect(restoreWhole(another, folder)).rejects.toThrow("is not as it was exported");
  expect(await digests(another)).toEqual(fresh);
  writeFileSync(file, whole);
  await another.query("delete from migrations where name like '0080%'");
  await expect(restoreWhole(another, folder)).rejects.toThrow("is of a newer version (0080");
  await another.end();
}, 120_000);

test("a drill restores a copy beside the system, says that all came back, and leaves nothing [G03]", async () => {
  const beside = join(mkdtempSync(join(tmpdir(), "keepsight-drill-")), "restore-drill");
  // PostgreSQL's own user has to reach it.
  chmodSync(join(beside, ".."), 0o711);
  const drill = await restoreDrill(db.owner, beside, db.keepsight.now());
  expect(drill).toMatchObject({ faults: [] });
  expect(drill.seals).toBeGreaterThan(0);
  expect(existsSync(beside)).toBe(false);
}, 120_000);

test("a drill names the table that did not come back as it was", () => {
  const copy = JSON.parse(readFileSync(join(folder, "schema.json"), "utf8")) as WholeCopy;
  const changed = structuredClone(copy);
  Object.assign(changed.tables.find(({ name }) => name === "case_facts") ?? {}, { sha256: "other", rows: 7 });
  changed.counters = {};
  expect(unlike(copy, copy)).toEqual([]);
  expect(unlike(copy, changed)).toEqual([
    expect.stringMatching(/^Table case_facts: \d+ rows, and 7 restored/),
    "The counters do not stand where they stood.",
  ]);
});
