import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type pg from "pg";
import type * as DatabaseOf from "../src/database/index.ts";
import { built } from "./built.ts";
import { loadedCounty } from "./web-county.ts";
import { latencies, throughput, type Visit } from "./web-load.ts";
import { recordVisits } from "./web-recording.ts";
import { type Round, report, reportHead } from "./web-report.ts";
import { started } from "./web-started.ts";
import { visitsOf } from "./web-visits.ts";

const { asOwner } = await built<typeof DatabaseOf>("database/index");

const { values } = parseArgs({
  options: {
    // Of which 300,000 are on a school's roll, and so become a child's record.
    children: { type: "string", default: "325000" },
    cases: { type: "string", default: "3800" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    keep: { type: "string" },
  },
});
const [children, casesInEach, rounds, seconds] = [
  values.children,
  values.cases,
  values.rounds,
  values.seconds,
].map(Number) as [number, number, number, number];
/** People who ask as fast as they are answered, and visits a second when the time of each is taken. */
const [people, perSecond] = [16, 100];

// Not the system's temporary folder: that is memory on many machines, and a commit must reach a disk.
const disk = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();
const folder = values.keep ? resolve(values.keep) : mkdtempSync(join(disk, "keepsight-bench-"));
const opened = await loadedCounty(folder, { children, casesInEach }, console.log);
try {
  await asOwner(opened.ownerUrl, measure);
} finally {
  await opened.close();
  if (!values.keep) rmSync(folder, { recursive: true });
}

async function measure(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query(
    `select (select count(*) from children) as children, (select count(*) from cases where open) as open`,
  );
  console.log(`${rows[0].children} children, ${rows[0].open} open cases. ${rounds} rounds.\n`);
  const url = opened.keepsight.pool.options.connectionString ?? "";
  const program = await started("web-server.ts", [url]);
  reportHead();
  for (const { page, limit, visits } of await visitsOf(owner)) {
    const { recorded, floor: floorVisits } = await recordVisits(opened, visits);
    const recording = join(folder, "recording.json");
    writeFileSync(recording, JSON.stringify(recorded));
    const floor = await started("web-floor.ts", [url, recording]);
    const pair = { owner, program: program.port, floor: floor.port, visits, floorVisits };
    await measured(pair, 0, 1);
    const measurements: Round[] = [];
    for (let nth = 0; nth < rounds; nth++) measurements.push(await measured(pair, nth, seconds));
    floor.child.disconnect();
    report(page, limit, measurements);
  }
  program.child.disconnect();
}

type Pair = { owner: pg.Client; program: number; floor: number; visits: Visit[]; floorVisits: Visit[] };

async function measured(pair: Pair, nth: number, seconds: number): Promise<Round> {
  await forgetSearches(pair.owner);
  const before = await entries(pair.owner);
  const sides = {
    program: { perSecond: 0, visits: 0, took: [] as number[] },
    floor: { perSecond: 0, visits: 0, took: [] as number[] },
  };
  for (const side of nth % 2 === 0 ? (["program", "floor"] as const) : (["floor", "program"] as const)) {
    const visits = side === "program" ? pair.visits : pair.floorVisits;
    const whole = await throughput(pair[side], visits, { seconds, people });
    sides[side] = { ...whole, took: await latencies(pair[side], visits, { seconds, perSecond }) };
  }
  const { program, floor } = sides;
  const audited = (await entries(pair.owner)) - before;
  return {
    program: program.perSecond,
    floor: floor.perSecond,
    took: program.took,
    floorTook: floor.took,
    unaudited: program.visits + program.took.length - audited,
  };
}

/** Searches wait as drafts for an hour. Nobody makes a thousand in that time, so no round meets those of the one before. */
async function forgetSearches(owner: pg.Client): Promise<void> {
  await owner.query("delete from drafts where form = 'sought'");
}

async function entries(owner: pg.Client): Promise<number> {
  return Number((await owner.query("select count(*) from audit_entries")).rows[0].count);
}
