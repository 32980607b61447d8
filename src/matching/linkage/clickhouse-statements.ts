import type { Rule } from "./blocking.ts";
import type { Layout } from "./packed-list.ts";
import type { Weights } from "./pair-weigher.ts";
import {
  type Dialect,
  doubtInSql,
  isMadeInSql,
  levelsInSql,
  likenessInSql,
  patternInSql,
  valuesInSql,
  weighedInSql,
} from "./pairs-in-sql.ts";

export const clickHouse: Dialect = {
  jaroWinkler: "jaroWinklerSimilarity",
  damerau: "damerauLevenshteinDistance",
  startsWith: "startsWith",
  has: "has",
  hasAll: "hasAll",
  number: "Int32",
  text: "String",
  numbers: "Array(Int32)",
};

/** The pass that statements are about, and the tables that hold it on the server. */
export type PassOnServer = {
  readonly layout: Layout;
  readonly isOneList: boolean;
  readonly rules: readonly Rule[];
  /** The parts of each rule that a left row must share with some right row, or 0: see `RuleParts`. */
  readonly bits: Int32Array;
  readonly left: string;
  readonly right: string;
  /** The table of keys that are left out, by rule; and the rules that have any. */
  readonly leftOut: string;
  readonly rulesLeavingOut: ReadonlySet<number>;
};

/** So many parts by the hash of the key are done one after the other, so that each fits the server's memory. */
export type PartOf = { readonly part: number; readonly parts: number };

/** By key what a rule would compare: the key and its pairs where these are too many, all others under the key 0. */
export function countedPairs(pass: PassOnServer, rule: number, mostPairsOfAKey: number, of: PartOf): string {
  const { left, right } = pass.rules[rule] as Rule;
  const meets =
    pass.bits[rule] === 0
      ? []
      : left.map((place, part) => `p${place} in (select p${right[part]} from ${pass.right})`);
  const keys = (table: string, places: readonly number[], conditions: readonly string[]) =>
    `select k, count() as n from (select ${keyOf(places, "k")} from ${table} where ${[isThere(places), isIn("k", of), ...conditions].join(" and ")}) group by k`;
  return `select if(n > ${mostPairsOfAKey}, k, 0) as key, sum(n) from (
    select l.k as k, l.n * r.n as n from (${keys(pass.left, left, meets)}) as l join (${keys(pass.right, right, [])}) as r on l.k = r.k
  ) group by key`;
}

/**
 * How often each pattern of levels is seen among the pairs that a rule makes of every nth left row: pattern, count, -1 and -1; and
 * pattern, 1 and both rows of each pair that is in doubt.
 */
export function countedPatterns(pass: PassOnServer, rule: number, everyNth: number, of: PartOf): string {
  const isDrawn = `toUInt32((row + 1) * 2654435761) % ${everyNth} = 0`;
  return `select ${patternInSql(pass.layout)} as pattern, count(), if(doubt = 1, l, -1) as rowL, if(doubt = 1, r, -1) as rowR from (
    select *, ${doubtInSql(pass.layout)} as doubt from (select a.row as l, b.row as r, ${compared(pass)} from ${pairsOf(pass, rule, of, [isDrawn], [])})) group by pattern, rowL, rowR`;
}

/** The pairs that a rule makes and no rule before it, and that weigh about enough: rows, pattern, and if it is in doubt. */
export function keptPairs(
  pass: PassOnServer,
  rule: number,
  weights: Weights,
  atLeast: number,
  rarityTable: (field: number) => string,
  of: PartOf,
): string {
  const before = pass.rules.slice(0, rule);
  const isFirst = before.map(
    (each, at) => `not (${isMadeInSql(each)}${heeds(pass, at) ? ` and a.o${at} = 0` : ""})`,
  );
  const pairs = `select a.row as l, b.row as r, ${valuesInSql(pass.layout)}, ${compared(pass)}
    from ${pairsOf(pass, rule, of, [], isFirst)}`;
  return `select l, r, pattern, doubt from (${weighedInSql(pass.layout, weights, atLeast, pairs, doubtInSql(pass.layout), rarityTable)})`;
}

function compared({ layout }: PassOnServer): string {
  const likeness = likenessInSql(layout, clickHouse);
  return `${levelsInSql(layout, clickHouse)}${likeness && ", "}${likeness}`;
}

/** Left rows `a` joined with right rows `b` by the key of a rule, those that have all of its parts the same. */
function pairsOf(
  pass: PassOnServer,
  rule: number,
  of: PartOf,
  conditions: readonly string[],
  ofPairs: readonly string[],
): string {
  const { rules, left, right, isOneList } = pass;
  const own = rules[rule] as Rule;
  // Which keys of an earlier rule are left out is asked of the left row: the right one has the same where it matters.
  const outs = rules
    .keys()
    .filter((earlier) => earlier < rule && ofPairs.length > 0 && heeds(pass, earlier))
    .map((earlier) => {
      const places = (rules[earlier] as Rule).left;
      return `${keyOf(places, `k${earlier}`)}, k${earlier} in (${keysLeftOut(pass, earlier)}) as o${earlier}`;
    })
    .toArray();
  const ownOut = heeds(pass, rule) ? [`k not in (${keysLeftOut(pass, rule)})`] : [];
  const side = (table: string, places: readonly number[], columns: string[], some: readonly string[]) =>
    `(select *, ${[keyOf(places, "k"), ...columns].join(", ")} from ${table} where ${[isThere(places), isIn("k", of), ...some].join(" and ")})`;
  return `${side(left, own.left, outs, [...ownOut, ...conditions])} as a join ${side(right, own.right, [], [])} as b on a.k = b.k
    where ${[isMadeInSql(own), ...(isOneList ? ["a.row < b.row"] : []), ...ofPairs].join(" and ")}`;
}

function heeds({ rulesLeavingOut }: PassOnServer, rule: number): boolean {
  return rulesLeavingOut.has(rule);
}

function keysLeftOut({ leftOut }: PassOnServer, rule: number): string {
  return `select key from ${leftOut} where rule = ${rule}`;
}

function isThere(places: readonly number[]): string {
  return places.map((place) => `p${place} <> 0`).join(" and ");
}

function isIn(key: string, { part, parts }: PartOf): string {
  return parts === 1 ? "1" : `${key} % ${parts} = ${part}`;
}

/**
 * A rule's parts of a row as one number, called `name`: the very number of the engine's `keyOf`, so that the same keys are
 * counted together, and left out, here and there.
 */
function keyOf(places: readonly number[], name: string): string {
  const steps = places.map((place, part) => {
    const before = part === 0 ? "toUInt32(17)" : `${name}_${part - 1}`;
    return `toUInt32(bitXor(${before}, toUInt32(p${place})) * 2654435761) as ${name}_${part}_, bitXor(${name}_${part}_, bitShiftRight(${name}_${part}_, 15)) as ${name}_${part}`;
  });
  const last = `${name}_${places.length - 1}`;
  return `${steps.join(", ")}, if(${last} = 0, toUInt32(1), ${last}) as ${name}`;
}
