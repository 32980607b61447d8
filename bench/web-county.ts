import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as Provider from "../src/access/demonstration-provider/index.ts";
import type * as Opening from "../src/cli/open-keepsight.ts";
import type { OpenKeepsight } from "../src/cli/open-keepsight.ts";
import type * as County from "../src/county/index.ts";
import type * as DatabaseOf from "../src/database/index.ts";
import type * as Demonstration from "../src/demonstration/index.ts";
import type * as Feeds from "../src/feeds/index.ts";
import type * as SettingsOf from "../src/settings.ts";
import { built } from "./built.ts";

const { addDemonstrationPeople } = await built<typeof Provider>("access/demonstration-provider/index");
const { openKeepsight } = await built<typeof Opening>("cli/open-keepsight");
const { writeCounty } = await built<typeof County>("county/index");
const { asOwner, connectionPool, databaseFor } = await built<typeof DatabaseOf>("database/index");
const { addAgencies, recordInventedHistories } = await built<typeof Demonstration>("demonstration/index");
const { importCountyPlaces, importFile } = await built<typeof Feeds>("feeds/index");
const { readSettings } = await built<typeof SettingsOf>("settings");

/** How much is loaded: children on the rolls, and cases in each of the two authorities, of which half or more have ended. */
export type CountyToLoad = { children: number; casesInEach: number };

/**
 * Opens the bench's own database in `folder`. Where nothing is in it yet, an invented county is written, its rolls and its
 * health list are read in, and its missing children get their cases; what was loaded before is used again.
 */
export async function loadedCounty(
  folder: string,
  { children, casesInEach }: CountyToLoad,
  say: (line: string) => void,
): Promise<OpenKeepsight> {
  const settings = { ...readSettings({ KEEPSIGHT_LOG: "error" }), dataFolder: folder };
  const loaded = join(folder, "loaded");
  const isNew = !existsSync(loaded);
  if (isNew && existsSync(join(folder, "postgres"))) {
    throw new Error(`A load into ${folder} was broken off. Remove the folder and start again.`);
  }
  const opened = await openKeepsight(settings, { ownsServer: true });
  if (!isNew) return opened;
  const pool = connectionPool(opened.ownerUrl, 2);
  const owner = databaseFor(pool, undefined);
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now();
    const answer = await work();
    say(`${what}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    return answer;
  };
  const out = join(folder, "county");
  await timed(`A county of ${children} children`, () => writeCounty({ children, seed: "bench", out }));
  await importCountyPlaces(owner, out);
  await addAgencies(owner);
  await addDemonstrationPeople(owner, "bench");
  for (const list of ["rolls", "health-list"] as const) {
    await timed(`Its ${list}`, () => importFile(opened.keepsight, list, join(out, `${list}.csv`)));
  }
  const { procedures } = opened.keepsight;
  const now = opened.keepsight.now();
  await timed("Its cases", () => recordInventedHistories(owner, { procedures, now, most: casesInEach }));
  await pool.end();
  // What the database does by itself within a minute or two of such a load.
  await timed("Its statistics", () => asOwner(opened.ownerUrl, (each) => each.query("vacuum analyze")));
  writeFileSync(loaded, "");
  return opened;
}
