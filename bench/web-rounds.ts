import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import type * as DatabaseOf from "../src/database/index.ts";
import { built } from "./built.ts";
import type { LoadedCounty } from "./web-county.ts";
import { latencies, throughput, type Visit } from "./web-load.ts";
import { recordVisits } from "./web-recording.ts";
import { type Round, report, reportHead } from "./web-report.ts";
import { started } from "./web-started.ts";
import type { PageVisits } from "./web-visits.ts";

const { asOwner } = await built<typeof DatabaseOf>("database/index");

/** How pages are asked for: people who ask as soon as they are answered, and visits a second when the time of each is taken. */
export type Asking = { rounds: number; seconds: number; people: number; perSecond: number };

/**
 * Asks for pages of the program and of the floor by turns and prints both beside the aims: visits a second, milliseconds, and
 * whether each visit stands in the audit log once.
 */
export async function measurePages(
  opened: LoadedCounty,
  pagesOf: (owner: pg.Client) => Promise<PageVisits[]>,
  asking: Asking,
): Promise<void> {
  await asOwner(opened.ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      `select (select count(*) from authorities) as authorities, (select count(*) from children) as children,
         (select count(*) from cases where open) as open`,
    );
    const [{ authorities, children, open }] = rows;
    console.log(
      `${children} children of ${authorities} authorities, ${open} open cases. ${asking.rounds} rounds.\n`,
    );
    const url = opened.keepsight.pool.options.connectionString ?? "";
    const program = await started("web-server.ts", [url]);
    reportHead();
    for (const { page, limit, visits } of await pagesOf(owner)) {
      const { recorded, floor: floorVisits } = await recordVisits(opened, visits);
      const recording = join(opened.folder, "recording.json");
      writeFileSync(recording, JSON.stringify(recorded));
      const floor = await started("web-floor.ts", [url, recording]);
      const pair = { owner, program: program.port, floor: floor.port, visits, floorVisits };
      await measured(pair, 0, { ...asking, seconds: 1 });
      const measurements: Round[] = [];
      for (let nth = 0; nth < asking.rounds; nth++) measurements.push(await measured(pair, nth, asking));
      floor.child.disconnect();
      report(page, limit, measurements);
    }
    program.child.disconnect();
  });
}

type Pair = { owner: pg.Client; program: number; floor: number; visits: Visit[]; floorVisits: Visit[] };

async function measured(pair: Pair, nth: number, asking: Asking): Promise<Round> {
  const { seconds, people, perSecond } = asking;
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
