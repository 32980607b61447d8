import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { besideDuckDb } from "./matching-peer.ts";

/**
 * Links lists with the built command, as a person would, weights learnt in the run, and prints precision, recall and F1
 * of the pairs at even odds (the program's own threshold), seconds and peak memory.
 *
 * `county N`: the health list and the rolls of an invented county, what that means for children on no roll and for names of
 * every origin, applications with UPN, and DuckDB beside it. `--febrl DIR`: the FEBRL sets 4 and 3, without the
 * social security number.
 */
const names = `
  forename: { type: name, part: given, left: Forename, right: [Forename, PreferredForename, MiddleNames] }
  surname: { type: name, part: family, left: Surname, right: [Surname, PreferredSurname, FormerSurname] }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
  sex: { type: category, column: Sex }`;

const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "matching-bench-"));
const keepsight = join(import.meta.dirname, "../bin/keepsight.js");
try {
  if (words[0] === "--febrl") await febrl(words[1] ?? "");
  else await county(Number(words.at(-1)) || 200_000);
} finally {
  rmSync(folder, { recursive: true });
}

type Found = { links: Link[]; seconds: number; megabytes: number };
type Link = { left_id: string; right_id: string; probability: string };

async function linked(command: readonly string[], map: string): Promise<Found> {
  const [mapFile, out] = [join(folder, "map.yaml"), join(folder, "links.csv")];
  writeFileSync(mapFile, map);
  const begun = performance.now();
  const child = spawn(process.execPath, [keepsight, ...command, "--columns", mapFile, "--out", out], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let peak = 0;
  const looking = setInterval(() => {
    const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8")) ?? [];
    peak = Math.max(peak, Number(kilobytes ?? 0));
  }, 100);
  child.stderr.resume();
  const [status] = await once(child, "exit");
  clearInterval(looking);
  if (status !== 0) throw new Error(`keepsight ${command[0]} ended with ${status}.`);
  return {
    links: parse(readFileSync(out), { columns: true }),
    seconds: (performance.now() - begun) / 1000,
    megabytes: Math.round(peak / 1024),
  };
}

function said(
  what: string,
  found: Found,
  isOne: (link: Link) => boolean,
  truePairs: number,
  aim: number,
): void {
  const likely = found.links.filter(({ probability }) => Number(probability) >= 0.5);
  const right = likely.filter(isOne).length;
  const [precision, recall] = [right / likely.length, right / truePairs];
  const f1 = (2 * precision * recall) / (precision + recall);
  console.log(
    `${what}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)} (aim ${aim}: ${f1 >= aim ? "met" : "missed"}); ${found.seconds.toFixed(1)} s, ${found.megabytes} MB`,
  );
}

async function febrl(sets: string): Promise<void> {
  const map = (once: string) => `id: rec_id
once: ${once}
columns:
  given: { type: name, part: given, column: given_name }
  family: { type: name, part: family, column: surname }
  born: { type: date, column: date_of_birth }
  number: { type: category, column: street_number }
  street: { type: name, column: address_1 }
  suburb: { type: name, column: suburb }
  postcode: { type: place, column: postcode }
  state: { type: category, column: state }
`;
  const person = (id: string) => id.split("-")[1];
  const isOne = ({ left_id, right_id }: Link) => person(left_id) === person(right_id);
  const file = (name: string) => join(sets, `dataset${name}.csv`);
  said("FEBRL 4", await linked(["match", file("4a"), file("4b")], map("both")), isOne, 5000, 0.9995);
  const ids = parse(readFileSync(file("3")), { from: 2 }).map(([id]: string[]) => person(id ?? "") ?? "");
  const pairs = Map.groupBy<string, string>(ids, (id) => id)
    .values()
    .reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  said("FEBRL 3", await linked(["dedupe", file("3")], map("neither")), isOne, pairs, 0.998);
}

async function county(children: number): Promise<void> {
  execFileSync(
    process.execPath,
    [keepsight, "county", `--children=${children}`, "--seed=bench", `--out=${folder}`],
    { stdio: "ignore" },
  );
  const truth = truthOf(join(folder, "truth.csv"));
  const file = (list: string) => join(folder, `${list}.csv`);
  // Rows are told apart by their line: beyond 900,000 children the invented NHS numbers repeat.
  const bare = `once: left\ncolumns:${names}\n`;
  const without = await linked(["match", file("health-list"), file("rolls"), "--model", file("model")], bare);
  const onRolls = judgedBy(truth, "health-list", "rolls");
  const lists = (list: string) => `${onRolls.rows(list)} on the ${list}`;
  said(
    `${lists("health-list")}, ${lists("rolls")}, no UPN`,
    without,
    onRolls.isOne,
    onRolls.truePairs,
    0.997,
  );
  sayOnNoRoll(without, onRolls);
  sayByOrigin(without, onRolls);

  const upn = "\n  upn: { type: identifier, check: upn, left: UPN, right: [UPN, FormerUPN] }\n";
  const applied = judgedBy(truth, "admissions-applications", "rolls");
  const withUpn = await linked(
    ["match", file("admissions-applications"), file("rolls")],
    // A child may have applied more than once, and been at more than one school.
    bare.replace("once: left", "once: neither").trimEnd() + upn,
  );
  said(
    `${applied.rows("admissions-applications")} applications, ${applied.rows("rolls")} on the rolls, with UPN`,
    withUpn,
    applied.isOne,
    applied.truePairs,
    0.998,
  );
  await besideDuckDb(
    { left: file("health-list"), right: file("rolls") },
    bare,
    JSON.parse(readFileSync(file("model"), "utf8")),
    folder,
  );
}

type Truth = { childOf: Map<string, Map<number, string>>; originOf: Map<string, string> };
type Judge = {
  isOne: (link: Link) => boolean;
  truePairs: number;
  rows: (list: string) => number;
  left: ReadonlyMap<number, string>;
  /** The children whom the list on the right has. */
  there: ReadonlySet<string>;
  originOf: ReadonlyMap<string, string>;
};

/** Which child each line of each list is, and where the family's names come from. */
function truthOf(file: string): Truth {
  const truth: Truth = { childOf: new Map(), originOf: new Map() };
  for (const row of parse(readFileSync(file), { columns: true }) as Record<string, string>[]) {
    const { ChildId = "", Rows = "", NameOrigin = "" } = row;
    truth.originOf.set(ChildId, NameOrigin);
    for (const run of Rows.split(" ")) {
      const [name = "", lines = ""] = run.split(":");
      const list = name.replace(".csv", "");
      const [first = 0, last = first] = lines.split("-").map(Number);
      const ofList = truth.childOf.get(list) ?? new Map<number, string>();
      truth.childOf.set(list, ofList);
      for (let line = first; line <= last; line++) ofList.set(line, ChildId);
    }
  }
  return truth;
}

function judgedBy({ childOf, originOf }: Truth, left: string, right: string): Judge {
  const of = (list: string) => childOf.get(list) ?? new Map<number, string>();
  const rows = Map.groupBy(of(right).values(), (child) => child);
  return {
    isOne: ({ left_id, right_id }) => of(left).get(Number(left_id)) === of(right).get(Number(right_id)),
    truePairs: of(left)
      .values()
      .reduce((sum, child) => sum + (rows.get(child)?.length ?? 0), 0),
    rows: (list) => of(list).size,
    left: of(left),
    there: new Set(of(right).values()),
    originOf,
  };
}

/** What a list of children "on no roll" would be worth: alarms about children who are on one, and children it would hide. */
function sayOnNoRoll({ links }: Found, { left, there }: Judge): void {
  const likely = new Set(
    links.flatMap(({ left_id, probability }) => (Number(probability) >= 0.5 ? Number(left_id) : [])),
  );
  const weak = new Set(links.map(({ left_id }) => Number(left_id)));
  const absent = [...left].filter(([, child]) => !there.has(child)).map(([line]) => line);
  const listed = [...left.keys()].filter((line) => !likely.has(line));
  const alarms = listed.filter((line) => there.has(left.get(line) ?? ""));
  const hidden = absent.filter((line) => likely.has(line));
  console.log(
    `on no roll: ${absent.length} in truth, ${listed.length} listed; ${alarms.length} false alarms, of which ${alarms.filter((line) => weak.has(line)).length} have a link to be confirmed; ${hidden.length} hidden`,
  );
}

/** Recall by where a family's names come from: no group may be more than one point behind all. */
function sayByOrigin({ links }: Found, { isOne, left, there, originOf }: Judge): void {
  const originAt = (line: number) => originOf.get(left.get(line) ?? "") ?? "";
  const found = new Map<string, number>();
  const linkedLines = new Set(
    links.flatMap((link) => (Number(link.probability) >= 0.5 && isOne(link) ? Number(link.left_id) : [])),
  );
  const all = new Map<string, number>();
  for (const [line, child] of left)
    if (there.has(child)) {
      const origin = originAt(line);
      all.set(origin, (all.get(origin) ?? 0) + 1);
      if (linkedLines.has(line)) found.set(origin, (found.get(origin) ?? 0) + 1);
    }
  const total = [...all.values()].reduce((sum, count) => sum + count, 0);
  const overall = [...found.values()].reduce((sum, count) => sum + count, 0) / total;
  const recalls = [...all]
    .map(([origin, count]) => ({ origin, count, recall: (found.get(origin) ?? 0) / count }))
    .sort((one, other) => one.recall - other.recall);
  const behind = overall - (recalls[0]?.recall ?? overall);
  console.log(
    `children found, by origin of name: ${overall.toFixed(4)} of all; last ${recalls
      .slice(0, 4)
      .map(({ origin, count, recall }) => `${origin} ${recall.toFixed(4)} of ${count}`)
      .join(
        ", ",
      )}; ${(behind * 100).toFixed(2)} points behind (limit 1: ${behind <= 0.01 ? "met" : "missed"})`,
  );
}
