import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { connectionPool, databaseFor, recordTypes, startEmbeddedServer } from "../src/database/index.ts";
import { readSettings } from "../src/settings.ts";
import {
  type Found,
  foundBeside,
  importedCounty,
  linkByTruth,
  type ProgramParts,
} from "../test/support/county-compared.ts";
import type { TestDatabase } from "../test/support/database.ts";
import { built } from "./built.ts";

/**
 * Invents a county of 20,000 children (or the number given), imports its lists and compares them: how many of the really
 * missing are found and how many are listed wrongly, beside the aims of 99 % and 4 in 100, and the seconds it takes. As files
 * come in; with the links of the program; and with every row linked to the child whom it truly means, which is what links can
 * bring at best. Each twice: all who are listed, and those alone who are open, without the ones set apart as probably in education.
 */
const children = Number(process.argv.at(-1)) || 20_000;
const folder = mkdtempSync(join(tmpdir(), "comparisons-bench-"));
// PostgreSQL runs as another user where the bench runs as root.
chmodSync(folder, 0o711);
const server = await startEmbeddedServer(join(folder, "data"));
const { openKeepsight } = await built<typeof import("../src/cli/open-keepsight.ts")>("cli/open-keepsight");
const { linkEveryList } =
  await built<typeof import("../src/matching/links/index.ts")>("matching/links/index");
const opened = await openKeepsight({ ...readSettings({}), databaseUrl: server.url });
const owners = connectionPool(server.url, 1);
const owner = new pg.Client({ connectionString: server.url, types: recordTypes });
try {
  await owner.connect();
  let now = Temporal.Now.instant();
  const database = {
    owner,
    ownerDatabase: databaseFor(owners, undefined),
    keepsight: { ...opened.keepsight, now: () => now },
    setNow: (instant: string) => {
      now = Temporal.Instant.from(instant);
    },
  } as TestDatabase;
  const parts: ProgramParts = {
    comparisons: await built("comparisons/index"),
    county: await built("county/index"),
    feeds: await built("feeds/index"),
  };
  const county = await importedCounty(parts, database, children, "bench");
  const bothWays = async (called: string) => {
    await measured(`${called}, all`, () => foundBeside(parts, database, county));
    await measured(`${called}, open alone`, () => foundBeside(parts, database, county, false));
  };
  await bothWays("as files come in");
  const begun = performance.now();
  await linkEveryList(database.keepsight, owner);
  console.log(`every list linked in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  await bothWays("with the program's links");
  await linkByTruth(database, county);
  await bothWays("every row linked to its child");
} finally {
  await owner.end();
  await owners.end();
  await opened.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measured(called: string, compare: () => Promise<Found>): Promise<void> {
  const begun = performance.now();
  const { missing, inNoList, found, listed, atSchoolOrHome, goneAway } = await compare();
  const seconds = (performance.now() - begun) / 1000;
  const share = (100 * found) / (missing - inNoList);
  const wrong = (100 * atSchoolOrHome.length) / Math.max(1, listed);
  const verdict = (met: boolean) => (met ? "met" : "missed");
  console.log(`${called}: both authorities compared in ${seconds.toFixed(1)} s`);
  console.log(
    `  found ${found} of ${missing} really missing (${inNoList} stand in no list): ${share.toFixed(1)} % of those in a list; aim 99: ${verdict(share >= 99)}`,
  );
  console.log(
    `  listed ${listed}; at school or taught at home ${atSchoolOrHome.length}: ${wrong.toFixed(1)} in 100; aim 4: ${verdict(wrong <= 4)}`,
  );
  console.log(`  besides, ${goneAway.length} who live elsewhere by now, and no list says so`);
}
