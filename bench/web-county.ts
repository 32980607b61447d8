import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type * as Provider from "../src/access/demonstration-provider/index.ts";
import type * as Opening from "../src/cli/open-keepsight.ts";
import type { OpenKeepsight } from "../src/cli/open-keepsight.ts";
import type * as County from "../src/county/index.ts";
import type * as DatabaseOf from "../src/database/index.ts";
import type * as Demonstration from "../src/demonstration/index.ts";
import type * as Feeds from "../src/feeds/index.ts";
import type * as SettingsOf from "../src/settings.ts";
import { built } from "./built.ts";
import { moreCounties } from "./more-counties.ts";

const { addDemonstrationPeople } = await built<typeof Provider>("access/demonstration-provider/index");
const { openKeepsight } = await built<typeof Opening>("cli/open-keepsight");
const { writeCounty } = await built<typeof County>("county/index");
const { asOwner, connectionPool, databaseFor } = await built<typeof DatabaseOf>("database/index");
const { addAgencies, recordInventedHistories } = await built<typeof Demonstration>("demonstration/index");
const { importCountyPlaces, importFile } = await built<typeof Feeds>("feeds/index");
const { readSettings } = await built<typeof SettingsOf>("settings");

// Not the system's temporary folder: that is memory on many machines, and a commit must reach a disk.
const disk = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();

/** What may be typed after a bench that loads a county. */
export const countyOptions = {
  // Of which 300,000 are on a school's roll, and so become a child's record.
  children: { type: "string", default: "325000" },
  // In each of the two authorities; half of them or more have ended.
  cases: { type: "string", default: "3800" },
  // How many counties of that size, of two authorities each. England: --children 130000 --cases 550 --counties 75
  counties: { type: "string", default: "1" },
  keep: { type: "string" },
} as const;
type CountyAsked = { children: string; cases: string; counties: string; keep?: string | undefined };

/** A loaded county, and the folder in which it and what a bench writes lie; closed, it is removed unless it is to be kept. */
export type LoadedCounty = OpenKeepsight & { folder: string };

/**
 * Opens the bench's own database. Where nothing is in its folder yet, an invented county is written, its rolls and its
 * health list are read in, its missing children get their cases, and further counties are copied from it; what was loaded before is
 * used again.
 */
export async function loadedCounty(
  { keep, ...asked }: CountyAsked,
  say: (line: string) => void = console.log,
): Promise<LoadedCounty> {
  const [children, most, counties] = [asked.children, asked.cases, asked.counties].map(Number) as [
    number,
    number,
    number,
  ];
  const folder = keep ? resolve(keep) : mkdtempSync(join(disk, "keepsight-bench-"));
  const settings = { ...readSettings({ KEEPSIGHT_LOG: "error" }), dataFolder: folder };
  const loaded = join(folder, "loaded");
  const isNew = !existsSync(loaded);
  if (isNew && existsSync(join(folder, "postgres"))) {
    throw new Error(`A load into ${folder} was broken off. Remove the folder and start again.`);
  }
  const opened = await openKeepsight(settings, { ownsServer: true });
  const close = async () => {
    await opened.close();
    if (!keep) rmSync(folder, { recursive: true });
  };
  if (!isNew) return { ...opened, folder, close };
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
  await timed("Its cases", () => recordInventedHistories(owner, { procedures, now, most }));
  await pool.end();
  if (counties > 1)
    await timed(`${counties - 1} more counties`, () =>
      asOwner(opened.ownerUrl, (each) => moreCounties(each, counties - 1, say)),
    );
  // What the database does by itself within a minute or two of such a load.
  await timed("Its statistics", () => asOwner(opened.ownerUrl, (each) => each.query("vacuum analyze")));
  writeFileSync(loaded, "");
  return { ...opened, folder, close };
}
