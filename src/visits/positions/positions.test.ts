import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { positionOnGrid } from "./grid-position.ts";
import { importPositions } from "./import-positions.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.end());

const folder = mkdtempSync(join(tmpdir(), "postcodes-"));
const imported = (text: string) => {
  const path = join(folder, "postcodes.csv");
  writeFileSync(path, text);
  return importPositions(db.ownerDatabase, path);
};
const known = async (postcode: string) =>
  (await db.owner.query("select longitude, latitude from postcode_positions where postcode = $1", [postcode]))
    .rows[0];

test("a point of the National Grid has the position that Ordnance Survey's own example gives it [E02]", () => {
  // A guide to coordinate systems in Great Britain, annex C: Framingham, by the seven-parameter shift, within five metres.
  const { longitude, latitude } = positionOnGrid(651_409.903, 313_177.27);
  expect(latitude).toBeCloseTo(52.65798, 4);
  expect(longitude).toBeCloseTo(1.71605, 4);
});

test("where postcodes lie comes from ONSPD's columns; the same file again changes nothing, and what has no position is counted [E02]", async () => {
  const file =
    "pcd,pcds,oseast1m,osnrth1m,lat,long\r\nEA4 7DN,EA4 7DN,1,1,54.5,1.9\r\nEA4 7DP,EA4 7DP,,,99.999999,0.000000\r\nnowhere,,1,1,54,1\r\n";
  const sum = { rows: 3, without: 1, faults: [{ row: 4, says: "the postcode is not one, such as EA4 7DN" }] };
  expect(await imported(file)).toEqual({ ...sum, changed: 1 });
  expect(await imported(file)).toEqual({ ...sum, changed: 0 });
  expect(await known("EA4 7DN")).toEqual({ longitude: 1.9, latitude: 54.5 });
});

test("Code-Point Open is read without a header, and a file without positions is refused with what it needs [E02]", async () => {
  expect(await imported('"EA5 1AA",10,651410,313177,"E92000001"\n')).toMatchObject({ rows: 1, changed: 1 });
  expect((await known("EA5 1AA")).latitude).toBeCloseTo(52.658, 3);
  await expect(imported("Postcode,Town\nEA5 1AA,Fenwold\n")).rejects.toThrow(
    "needs a column Postcode, and Longitude",
  );
});
