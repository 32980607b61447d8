import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, expect, test } from "vitest";
import { writeCounty } from "./write-county.ts";

const out = mkdtempSync(join(tmpdir(), "county-"));
afterAll(() => rmSync(out, { recursive: true }));

test.each([
  ["2026-09-01", "before pupils are back"],
  ["2026-09-04", "the second school day of the year"],
  ["2027-01-01", "in the holidays"],
  ["2027-08-30", "at the end of summer"],
  ["2028-02-29", "on a leap day"],
])("on %s, %s, the child at school is on a roll and the one missing is on none", async (day) => {
  await writeCounty({ children: 1500, seed: "5", out, today: Temporal.PlainDate.from(day) });
  const rowsOf = (name: string): Record<string, string>[] =>
    parse(readFileSync(join(out, name)), { columns: true });
  const rolls = rowsOf("rolls.csv");
  expect(
    rolls.filter(({ StartDate = "", LeavingDate = "" }) => StartDate > day || LeavingDate > day),
  ).toEqual([]);
  const wrong = rowsOf("truth.csv").filter(({ State, Rows = "" }) => {
    const [, first, last] = /rolls\.csv:(\d+)(?:-(\d+))?/.exec(Rows) ?? [];
    const own = first ? rolls.slice(Number(first) - 2, Number(last ?? first) - 1) : [];
    return own.some(({ LeavingDate }) => LeavingDate === "") !== (State === "at school");
  });
  expect(wrong).toEqual([]);
});
