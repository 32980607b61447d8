import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type CountyCompared,
  foundBeside,
  importedCounty,
  linkByTruth,
} from "../../test/support/county-compared.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";

let database: TestDatabase;
let county: CountyCompared;
beforeAll(async () => {
  database = await testDatabase();
  county = await importedCounty(database, 12_000, "compared");
}, 300_000);
afterAll(() => database.end());

test("try", async () => {
  const one = await foundBeside(database, county);
  console.log(
    JSON.stringify(
      {
        ...one,
        hidden: one.hidden.map((c) => c.why + " " + c.rows.join(" ")),
        atSchoolOrHome: one.atSchoolOrHome.length,
        goneAway: one.goneAway.length,
      },
      null,
      1,
    ),
  );
  console.log(
    (
      await database.owner.query(
        "select comparison, rank, count(*)::int from comparison_findings where listed group by 1, 2 order by 1, 2",
      )
    ).rows
      .map((r) => Object.values(r).join(" "))
      .join("\n"),
  );
  await linkByTruth(database, county);
  const two = await foundBeside(database, county);
  console.log(
    JSON.stringify(
      {
        ...two,
        hidden: two.hidden.map((c) => c.why + " " + c.rows.join(" ")),
        atSchoolOrHome: two.atSchoolOrHome.map((c) => c.state + " " + c.rows.join(" ")),
        goneAway: two.goneAway.length,
      },
      null,
      1,
    ),
  );
  console.log(
    (
      await database.owner.query(
        "select comparison, rank, count(*)::int from comparison_findings where listed group by 1, 2 order by 1, 2",
      )
    ).rows
      .map((r) => Object.values(r).join(" "))
      .join("\n"),
  );
  console.log(
    (await database.owner.query("select * from county_states order by 1,3")).rows
      .map((r) => Object.values(r).join(" "))
      .join("\n"),
  );
  expect(one.missing).toBeGreaterThan(0);
}, 120000);
