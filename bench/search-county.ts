import { join } from "node:path";
import type pg from "pg";
import type * as Provider from "../src/access/demonstration-provider/index.ts";
import type * as Opening from "../src/cli/open-keepsight.ts";
import type { OpenKeepsight } from "../src/cli/open-keepsight.ts";
import type * as County from "../src/county/index.ts";
import type * as DatabaseOf from "../src/database/index.ts";
import type * as Feeds from "../src/feeds/index.ts";
import type * as SettingsOf from "../src/settings.ts";
import { built } from "./built.ts";

const { addDemonstrationPeople } = await built<typeof Provider>("access/demonstration-provider/index");
const { openKeepsight } = await built<typeof Opening>("cli/open-keepsight");
const { writeCounty } = await built<typeof County>("county/index");
const { asOwner, connectionPool, databaseFor } = await built<typeof DatabaseOf>("database/index");
const { importCountyPlaces, importFile } = await built<typeof Feeds>("feeds/index");
const { readSettings } = await built<typeof SettingsOf>("settings");

/** A new database in `folder` with the rolls of an invented county, whose files lie in its folder `county`. */
export async function rollsLoaded(folder: string, children: number): Promise<OpenKeepsight> {
  const settings = { ...readSettings({ KEEPSIGHT_LOG: "error" }), dataFolder: folder };
  const opened = await openKeepsight(settings, { ownsServer: true });
  const pool = connectionPool(opened.ownerUrl, 2);
  const owner = databaseFor(pool, undefined);
  const out = join(folder, "county");
  await writeCounty({ children, seed: "bench", out });
  await importCountyPlaces(owner, out);
  await addDemonstrationPeople(owner, "bench");
  await importFile(opened.keepsight, "rolls", join(out, "rolls.csv"));
  await pool.end();
  await asOwner(opened.ownerUrl, (each) => each.query("vacuum analyze"));
  return opened;
}

/** Somebody with this role for the whole of each authority, by the authority's code. */
export async function peopleOf(owner: pg.Client, role: string): Promise<Map<string, number>> {
  const { rows } = await owner.query(
    `select distinct on (a.code) a.code, person_id from posts join authorities a on a.id = posts.authority_id
     where role = $1 and area_id is null order by a.code, person_id`,
    [role],
  );
  return new Map(rows.map(({ code, person_id }) => [code, Number(person_id)]));
}
