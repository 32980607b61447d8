import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parsing } from "csv-parse";
import { parse } from "csv-parse/sync";
import { besideDuckDb } from "./matching-peer.ts";

/**
 * Links lists with the built command, as a person would, weights learnt in the run, and prints precision, recall and F1
 * of the pairs at even odds (the program's own threshold), seconds and peak memory.
 *
 * `county N`: the health list and the rolls of an invented county, what that means for children on no roll and for names of
 * every origin, applications with UPN, and DuckDB beside it; `county --alone N` leaves DuckDB out, which takes many times as
 * long. `--febrl DIR`: the FEBRL sets 4 and 3, without the social security number.
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

/** What a command wrote, and what it took. */
type Found = { file: string; seconds: number; megabytes: number };
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
    file: out,
    seconds: (performance.now() - begun) / 1000,
    megabytes: Math.round(peak / 1024),
  };
}

/** The rows of a file of England's size, one after another: together they would fill the memory. */
function rowsOf<Row>(file: string): AsyncIterable<Row> {
  return createReadStream(file).pipe(parsing({ columns: true }));
}

type Judged = {
  likely: number;
  right: number;
  /** By the lines of the list on the left: 1 for one with any link, 2 more for a likely one, 4 more for a right one. */
  lines: Uint8Array;
};

/** Holds links to the truth. `lines`: how many the list on the left has, when its rows are told apart by their line. */
async function judged(found: Found, isOne: (link: Link) => boolean, lines = 0): Promise<Judged> {
  const sum: Judged = { likely: 0, right: 0, lines: new Uint8Array(lines + 2) };
  for await (const link of rowsOf<Link>(found.file)) {
    const isLikely = Number(link.probability) >= 0.5;
    const isRight = isLikely && isOne(link);
    sum.likely += Number(isLikely);
    sum.right += Number(isRight);
    if (lines > 0) {
      const line = Number(link.left_id);
      sum.lines[line] = (sum.lines[line] ?? 0) | 1 | (2 * Number(isLikely)) | (4 * Number(isRight));
    }
  }
  return sum;
}

function say(what: string, found: Found, { likely, right }: Judged, truePairs: number, aim: number): void {
  const [precision, recall] = [right / likely, right / truePairs];
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
  const four = await linked(["match", file("4a"), file("4b")], map("both"));
  say("FEBRL 4", four, await judged(four, isOne), 5000, 0.9995);
  const ids = parse(readFileSync(file("3")), { from: 2 }).map(([id]: string[]) => person(id ?? "") ?? "");
  const pairs = Map.groupBy<string, string>(ids, (id) => id)
    .values()
    .reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const three = await linked(["dedupe", file("3")], map("neither"));
  say("FEBRL 3", three, await judged(three, isOne), pairs, 0.998);
}

async function county(children: number): Promise<void> {
  execFileSync(
    process.execPath,
    [keepsight, "county", `--children=${children}`, "--seed=bench", `--out=${folder}`],
    { stdio: "ignore" },
  );
  const truth = await truthOf(join(folder, "truth.csv"));
  const file = (list: string) => join(folder, `${list}.csv`);
  // Rows are told apart by their line: beyond 900,000 children the invented NHS numbers repeat.
  const bare = `once: left\ncolumns:${names}\n`;
  const without = await linked(["match", file("health-list"), file("rolls"), "--model", file("model")], bare);
  const onRolls = judgedBy(truth, "health-list", "rolls");
  const lists = (list: string) => `${truth.rows(list)} on the ${list}`;
  const foundWithout = await judged(without, onRolls.isOne, truth.rows("health-list"));
  say(`${lists("health-list")}, ${lists("rolls")}, no UPN`, without, foundWithout, onRolls.truePairs, 0.997);
  sayOnNoRoll(foundWithout, onRolls);
  sayByOrigin(foundWithout, onRolls, truth);

  const upn = "\n  upn: { type: identifier, check: upn, left: UPN, right: [UPN, FormerUPN] }\n";
  const applied = judgedBy(truth, "admissions-applications", "rolls");
  const withUpn = await linked(
    ["match", file("admissions-applications"), file("rolls")],
    // A child may have applied more than once, and been at more than one school.
    bare.replace("once: left", "once: neither").trimEnd() + upn,
  );
  say(
    `${truth.rows("admissions-applications")} applications, ${truth.rows("rolls")} on the rolls, with UPN`,
    withUpn,
    await judged(withUpn, applied.isOne),
    applied.truePairs,
    0.998,
  );
  if (words.includes("--alone")) return;
  await besideDuckDb(
    { left: file("health-list"), right: file("rolls") },
    bare,
    JSON.parse(readFileSync(file("model"), "utf8")),
    folder,
  );
}

/** Children by their place in the truth, in numbers alone: at England's size words would not fit. */
type Truth = {
  /** Which child each line of a list is, from line 2; 0 for none. */
  childOf: (list: string) => Int32Array;
  rows: (list: string) => number;
  children: number;
  /** Where the names of a child's family come from. */
  originOf: (child: number) => string;
};
type Judge = {
  isOne: (link: Link) => boolean;
  truePairs: number;
  /** Which child each line of the list on the left is. */
  left: Int32Array;
  /** How many rows of the list on the right each child has. */
  there: Uint8Array;
};

async function truthOf(file: string): Promise<Truth> {
  const lists = new Map<string, { children: Int32Array; rows: number }>();
  const [origins, originNumbers]: [string[], number[]] = [[], [0]];
  let child = 0;
  for await (const { Rows = "", NameOrigin = "" } of rowsOf<Record<string, string>>(file)) {
    child++;
    if (!origins.includes(NameOrigin)) origins.push(NameOrigin);
    originNumbers.push(origins.indexOf(NameOrigin));
    for (const run of Rows.split(" ")) {
      const [name = "", lines = ""] = run.split(":");
      const [first = 0, last = first] = lines.split("-").map(Number);
      const list = lists.getOrInsertComputed(name.replace(".csv", ""), () => ({
        children: new Int32Array(1024),
        rows: 0,
      }));
      if (last >= list.children.length) {
        const longer = new Int32Array(2 * last);
        longer.set(list.children);
        list.children = longer;
      }
      list.children.fill(child, first, last + 1);
      list.rows += last - first + 1;
    }
  }
  return {
    childOf: (list) => lists.get(list)?.children ?? new Int32Array(0),
    rows: (list) => lists.get(list)?.rows ?? 0,
    children: child,
    originOf: (number) => origins[originNumbers[number] ?? 0] ?? "",
  };
}

function judgedBy(truth: Truth, leftList: string, rightList: string): Judge {
  const [left, right] = [truth.childOf(leftList), truth.childOf(rightList)];
  const there = new Uint8Array(truth.children + 1);
  for (const child of right) if (child > 0) there[child] = (there[child] ?? 0) + 1;
  return {
    isOne: ({ left_id, right_id }) => left[Number(left_id)] === right[Number(right_id)],
    truePairs: left.reduce((sum, child) => sum + (there[child] ?? 0), 0),
    left,
    there,
  };
}

/** What a list of children "on no roll" would be worth: alarms about children who are on one, and children it would hide. */
function sayOnNoRoll({ lines }: Judged, { left, there }: Judge): void {
  let [absent, listed, alarms, confirmable, hidden] = [0, 0, 0, 0, 0];
  for (const [line, child] of left.entries()) {
    if (child === 0) continue;
    const [isThere, how] = [(there[child] ?? 0) > 0, lines[line] ?? 0];
    const isListed = (how & 2) === 0;
    absent += Number(!isThere);
    listed += Number(isListed);
    alarms += Number(isListed && isThere);
    confirmable += Number(isListed && isThere && (how & 1) > 0);
    hidden += Number(!isListed && !isThere);
  }
  console.log(
    `on no roll: ${absent} in truth, ${listed} listed; ${alarms} false alarms, of which ${confirmable} have a link to be confirmed; ${hidden} hidden`,
  );
}

/** Recall by where a family's names come from: no group may be more than one point behind all. */
function sayByOrigin({ lines }: Judged, { left, there }: Judge, { originOf }: Truth): void {
  const [all, found] = [new Map<string, number>(), new Map<string, number>()];
  for (const [line, child] of left.entries()) {
    if (child === 0 || there[child] === 0) continue;
    const origin = originOf(child);
    all.set(origin, (all.get(origin) ?? 0) + 1);
    if ((lines[line] ?? 0) & 4) found.set(origin, (found.get(origin) ?? 0) + 1);
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
