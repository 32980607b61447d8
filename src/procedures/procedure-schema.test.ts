import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { procedureSchema } from "./procedure-schema.ts";
import { shippedProcedures } from "./procedures.store.ts";

const kept = JSON.parse(readFileSync(join(shippedProcedures, "procedure.schema.json"), "utf8"));
const schema = z.fromJSONSchema(kept);
const files = readdirSync(shippedProcedures).filter((name) => name.endsWith(".yaml"));
const norfolk = readFileSync(join(shippedProcedures, "norfolk.yaml"), "utf8");

test("the schema kept beside the procedures is the one that the program prints", () => {
  // When this fails: npx keepsight procedure schema > procedures/procedure.schema.json
  expect(kept).toEqual(JSON.parse(JSON.stringify(procedureSchema())));
});

test.each(files)("%s is what the schema describes", (name) => {
  const read = schema.safeParse(parse(readFileSync(join(shippedProcedures, name), "utf8")));
  expect(read.error?.issues ?? []).toEqual([]);
});

test.each([
  ["a misspelt field", "    act: visit-family", "    acct: visit-family"],
  ["an act of no list", "    act: visit-family", "    act: visit-famly"],
  ["a unit of no list", "within: 3 working days", "within: 3 wroking days"],
  ["a fact of no list", "ends: visit-made", "ends: visit-mad"],
  [
    "a detail that the fact does not have",
    "visit-requested: { urgent: true }",
    "visit-requested: { urgnt: true }",
  ],
  [
    "a word that the detail does not have",
    "visit-requested: { urgent: true }",
    "visit-requested: { urgent: maybe }",
  ],
  ["a circumstance of no list", "when: { education: missing", "when: { eduction: missing"],
  ["a fact of an example misspelt", "fact: visit-requested", "fact: visit-request"],
])("%s is marked in an editor", (_, from, to) => {
  expect(norfolk).toContain(from);
  expect(schema.safeParse(parse(norfolk.replace(from, to))).success).toBe(false);
});
