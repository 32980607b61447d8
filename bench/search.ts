import { createReadStream } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse";
import type pg from "pg";
import type * as Access from "../src/access/index.ts";
import type * as ContextOf from "../src/context.ts";
import type * as DatabaseOf from "../src/database/index.ts";
import type * as Matching from "../src/matching/index.ts";
import { built } from "./built.ts";
import { countyOptions, loadedCounty } from "./web-county.ts";

const { viewerOf } = await built<typeof Access>("access/index");
const { perform } = await built<typeof ContextOf>("context");
const { searchLists } = await built<typeof Matching>("matching/index");
const { asOwner, databaseFor } = await built<typeof DatabaseOf>("database/index");

/**
 * Looks up to 10,000 children of an invented county's health list up among all lists, one after another, as a CME officer
 * under row-level security: the health list spells, orders and dates as another office does, and lags behind removals. Prints
 * the milliseconds of a search, PostgreSQL and scoring together, and the share of those on a roll whose row of the roll is found.
 */
const searches = 10_000;
type Row = Record<string, string>;

const { values } = parseArgs({ options: countyOptions });
const opened = await loadedCounty(values);
try {
  const { officers, children } = await asOwner(opened.ownerUrl, async (owner) => ({
    officers: await officersOf(owner),
    children: Number((await owner.query("select count(*) from children")).rows[0]?.count),
  }));
  const aims = { p99: children >= 3_000_000 ? 8 : 3, found: 0.94 };
  const program = databaseFor(opened.keepsight.pool, undefined);
  const viewers = new Map<string, Access.Viewer>();
  for (const [code, personId] of officers) {
    const viewer = await viewerOf(program, personId);
    if (viewer) viewers.set(code, viewer);
  }
  const sought = await damagedQueries();
  const took: number[] = [];
  let found = 0;
  for (const [at, { query, authority, isTheChild }] of sought.entries()) {
    const viewer = viewers.get(authority);
    if (!viewer) throw new Error(`Nobody searches for authority ${authority}.`);
    await perform(opened.keepsight, { viewer, act: "find-child", request: "bench" }, async (context) => {
      const begun = performance.now();
      const { candidates } = await searchLists(context, query);
      // The first ones fill the caches.
      if (at >= 200) took.push(performance.now() - begun);
      if (candidates.some(({ entries }) => entries.some(isTheChild))) found += 1;
      return {};
    });
  }
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.floor(share * (took.length - 1))] ?? Number.NaN;
  const verdict = (met: boolean) => (met ? "met" : "missed");
  const share = found / sought.length;
  console.log(`${children} children, ${sought.length} searches for children who are on a roll`);
  console.log(
    `p50 ${at(0.5).toFixed(2)} ms, p90 ${at(0.9).toFixed(2)}, p99 ${at(0.99).toFixed(2)} (aim ${aims.p99}: ${verdict(at(0.99) <= aims.p99)})`,
  );
  console.log(
    `found ${found}: ${(100 * share).toFixed(1)} in 100 (aim ${100 * aims.found}: ${verdict(share >= aims.found)})`,
  );
} finally {
  await opened.close();
}

/** A CME officer for the whole of each authority, by the authority's code. */
async function officersOf(owner: pg.Client): Promise<Map<string, number>> {
  const { rows } = await owner.query(
    `select distinct on (a.code) a.code, person_id from posts join authorities a on a.id = posts.authority_id
     where role = 'cme-officer' and area_id is null order by a.code, person_id`,
  );
  return new Map(rows.map(({ code, person_id }) => [code, Number(person_id)]));
}

type DamagedQuery = {
  query: Matching.Identity;
  authority: string;
  isTheChild: (entry: Matching.Entry) => boolean;
};

/** Children of the health list who are on a roll, evenly spread, as that list has them; and how to know them on the roll. */
async function damagedQueries(): Promise<DamagedQuery[]> {
  const wanted = new Map<number, number>();
  const every = Math.max(1, Math.floor(Number(values.children) / searches / 1.2));
  for await (const { ChildId, Rows = "" } of rowsOf("truth")) {
    const health = /(?:^| )health-list\.csv:(\d+)/.exec(Rows)?.[1];
    const roll = /(?:^| )rolls\.csv:(\d+)/.exec(Rows)?.[1];
    if (health && roll && Number(ChildId) % every === 0) wanted.set(Number(health), Number(roll));
    if (wanted.size >= searches) break;
  }
  const rolls = new Map<number, Row>();
  const lines = new Set(wanted.values());
  let line = 1;
  for await (const row of rowsOf("rolls")) if (lines.has(++line)) rolls.set(line, row);
  const queries: DamagedQuery[] = [];
  line = 1;
  for await (const row of rowsOf("health-list")) {
    const roll = rolls.get(wanted.get(++line) ?? 0);
    if (!roll) continue;
    queries.push({
      query: identityOf(row),
      authority: roll["LAESTAB"]?.slice(0, 3) ?? "",
      isTheChild: ({ list, forename, surname, dateOfBirth }) =>
        list === "school-roll" &&
        forename === roll["Forename"] &&
        surname === roll["Surname"] &&
        dateOfBirth?.toString() === roll["DOB"],
    });
  }
  return queries;
}

function identityOf({
  Forename = "",
  Surname = "",
  DOB = "",
  Sex = "",
  Postcode = "",
}: Row): Matching.Identity {
  return {
    ...{ forename: Forename, middleNames: "", surname: Surname, otherForename: "", otherSurname: "" },
    dateOfBirth: /^\d{4}-\d\d-\d\d$/.test(DOB) ? Temporal.PlainDate.from(DOB) : null,
    ...{ sex: Sex || null, upn: null, formerUpn: null, postcode: Postcode || null },
  };
}

async function* rowsOf(list: string): AsyncGenerator<Row> {
  const file = createReadStream(join(opened.folder, "county", `${list}.csv`));
  for await (const row of file.pipe(parse({ columns: true }))) yield row;
}
