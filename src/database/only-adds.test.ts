import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { migrationsFolder } from "./migrate.ts";

/** Those before were written before there was anything to upgrade from. */
const firstHeld = "0099";
/** With a reason, in a migration that cannot run beneath the release before; CHANGELOG.md says it too. */
const excuse = /^-- Stop the old release first: \S/m;

/** What of a migration a program of the release before would fall over; bodies of functions and blocks are not read. */
function takenAway(text: string): string[] {
  const statements = text
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "")
    .split(";");
  return statements.flatMap((statement) => [
    ...[
      ...statement.matchAll(/\bdrop (table|column|function|view|materialized view|type|schema|sequence)\b/gi),
    ].map(([found]) => found),
    ...[...statement.matchAll(/\brename (to|column)\b|\bset not null\b/gi)].map(([found]) => found),
    ...[...statement.matchAll(/\balter column \w+ (set data )?type\b/gi)].map(([found]) => found),
    ...[...statement.matchAll(/\badd column (?:[^,(]|\([^)]*\))*/gi)]
      .map(([found]) => found.trim())
      .filter((column) => /\bnot null\b/i.test(column) && !/\b(default|generated)\b/i.test(column)),
  ]);
}

test("what takes something from a running release is told from what only adds", () => {
  expect(
    takenAway(`
      alter table cases drop column owner; -- drop table in a comment is none
      drop function if exists due(bigint); alter table a rename to b; alter table a alter column b type text;
      alter table a alter column b set not null, add column c int not null, add column d numeric(8, 2) not null default 0;`),
  ).toEqual([
    "drop column",
    "drop function",
    "rename to",
    "alter column b type",
    "set not null",
    "add column c int not null",
  ]);
  expect(
    takenAway(`
      create table new (id int not null); alter table a add column b text, drop constraint c, alter column d drop not null;
      create or replace function f() returns int language sql as $$ select 1; drop table x $$; drop policy p on a; drop index i;`),
  ).toEqual([]);
});

test("a migration only adds, so that the release before can go on, or says that it cannot [G03]", () => {
  const faults = readdirSync(migrationsFolder)
    .filter((name) => name.endsWith(".sql") && name >= firstHeld)
    .flatMap((name) => {
      const text = readFileSync(join(migrationsFolder, name), "utf8");
      return excuse.test(text) ? [] : takenAway(text).map((found) => `${name}: ${found}`);
    });
  expect(faults).toEqual([]);
});
