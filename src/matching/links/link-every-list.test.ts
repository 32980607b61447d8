import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { type LinkedCounty, linkedCounty } from "../../../test/support/linked-county.ts";
import { asOwner } from "../../database/index.ts";
import { linkEveryList } from "./index.ts";

let database: TestDatabase;
let county: LinkedCounty;
beforeAll(async () => {
  database = await testDatabase();
  database.keepsight.settings.dataFolder = mkdtempSync(join(tmpdir(), "keepsight-links-"));
  county = await linkedCounty(database, { children: 3000, seed: "links" });
});
afterAll(async () => {
  county.forget();
  await database.end();
});
const link = (order = {}) => asOwner(database.ownerUrl, (owner) => linkEveryList(database.keepsight, owner, order));

test("try", async () => {
  const before = await county.rowsJudged();
  const t = performance.now();
  const out = await link();
  console.log(performance.now() - t, JSON.stringify(out, null, 1));
  const after = await county.rowsJudged();
  const stat = (rows: typeof after) => {
    const by = Map.groupBy(rows, (r) => r.list);
    return [["all", rows] as const, ...by].map(([list, r]) => {
      const linked = r.filter((x) => x.childId !== null);
      const known = r.filter((x) => x.isKnown);
      return [list, r.length, "linked", linked.length, "precision", linked.filter((x) => x.isRight).length / linked.length, "recall", known.filter((x) => x.isRight).length / known.length].join(" ");
    });
  };
  console.log(stat(before).join("\n"), "\n----\n", stat(after).join("\n"));
  const wrong = after.filter((r) => r.childId !== null && !r.isRight);
  for (const w of wrong.slice(0, 12)) {
    const { rows } = await database.owner.query("select e.list, e.forename, e.surname, e.date_of_birth::text d, e.upn, e.postcode, c.forename cf, c.surname cs, c.date_of_birth::text cd, c.upn cu, c.postcode cp, e.matched_child_id m, l.probability, l.evidence from list_entries e join children c on c.id=e.child_id left join list_links l on l.entry_id=e.id and l.child_id=e.child_id where e.id=$1", [w.entryId]);
    console.log(JSON.stringify(rows[0]));
  }
  const q = await database.owner.query("select open, answer, child_id is null as among, count(*) from list_links group by 1,2,3");
  console.log(q.rows);
}, 200000);
