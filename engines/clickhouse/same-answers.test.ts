import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCounty } from "../../src/county/index.ts";
import type { Rule } from "../../src/matching/linkage/blocking.ts";
import { rulesFor } from "../../src/matching/linkage/blocking.ts";
import { ClickHouse } from "../../src/matching/linkage/clickhouse.store.ts";
import { readColumnMap } from "../../src/matching/linkage/column-map.ts";
import { FinderOnClickHouse } from "../../src/matching/linkage/finder-on-clickhouse.ts";
import { FinderThreads } from "../../src/matching/linkage/finder-threads.ts";
import { firstGuess, levels } from "../../src/matching/linkage/levels.ts";
import type { Finder } from "../../src/matching/linkage/link-lists.ts";
import { modelOf, weightsOf } from "../../src/matching/linkage/linkage-model.ts";
import { type LoadedLists, loadLists } from "../../src/matching/linkage/load-lists.ts";
import type { Pass } from "../../src/matching/linkage/pair-finder.ts";
import { levelsIn, type Pairs } from "../../src/matching/linkage/pairs.ts";
import { cellsOf } from "../../src/matching/linkage/pairs-in-sql.ts";
import { shared } from "../../src/matching/linkage/shared-array.ts";
import { awkwardLists, namesOfFewLetters } from "./awkward-lists.ts";
import { EmbeddedClickHouse, user } from "./embedded-clickhouse.ts";

// All children here are synthetic.
let folder: string;
let url: string;
const embedded = new EmbeddedClickHouse();
const at = (name: string) => join(folder, name);
const map = `
columns:
  forename: { type: name, part: given, left: [Forename, PreferredForename, MiddleNames], right: [Forename, PreferredForename, MiddleNames] }
  surname: { type: name, part: family, left: [Surname, PreferredSurname, FormerSurname], right: [Surname, PreferredSurname, FormerSurname] }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
  sex: { type: category, column: Sex }
  upn: { type: identifier, left: [UPN, FormerUPN], right: [UPN, FormerUPN] }
`;
/** Fewer parts for rules to be made of: the commands show that files are the same, the finders above how much is. */
const shortMap = `
once: both
columns:
  forename: { type: name, part: given, column: Forename }
  surname: { type: name, part: family, left: Surname, right: [Surname, FormerSurname] }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "clickhouse-proof-"));
  url = await embedded.listen();
  await writeCounty({ children: 3_000, seed: "clickhouse", out: folder });
  const { left, right } = awkwardLists(at("rolls.csv"));
  writeFileSync(at("left.csv"), left);
  writeFileSync(at("right.csv"), right);
  writeFileSync(at("map.yaml"), shortMap);
});
afterAll(async () => {
  await embedded.close();
  rmSync(folder, { recursive: true });
});

const loaded = (left: string, right: string | undefined) =>
  loadLists(readColumnMap(map), { left: at(left), right: right && at(right), folder, megabytes: 500 });

function guessedWeights({ layout, counts }: LoadedLists) {
  const guessed = layout.fields.map(({ type }) => firstGuess[type]);
  const chance = layout.fields.map(({ type }) => levels[type].map((_, level) => 0.5 ** (level * 2)));
  return weightsOf(modelOf(layout, guessed, chance), layout, counts, (length) =>
    shared(Float32Array, length),
  );
}

/** All that a finder answers about a pass: what rules would compare, the patterns that teach, and the pairs. */
async function answersOf(finder: Finder, pass: Pass, lists: LoadedLists, atLeast: number) {
  try {
    const counts = await finder.take(pass);
    const patterns = await finder.patterns(2_000, counts);
    const pairs = await finder.pairs(guessedWeights(lists), atLeast, () => {});
    return {
      counts: counts.map(({ tooCommon, ...count }) => ({
        ...count,
        tooCommon: tooCommon.map((key) => key >>> 0).sort(),
      })),
      patterns: patterns.map((seen) => [...seen].sort(([one], [other]) => one - other)),
      pairs,
    };
  } finally {
    await finder.close();
  }
}

async function bothAnswer(pass: Pass, lists: LoadedLists, atLeast: number, rowsAPart?: number) {
  const server = await ClickHouse.open({ url, user: user.name, password: user.password, sessionMinutes: 1 });
  const there = await answersOf(
    new FinderOnClickHouse(server, rowsAPart ? { rowsAPart } : {}),
    pass,
    lists,
    atLeast,
  );
  return { here: await answersOf(new FinderThreads(), pass, lists, atLeast), there };
}

const areInOneOrder = (one: Pairs, other: Pairs) =>
  one.left.every((row, at) => row === other.left[at]) &&
  one.right.every((row, at) => row === other.right[at]);

/** The pairs that only one of two answers has, or that have other levels there: what is compared, and both. */
function differences(lists: LoadedLists, here: Pairs, there: Pairs): unknown[] {
  const keyed = ({ length, left, right, bits, pattern }: Pairs) =>
    new Map(
      Array.from({ length }, (_, at) => [
        `${left[at]} ${right[at]}`,
        {
          bits: bits[at],
          levels: levelsIn(lists.layout, pattern[at] ?? 0).join(),
          left: left[at],
          right: right[at],
        },
      ]),
    );
  const [one, other] = [keyed(here), keyed(there)];
  const cells = cellsOf(lists.layout, lists.dictionaries);
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((key) => {
      const [a, b] = [one.get(key), other.get(key)];
      return a?.bits !== b?.bits || a?.levels !== b?.levels;
    })
    .slice(0, 10)
    .map((key) => {
      const { left = 0, right = 0 } = one.get(key) ?? other.get(key) ?? {};
      return {
        here: one.get(key),
        there: other.get(key),
        left: String(cells(lists.left, left)),
        right: String(cells(lists.right, right)),
      };
    });
}

for (const right of ["right.csv", undefined])
  test(`${right ? "two lists" : "one list"}: ClickHouse counts, teaches and finds as the threads do, to the last bit, in parts and with keys left out [A11]`, async () => {
    const lists = await loaded("left.csv", right);
    const rules = rulesFor(lists.layout, lists.left, lists.right, { aRule: 6, inAll: 20 });
    const { here, there } = await bothAnswer(
      { ...lists, rules, mostPairsOfAKey: 60 },
      lists,
      -20,
      right ? 1_600 : undefined,
    );
    expect(lists.right.length).toBeGreaterThan(2_000);
    expect(here.pairs.length).toBeGreaterThan(5_000);
    expect(here.counts.filter(({ tooCommon }) => tooCommon.length > 0).length).toBeGreaterThan(2);
    expect(there.counts).toEqual(here.counts);
    expect(differences(lists, here.pairs, there.pairs)).toEqual([]);
    expect(there.patterns).toEqual(here.patterns);
    expect(areInOneOrder(here.pairs, there.pairs)).toBe(true);
  }, 240_000);

test("every level of every field is told alike, names exactly on a limit included [A11]", async () => {
  writeFileSync(at("few-left.csv"), namesOfFewLetters(600, 1));
  writeFileSync(at("few-right.csv"), namesOfFewLetters(600, 2));
  const lists = await loaded("few-left.csv", "few-right.csv");
  const { layout } = lists;
  const at_ = layout.fields.findIndex(({ type }) => type === "place");
  const place = layout.fields[at_]?.at ?? -1;
  const everybody: Rule = { name: "place", left: [place], right: [place], fields: [at_], isPlain: true };
  const pass = { ...lists, rules: [everybody], mostPairsOfAKey: 1e9 };
  const { here, there } = await bothAnswer(pass, lists, -1e9);
  expect(here.pairs.length).toBe(360_000);
  expect(differences(lists, here.pairs, there.pairs)).toEqual([]);
  const met = layout.fields.map(() => new Set<number>());
  for (const pattern of new Set(here.pairs.pattern))
    for (const [field, level] of levelsIn(layout, pattern).entries()) met[field]?.add(level);
  expect(met[0]?.size).toBeGreaterThanOrEqual(5);
}, 240_000);

function keepsight(words: string[], password: string = user.password) {
  const environment = {
    ...process.env,
    KEEPSIGHT_CLICKHOUSE_USER: user.name,
    KEEPSIGHT_CLICKHOUSE_PASSWORD: password,
  };
  return new Promise<{ status: number; said: string }>((resolve) =>
    execFile(
      process.execPath,
      [join(import.meta.dirname, "../../bin/keepsight.js"), ...words, "--columns", at("map.yaml")],
      { env: environment },
      (fault, stdout, stderr) => resolve({ status: Number(fault?.code ?? 0), said: `${stdout}${stderr}` }),
    ),
  );
}
const onClickHouse = () => ["--engine", "clickhouse", "--url", url];

const contentOf = (name: string) => readFileSync(at(name), "utf8");
const tablesLeft = () => embedded.answerTo("select count() from system.tables where name like 'keepsight%'");

test("the commands write the same files from the same lists, and leave nothing on the server [A11]", async () => {
  const both = async (...words: string[]) => {
    const here = await keepsight([...words, "--out", at("here.csv")]);
    const wordsThere = words.map((word) => word.replace("here.", "there."));
    const there = await keepsight([...wordsThere, "--out", at("there.csv"), ...onClickHouse()]);
    expect(there.said.replaceAll("there.", "here.")).toBe(here.said);
    expect(there.status).toBe(0);
    expect(contentOf("there.csv")).toBe(contentOf("here.csv"));
  };
  await both("match", at("left.csv"), at("right.csv"));
  // A model that is there already is not learnt, and nothing is said of it: each keeps its own.
  await both("dedupe", at("right.csv"), "--model", at("here.json"));
  expect(contentOf("there.json")).toBe(contentOf("here.json"));
  await both("dedupe", at("right.csv"), "--model", at("here.json"));
  expect(contentOf("there.groups.csv")).toBe(contentOf("here.groups.csv"));
  expect(await tablesLeft()).toBe("0\n");
}, 240_000);

test("an error leaves nothing on the server either, and a run goes on from where it was", async () => {
  const words = ["match", at("left.csv"), at("right.csv"), "--model", at("model.json")];
  await keepsight([...words, "--out", at("here.csv")]);
  const resumed = [...words, ...onClickHouse(), "--out", at("there.csv"), "--resume", at("work")];
  embedded.refuseOnce(/^select l, r/, "241 MEMORY_LIMIT_EXCEEDED", 3);
  const refused = await keepsight(resumed);
  expect(refused).toEqual({
    status: 1,
    said: expect.stringContaining("ClickHouse refuses a statement (error 241, MEMORY_LIMIT_EXCEEDED)"),
  });
  expect(refused.said).not.toMatch(/smith|^\s+at /m);
  expect(await tablesLeft()).toBe("0\n");
  const asked = () => embedded.statements.filter((each) => each.startsWith("select l, r")).length;
  const before = asked();
  // The server has not quite let go of the session yet.
  embedded.refuseOnce(/^INSERT/i, "373 SESSION_IS_LOCKED");
  expect((await keepsight(resumed)).status).toBe(0);
  const afterResuming = asked() - before;
  await keepsight([...words, ...onClickHouse(), "--out", at("again.csv")]);
  expect(asked() - before - afterResuming).toBe(afterResuming + 3);
  for (const file of ["there.csv", "again.csv"]) expect(contentOf(file)).toBe(contentOf("here.csv"));
}, 240_000);

test("no name, date or password is in a statement or in what the command says, and errors say the mend", async () => {
  const words = ["match", at("left.csv"), at("right.csv"), "--out", at("x.csv")];
  const wrong = await keepsight([...words, ...onClickHouse()], "wrong-secret");
  expect(wrong).toEqual({ status: 1, said: expect.stringContaining("Check KEEPSIGHT_CLICKHOUSE_USER") });
  expect(wrong.said).not.toContain("wrong-secret");
  const said = embedded.statements.join("\n").toLowerCase();
  expect(said).toContain("jarowinklersimilarity");
  expect(said).not.toContain("secret");
  const [, first = ""] = contentOf("left.csv").split("\n");
  for (const cell of first.split(",").map((each) => each.slice(1, -1).toLowerCase()))
    if (cell.length > 3) expect(said).not.toContain(cell);
});
