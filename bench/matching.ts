import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

/**
 * Links lists with the built command, as a person would, weights learnt in the run, and prints precision, recall and F1
 * of the pairs at even odds (the program's own threshold), seconds and peak memory.
 *
 * `county N`: the health list and the rolls of an invented county. `--febrl DIR`: the FEBRL sets 4 and 3, without the
 * social security number.
 */
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
  execFileSync(process.execPath, [
    keepsight,
    "county",
    `--children=${children}`,
    "--seed=bench",
    `--out=${folder}`,
  ]);
  // Rows are told apart by their line: beyond 900,000 children the invented NHS numbers repeat.
  const map = `once: left
columns:
  forename: { type: name, part: given, left: Forename, right: [Forename, PreferredForename, MiddleNames] }
  surname: { type: name, part: family, left: Surname, right: [Surname, PreferredSurname, FormerSurname] }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
  sex: { type: category, column: Sex }
`;
  const found = await linked(["match", join(folder, "health-list.csv"), join(folder, "rolls.csv")], map);
  const childOf: Record<string, Map<number, string>> = {
    "health-list.csv": new Map(),
    "rolls.csv": new Map(),
  };
  for (const { ChildId, Rows } of parse<{ ChildId: string; Rows: string }>(
    readFileSync(join(folder, "truth.csv")),
    { columns: true },
  ))
    for (const run of Rows.split(" ")) {
      const [file = "", lines = ""] = run.split(":");
      const [first = 0, last = first] = lines.split("-").map(Number);
      for (let line = first; line <= last; line++) childOf[file]?.set(line, ChildId);
    }
  const left = childOf["health-list.csv"] as Map<number, string>;
  const right = childOf["rolls.csv"] as Map<number, string>;
  const rolls = Map.groupBy(right.values(), (child) => child);
  const truePairs = left.values().reduce((sum, child) => sum + (rolls.get(child)?.length ?? 0), 0);
  const isOne = ({ left_id, right_id }: Link) => left.get(Number(left_id)) === right.get(Number(right_id));
  said(`${left.size} on the health list, ${right.size} on rolls, no UPN`, found, isOne, truePairs, 0.997);
}
