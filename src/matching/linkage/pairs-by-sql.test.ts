import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeCounty } from "../../county/index.ts";
import { rulesFor } from "./blocking.ts";
import { readColumnMap } from "./column-map.ts";
import { firstGuess, levels } from "./levels.ts";
import { modelOf, weightsOf } from "./linkage-model.ts";
import { loadLists } from "./load-lists.ts";
import { PairFinder, type Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";
import { pairsBySql } from "./pairs-by-sql.store.ts";
import { openLoader } from "./put-in-order.store.ts";
import { shared } from "./shared-array.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "linkage-oracle-"));
  await writeCounty({ children: 3_000, seed: "oracle", out: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

const map = readColumnMap(`
columns:
  forename: { type: name, part: given, left: [Forename, PreferredForename, MiddleNames], right: [Forename, PreferredForename, MiddleNames] }
  surname: { type: name, part: family, left: [Surname, PreferredSurname, FormerSurname], right: [Surname, PreferredSurname, FormerSurname] }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
  sex: { type: category, column: Sex }
  upn: { type: identifier, left: [UPN, FormerUPN], right: [UPN, FormerUPN] }
`);

/** Every pair that the engine finds, the left rows in three shares as threads take them. */
function byEngine(pass: Pass, weights: Weights, atLeast: number) {
  const finder = new PairFinder(pass);
  const lastKept = new Int32Array(pass.left.length).fill(-1);
  const rules = pass.rules.map((_, rule) => finder.indexed(rule));
  finder.takeUp(rules);
  const search = finder.search(weights, atLeast, lastKept);
  for (const [rule, { index }] of rules.entries()) {
    const cuts = [0, 1 / 3, 1 / 2, 1].map((share) => Math.round((share * index.hits.length) / 2) * 2);
    for (const [share, to] of cuts.slice(1).entries()) finder.find(rule, cuts[share] ?? 0, to, search);
  }
  const { length, left, right, bits, pattern } = search.found.finished();
  return Array.from({ length }, (_, at) => ({
    left: left[at] ?? -1,
    right: right[at] ?? -1,
    bits: bits[at] ?? Number.NaN,
    pattern: pattern[at] ?? -1,
  }));
}

const keyed = (pairs: readonly { left: number; right: number; pattern: number }[]) =>
  pairs.map(({ left, right, pattern }) => `${left} ${right} ${pattern}`).sort();

for (const other of ["rolls.csv", undefined])
  test(`DuckDB, from the same specification as SQL, gives the same pairs: ${other ? "two lists" : "one list with itself"} [A11]`, async () => {
    const connection = await openLoader(500, folder);
    const file = join(folder, "rolls.csv");
    const lists = await loadLists(map, { left: file, right: other && file, folder, megabytes: 500 });
    const { layout, dictionaries, left, right, isOneList, counts } = lists;
    const guessed = layout.fields.map(({ type }) => firstGuess[type]);
    const chance = layout.fields.map(({ type }) => levels[type].map((_, level) => 0.5 ** (level * 2)));
    const weights = weightsOf(modelOf(layout, guessed, chance), layout, counts, (length) =>
      shared(Float32Array, length),
    );
    const rules = rulesFor(layout, left, right, { aRule: 20, inAll: 100 });
    const pass: Pass = {
      layout,
      dictionaries,
      left,
      right,
      isOneList,
      rules,
      mostPairsOfAKey: Number.POSITIVE_INFINITY,
    };
    const atLeast = -20;
    const found = byEngine(pass, weights, atLeast);
    const expected = await pairsBySql(connection, pass, weights, atLeast);
    connection.closeSync();
    expect(found.length).toBeGreaterThan(10_000);
    expect(keyed(found)).toEqual(keyed(expected));
    const bits = new Map(expected.map((pair) => [`${pair.left} ${pair.right}`, pair.bits]));
    expect(
      found.filter((pair) => Math.abs(pair.bits - (bits.get(`${pair.left} ${pair.right}`) ?? 99)) > 1e-3),
    ).toEqual([]);
    // Every level of every field is met, or the comparison would prove less than it says.
    const met = new Set(expected.flatMap(({ pattern }) => namedLevels(layout, pattern)));
    expect([...met].filter((level) => level.startsWith("forename")).length).toBeGreaterThanOrEqual(7);
  }, 120_000);

function namedLevels({ fields }: Pass["layout"], pattern: number): string[] {
  let rest = pattern;
  return fields.toReversed().map(({ name, type }) => {
    const level = rest % levels[type].length;
    rest = Math.floor(rest / levels[type].length);
    return `${name} ${levels[type][level]}`;
  });
}
