import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { besideEngland } from "../annual/beside-england.ts";
import type { ReturnLine } from "../government-return/census-return.ts";
import { keepPublished, publishedUpTo } from "./published.store.ts";
import { termFrom, termInWords, termOfCensus } from "./published.ts";
import { readPublished } from "./read-published.ts";

let db: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "published-"));
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(async () => {
  await db.end();
  rmSync(folder, { recursive: true });
});

const columns =
  "time_period,time_identifier,geographic_level,country_name,region_name,old_la_code,la_name,breakdown_topic,breakdown,child_count,child_percent,rate_per_100";
/** A file in the shape of the publication, with invented numbers. */
function fileOf(name: string, ...rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `\uFEFF${[columns, ...rows].join("\r\n")}\r\n`);
  return path;
}

const line = (topic: string, breakdown: string, count: number): ReturnLine => ({
  ...{ collection: "cme", topic, breakdown, count },
});

test("the share on a census day stands beside the region's and England's, and none tells of one child [H04] [H07]", async () => {
  const census = Temporal.PlainDate.from("2026-10-01");
  const asked = { code: "997", term: termOfCensus(census) };
  const bundled = await publishedUpTo(db.ownerDatabase, asked);
  expect(bundled?.asOf).toEqual({ year: 2025, term: 1 });
  expect(bundled?.england.get("Duration")?.get("Over 52 weeks")).toBe(16);
  expect(bundled?.region).toBeUndefined();

  await keepPublished(
    db.ownerDatabase,
    await readPublished(
      fileOf(
        "autumn.csv",
        "202627,Autumn term,National,England,,,,Total,Total,30000,100,0.4",
        "202627,Autumn term,National,England,,,,Primary reason,Unknown,3000,10,z",
        "202627,Autumn term,National,England,,,,Primary reason,Mental health,low,low,z",
        "202627,Autumn term,Regional,England,East of England,,,Primary reason,Unknown,250,12,z",
        "202627,Autumn term,Regional,England,East of England,,,Primary reason,Mental health,x,x,x",
        "202627,Autumn term,Regional,England,North West,,,Primary reason,Unknown,250,99,z",
        "202627,Autumn term,Local authority,England,East of England,997,Eastmere,Total,Total,20,100,0.1",
        "202627,Summer term,National,England,,,,Primary reason,Unknown,3000,77,z",
      ),
    ),
  );
  const published = await publishedUpTo(db.ownerDatabase, asked);
  if (!published) throw new Error("Nothing is held.");
  const [reasons] = besideEngland(
    {
      censusOn: census,
      lines: [
        line("Total", "Total", 20),
        line("Primary reason", "Unknown", 11),
        line("Primary reason", "Mental health", 2),
        line("Primary reason", "Other", 7),
        line("Primary reason", "Not recorded", 0),
      ],
    },
    published,
  );
  expect(reasons?.columns).toEqual([
    "Primary reason",
    "Here, 1 October 2026",
    "East of England, autumn 2026",
    "England, autumn 2026",
  ]);
  // Of two children with mental health nothing is told, nor of the seven others, from whom they could be reckoned.
  expect(reasons?.rows).toEqual([
    ["Unknown", "55%", "12%", "10%"],
    ["Mental health", "Too few to tell", "", "0%"],
    ["Other", "Too few to tell", "", ""],
  ]);
  const earlier = await publishedUpTo(db.ownerDatabase, { code: "997", term: { year: 2026, term: 0 } });
  expect(earlier?.asOf).toEqual({ year: 2025, term: 1 });
});

test.each([
  ["2025-10-02", "autumn 2025"],
  ["2026-01-15", "spring 2026"],
  ["2026-05-21", "summer 2026"],
])("the census day %s is of %s [H04]", (day, words) => {
  expect(termInWords(termOfCensus(Temporal.PlainDate.from(day)))).toBe(words);
});

test("a term is read as the publication writes it", () => {
  expect(termFrom("2025/26", "Spring term")).toEqual({ year: 2025, term: 2 });
  expect(termFrom("2025", "Spring term")).toBeUndefined();
  expect(termFrom("202526", "Academic year")).toBeUndefined();
});

test("a file that cannot be read says which row, which column and what to take", async () => {
  const other = join(folder, "other.csv");
  writeFileSync(other, "time_period,breakdown\n202526,Total\n");
  await expect(readPublished(other)).rejects.toThrow("has no column time_identifier, geographic_level");
  await expect(readPublished(join(folder, "none.csv"))).rejects.toMatchObject({ code: "ENOENT" });
  writeFileSync(other, 'time_period\n"no end\n');
  await expect(readPublished(other)).rejects.toThrow("is no CSV file");
  const row = "National,England,,,,Primary reason,Unknown,3000";
  await expect(readPublished(fileOf("term.csv", `2026,Autumn term,${row},10,z`))).rejects.toThrow(
    "Row 2: time_period",
  );
  await expect(readPublished(fileOf("share.csv", `202627,Autumn term,${row},1000,z`))).rejects.toThrow(
    "Row 2: child_percent",
  );
  await expect(readPublished(fileOf("nothing.csv", `202627,Autumn term,${row},x,x`))).rejects.toThrow(
    "tells no share",
  );
});
