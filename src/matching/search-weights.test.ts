import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { readingContext } from "../context.ts";
import { rowsThatTeach } from "./linkage-models.ts";
import { searchLists } from "./search-lists.ts";
import { weighedByInWords } from "./search-weights.ts";
import { shippedModel } from "./shipped-model.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await addPupil(database.owner, { forename: "Leila", surname: "Brandreth", born: "2015-05-21" });
});
afterAll(() => database.end());

/** The shipped model, but that these lists write surnames in the same way only half of the time. */
const taught = {
  ...shippedModel,
  fields: shippedModel.fields.map((field) =>
    field.name === "surname"
      ? { ...field, m: { ...field.m, same: 0.5 }, u: { ...field.u, same: 0.25 } }
      : field,
  ),
};

async function keepModel(authority: string, list: string, version: number, rows: number, weights: object) {
  await database.owner.query(
    `insert into linkage_models (authority_id, list, version, rows_of_children, rows_of_list, weights, learnt_at)
     select id, $2, $3, 9000, $4, $5, '2026-11-20T02:00Z' from authorities where name = $1`,
    [authority, list, version, rows, JSON.stringify(weights)],
  );
}

async function leilaFoundBy(name: string) {
  const context = readingContext(database.keepsight, await database.who(name), "test");
  const { candidates } = await searchLists(context, {
    ...{ forename: "Leila", surname: "Brandreth", middleNames: "", otherForename: "", otherSurname: "" },
    ...{ dateOfBirth: Temporal.PlainDate.from("2015-05-21"), sex: null },
    ...{ upn: null, formerUpn: null, postcode: null },
  });
  await context.recorded();
  const { weighedBy, evidence } = candidates[0] ?? {};
  return { weighedBy, surname: evidence?.find(({ field }) => field === "surname")?.bits };
}

test("a search is weighed by what comes with the program until a list of the authority itself has taught, then by its longest list's latest, whoever searches [A11]", async () => {
  const shipped = { weighedBy: { list: "shipped", version: 1 }, surname: 9.85 };
  expect(await leilaFoundBy("cme.eastmere")).toEqual(shipped);
  await keepModel("Westholme", "health", 1, 9000, taught);
  await keepModel("Eastmere", "police-missing", 1, rowsThatTeach - 1, taught);
  // Learnt when fewer columns were compared.
  await keepModel("Eastmere", "health", 1, 9000, { ...taught, fields: taught.fields.slice(1) });
  expect(await leilaFoundBy("cme.eastmere")).toEqual(shipped);

  await keepModel("Eastmere", "admissions-offer", 1, 400, shippedModel);
  await keepModel("Eastmere", "admissions-application", 1, 900, shippedModel);
  await keepModel("Eastmere", "admissions-application", 2, 950, taught);
  const own = { weighedBy: { list: "admissions-application", version: 2 }, surname: 1 };
  expect(await leilaFoundBy("cme.eastmere")).toEqual(own);
  expect(await leilaFoundBy("school.eastmere")).toEqual(own);
  expect(weighedByInWords({ list: "admissions-application", version: 2 })).toBe(
    "what was learnt from the authority's school applications, version 2",
  );
});
