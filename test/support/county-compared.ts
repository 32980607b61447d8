import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestDatabase } from "./database.ts";

/** What of the program this stands on: a test gives it from src, a bench as it is built. */
export type ProgramParts = {
  comparisons: typeof import("../../src/comparisons/index.ts");
  county: typeof import("../../src/county/index.ts");
  feeds: typeof import("../../src/feeds/index.ts");
};

/** A child as truth.csv has it, and the rows about it as `file:line`. */
export type TrueChild = { id: string; authority: string; state: string; why: string; rows: string[] };

/** Whom the comparisons that look for missing children list, by authority, with the truth about the county. */
export type CountyCompared = {
  truth: ReadonlyMap<string, TrueChild>;
  /** The true child of each row of each list, by list_entries.id. */
  childOfEntry: ReadonlyMap<number, string>;
};

const fileOf: Record<string, string> = {
  "school-roll": "rolls.csv",
  health: "health-list.csv",
  "admissions-application": "admissions-applications.csv",
  "admissions-offer": "admissions-offers.csv",
  "home-education": "home-education.csv",
  "police-missing": "police-missing.csv",
  "other-authority-notice": "other-authority-notices.csv",
  "joiner-or-leaver": "joiners-and-leavers.csv",
  exclusion: "exclusions.csv",
  "alternative-provision": "alternative-provision.csv",
  "independent-school": "independent-schools.csv",
};

/** Lists whose rows name the school that they are told apart by. */
const ofSchools = ["school-roll", "admissions-offer", "joiner-or-leaver", "exclusion", "independent-school"];

/** Invents a county of so many children, imports all of its lists, and says whom each row truly means. */
export async function importedCounty(
  parts: ProgramParts,
  database: TestDatabase,
  children: number,
  seed: string,
): Promise<CountyCompared> {
  const folder = mkdtempSync(join(tmpdir(), "county-compared-"));
  const { importCountyPlaces, importFile, listDefinitions } = parts.feeds;
  try {
    database.setNow("2026-11-23T12:00:00Z");
    await parts.county.writeCounty({ children, seed, out: folder });
    await importCountyPlaces(database.ownerDatabase, folder);
    // The invented county tells of its schools by its own file of places, and compares no marks.
    for (const { word } of listDefinitions.filter(
      ({ list }) => !["establishment", "trust", "attendance"].includes(list),
    ))
      await importFile(database.keepsight, word, join(folder, `${word}.csv`));
    return await truthOf(parts, database, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function truthOf(
  { feeds }: ProgramParts,
  { owner }: TestDatabase,
  folder: string,
): Promise<CountyCompared> {
  const rowsOf = (file: string) => rowsIn(feeds, join(folder, file));
  const truth = new Map<string, TrueChild>();
  const childAt = new Map<string, string>();
  for await (const row of rowsOf("truth.csv")) {
    const rows = (row["Rows"] ?? "").split(" ").filter(Boolean).flatMap(linesOf);
    const child = { id: row["ChildId"] ?? "", authority: row["LACode"] ?? "", rows };
    truth.set(child.id, { ...child, state: row["State"] ?? "", why: row["Why"] ?? "" });
    for (const line of rows) childAt.set(line, child.id);
  }
  const childOfEntry = new Map<number, string>();
  for (const [list, file] of Object.entries(fileOf)) {
    const entries = await owner.query(
      `select e.id, concat_ws('|', upper(e.surname), upper(e.forename), e.date_of_birth::text, s.laestab) as words
       from list_entries e left join schools s on s.id = e.school_id where list = $1`,
      [list],
    );
    const entryOf = new Map(entries.rows.map(({ id, words }) => [words as string, Number(id)]));
    let line = 1;
    for await (const row of rowsOf(file)) {
      line += 1;
      const school = ofSchools.includes(list) ? row["LAESTAB"] : row["ProviderLAESTAB"] || undefined;
      const words = [row["Surname"], row["Forename"], row["DOB"] || undefined, school]
        .filter((word) => word !== undefined)
        .map((word) => word?.toUpperCase());
      const entry = entryOf.get(words.join("|"));
      const child = childAt.get(`${file}:${line}`);
      if (entry !== undefined && child !== undefined) childOfEntry.set(entry, child);
    }
  }
  return { truth, childOfEntry };
}

async function* rowsIn(
  { csvRecords }: ProgramParts["feeds"],
  path: string,
): AsyncGenerator<Record<string, string>> {
  let header: string[] | undefined;
  for await (const record of csvRecords(path, "utf-8")) {
    if (!header) header = record;
    else yield Object.fromEntries(header.map((name, place) => [name, record[place] ?? ""]));
  }
}

function linesOf(run: string): string[] {
  const [file = "", lines = ""] = run.split(":");
  const [first = 0, last = first] = lines.split("-").map(Number);
  return Array.from({ length: last - first + 1 }, (_, place) => `${file}:${first + place}`);
}

/**
 * Gives each row the child whom it truly means in its authority, on a record of their own where there was none: the best that
 * links can do. What is left wrong is the comparisons' own.
 */
export async function linkByTruth({ owner }: TestDatabase, { childOfEntry }: CountyCompared): Promise<void> {
  const pairs = [...childOfEntry];
  await owner.query(
    `with truly as (select t.child, e.* from unnest($1::bigint[], $2::bigint[]) as t (entry, child) join list_entries e on e.id = t.entry),
     known as (select distinct on (child, authority_id) child, authority_id, child_id, forename, surname, date_of_birth from truly
       order by child, authority_id, list <> 'school-roll', child_id is null, starts_on desc nulls last),
     numbered as (select child, authority_id, coalesce(child_id, nextval('children_id_seq')) as child_id, child_id is null as fresh, forename, surname, date_of_birth from known),
     made as (insert into children (id, authority_id, forename, surname, date_of_birth, made_at) overriding system value
       select child_id, authority_id, forename, surname, date_of_birth, now() from numbered where fresh)
     select set_config('keepsight.linked', coalesce(json_agg(json_build_array(truly.id, numbered.child_id))::text, '[]'), false)
     from truly join numbered using (child, authority_id)`,
    [pairs.map(([entry]) => entry), pairs.map(([, child]) => child)],
  );
  await owner.query(
    `update list_entries e set child_id = (linked ->> 1)::bigint
     from json_array_elements(current_setting('keepsight.linked')::json) linked
     where e.id = (linked ->> 0)::bigint and e.child_id is distinct from (linked ->> 1)::bigint`,
  );
}

/** Of the really missing who stand in any list: how many are found; and of whom is listed, who is wrongly. */
export type Found = {
  missing: number;
  inNoList: number;
  found: number;
  hidden: TrueChild[];
  listed: number;
  atSchoolOrHome: TrueChild[];
  goneAway: TrueChild[];
};

/** Compares the lists of both authorities and sets what they find beside the truth; if asked, without those probably on a roll. */
export async function foundBeside(
  { comparisons }: ProgramParts,
  database: TestDatabase,
  county: CountyCompared,
  alsoProbable = true,
): Promise<Found> {
  const { owner, keepsight, ownerDatabase } = database;
  const context = { database: ownerDatabase, procedures: keepsight.procedures, now: keepsight.now() };
  for (const { id } of (await owner.query("select id from authorities")).rows)
    await comparisons.compareLists(context, id);
  const { rows } = await owner.query(
    `select f.entry_id, a.code, f.rank from comparison_findings f join authorities a on a.id = f.authority_id
     where listed and (f.rank < 4 or $1) and comparison in ('left-arrived-nowhere', 'on-no-roll', 'did-not-start', 'waiting-for-a-place', 'excluded')`,
    [alsoProbable],
  );
  const listed = new Map<string, TrueChild & { listedIn: string }>();
  for (const { entry_id, code } of rows) {
    const child = county.truth.get(county.childOfEntry.get(Number(entry_id)) ?? "");
    if (child && listed.get(child.id)?.listedIn !== child.authority)
      listed.set(child.id, { ...child, listedIn: code });
  }
  const missing = [...county.truth.values()].filter(({ state }) => state === "missing education");
  const known = missing.filter((child) => child.rows.length > 0);
  const wrong = [...listed.values()].filter(({ state }) => state !== "missing education");
  const gone = wrong.filter((child) => child.state === "left the area" || child.listedIn !== child.authority);
  return {
    missing: missing.length,
    inNoList: missing.length - known.length,
    found: known.filter(({ id }) => listed.has(id)).length,
    hidden: known.filter(({ id }) => !listed.has(id)),
    listed: listed.size,
    atSchoolOrHome: wrong.filter((child) => !gone.includes(child)),
    goneAway: gone,
  };
}
