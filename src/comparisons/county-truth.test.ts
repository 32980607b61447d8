import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type CountyCompared,
  foundBeside,
  importedCounty,
  linkByTruth,
} from "../../test/support/county-compared.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import * as county from "../county/index.ts";
import * as feeds from "../feeds/index.ts";
import * as comparisons from "./index.ts";

const parts = { comparisons, county, feeds };

let database: TestDatabase;
let compared: CountyCompared;
beforeAll(async () => {
  database = await testDatabase();
  compared = await importedCounty(parts, database, 12_000, "compared");
}, 180_000);
afterAll(() => database.end());

test("as files come in, before anybody links names: who misses education and stands in a list is found [B01] [B02] [B03] [B04] [B07]", async () => {
  const { found, hidden } = await foundBeside(parts, database, compared);
  expect(found).toBeGreaterThan(50);
  expect(found / (found + hidden.length)).toBeGreaterThanOrEqual(0.98);
}, 60_000);

test("with every row linked to its child, of those listed as open hardly anybody is on a roll or taught at home, and nobody who is missing is set apart [A04] [B01] [B02] [B03] [B04]", async () => {
  await linkByTruth(database, compared);
  const { found, hidden, listed, atSchoolOrHome } = await foundBeside(parts, database, compared, false);
  expect(found / (found + hidden.length)).toBeGreaterThanOrEqual(0.98);
  expect(atSchoolOrHome.length / listed).toBeLessThanOrEqual(0.04);
}, 60_000);
