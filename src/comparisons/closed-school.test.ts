import { afterAll, beforeAll, expect, test } from "vitest";
import { compareEastmere, smallListsCompared } from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { pupil, rollFile } from "../../test/support/roll-file.ts";
import { importFile } from "../feeds/index.ts";
import { comparisonCalled } from "./definitions/index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await smallListsCompared(database);
});
afterAll(() => database.end());

/** Closes Larkmere Primary School, as the national register tells, and says how its pupil is listed then. */
async function listedOnceClosed(on: string): Promise<string[]> {
  await database.owner.query("update schools set closed_on = $1 where laestab = '9972002'", [on]);
  await compareEastmere(database);
  const { rows } = await database.owner.query(
    "select comparison, evidence from comparison_findings where surname = 'Arrived' and listed",
  );
  return rows.map(
    ({ comparison, evidence }) => `${comparison}: ${comparisonCalled(comparison)?.inOneLine(evidence)}`,
  );
}

test("on the day on which a school closes its pupils are on its roll still [B03]", async () => {
  expect(await listedOnceClosed("2026-11-23")).toEqual([]);
});

test("a pupil whose school has closed, and whom no other school shows, is listed as a leaver of that day [B03] [A04]", async () => {
  expect(await listedOnceClosed("2026-10-30")).toEqual([
    "left-arrived-nowhere: Left Larkmere Primary School on 30 October 2026; no destination recorded; no roll, no application; not on the health list",
  ]);
});

test("the next school's roll ends it [B03]", async () => {
  const row = pupil(2, { Surname: "Arrived", Forename: "Robin", DOB: "2015-03-04", StartDate: "2026-11-02" });
  await importFile(database.keepsight, "rolls", rollFile([row]), {
    viewer: await database.who("data.eastmere"),
  });
  // No application told of the new place either, which is another question.
  expect((await listedOnceClosed("2026-10-30")).map((line) => line.split(":")[0])).toEqual(["not-expected"]);
});
