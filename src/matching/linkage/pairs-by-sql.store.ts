import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, INTEGER, LIST, VARCHAR } from "@duckdb/node-api";
import { countsAsOther } from "./compare-values.ts";
import type { Dictionary } from "./dictionary.ts";
import { levels } from "./levels.ts";
import type { Field, Layout, PackedList } from "./packed-list.ts";
import type { Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";

/**
 * The independent oracle: the same rules, levels and weights printed as SQL and run by DuckDB, which has its own joins and its
 * own Jaro-Winkler. It answers every pair of a pass that weighs at least so many bits, as the engine does, many times slower.
 * Keys that are too common are not left out here.
 */
export async function pairsBySql(
  connection: DuckDBConnection,
  { layout, dictionaries, left, right, isOneList, rules }: Pass,
  weights: Weights,
  atLeast: number,
): Promise<{ left: number; right: number; bits: number; pattern: number }[]> {
  await fillRows(connection, "one", layout, left);
  await fillRows(connection, "other", layout, right);
  for (const [index, dictionary] of dictionaries.entries())
    if (dictionary) await fillValues(connection, index, dictionary);
  for (const [field, { dictionary }] of layout.fields.entries())
    await fillRarity(connection, field, dictionaries[dictionary]?.size ?? 0, weights.rarity[field]);
  const made = rules.map(({ left: ones, right: others }) => {
    const same = ones
      .map((place, part) => `a.p${place} <> 0 and a.p${place} = b.p${others[part]}`)
      .join(" and ");
    return `select a.row l, b.row r from one a join other b on ${same}${isOneList ? " where a.row < b.row" : ""}`;
  });
  const { fields } = layout;
  const values = fields.map(
    ({ at, dictionary }, field) =>
      `join values${dictionary} x${field} on x${field}.code = a.p${at} join values${dictionary} y${field} on y${field}.code = b.p${at}`,
  );
  const bits = fields.map(({ type }, field) => {
    const weighed = levels[type]
      .map((_, level) => `when ${level} then ${weights.bits[field]?.[level] ?? 0}`)
      .join(" ");
    const rarity = `case when v${field} = ${levels[type].length - 1} then coalesce(w${field}.bits, 0) else 0 end`;
    return `case v${field} ${weighed} end + ${rarity}`;
  });
  const pattern = fields.reduce(
    (sum, { type }, field) => `(${sum}) * ${levels[type].length} + v${field}`,
    "0::bigint",
  );
  const sql = `
    with pairs as (${made.join(" union ")}),
      levelled as (select l, r, ${fields.map(({ at }) => `a.p${at} as c${at}`).join(", ")},
          ${fields.map((field, index) => `${levelOf(layout, field, index)} as v${index}`).join(", ")}
        from pairs join one a on a.row = l join other b on b.row = r ${values.join(" ")}),
      weighed as (select l, r, ${bits.join(" + ")} as bits, ${pattern} as pattern
        from levelled ${fields.map(({ at }, field) => `left join rarity${field} w${field} on w${field}.code = c${at}`).join(" ")})
    select l, r, bits::double, pattern::double from weighed where bits >= ${atLeast}`;
  const { length } = fields;
  if (length === 0 || made.length === 0) return [];
  const rows = (await connection.runAndReadAll(sql)).getRows() as [number, number, number, number][];
  return rows.map(([l, r, weight, found]) => ({ left: l, right: r, bits: weight, pattern: found }));
}

function levelOf(layout: Layout, field: Field, index: number): string {
  const { type, at } = field;
  const [x, y] = [`a.p${at}`, `b.p${at}`];
  const isOneSlip = `damerau_levenshtein(x${index}.value, y${index}.value) <= 1`;
  const isMissing = `${x} = 0 or ${y} = 0`;
  const anyShared =
    field.slots > 1
      ? everySlot(field, (one, other) => `(${one} <> 0 and ${one} = ${other})`).join(" or ")
      : "false";
  if (type === "category") return `case when ${isMissing} then 0 when ${x} = ${y} then 2 else 1 end`;
  if (type === "identifier")
    return `case when ${x} <> 0 and ${x} = ${y} then 4 when ${anyShared} then 3 when ${isMissing} then 0 when ${isOneSlip} then 2 else 1 end`;
  if (type === "place")
    return `case when ${x} <> 0 and ${x} = ${y} then 5 when ${anyShared} then 4 when ${isMissing} then 0 when ${isOneSlip} then 3
      when a.p${field.coarse} <> 0 and a.p${field.coarse} = b.p${field.coarse} then 2 else 1 end`;
  if (type === "date") {
    const same = (from: number, count: number) =>
      `(substr(x${index}.value, ${from}, ${count}) = substr(y${index}.value, ${from}, ${count}))::int`;
    return `case when ${isMissing} then 0 when ${x} = ${y} then 5 when a.p${field.exchanged} = ${y} then 4 when ${isOneSlip} then 3
      when ${same(1, 4)} + ${same(5, 2)} + ${same(7, 2)} = 2 then 2 else 1 end`;
  }
  return nameLevelOf(layout, field, index);
}

function nameLevelOf({ fields }: Layout, field: Field, index: number): string {
  const [x, y] = [`a.p${field.at}`, `b.p${field.at}`];
  const [valueX, valueY] = [`x${index}.value`, `y${index}.value`];
  const [wordsX, wordsY] = [`x${index}.words`, `y${index}.words`];
  const given = fields.find(({ part }) => part === "given");
  const family = fields.find(({ part }) => part === "family");
  const areExchanged =
    given && family && (field === given || field === family)
      ? `a.p${given.at} = b.p${family.at} and a.p${family.at} = b.p${given.at}`
      : "false";
  const words = (code: string) => `(select words from values${field.dictionary} w where w.code = ${code})`;
  const otherName = everySlot(field, (one, other, left, right) =>
    !countsAsOther(field, left, right)
      ? "false"
      : `(${one} <> 0 and ${other} <> 0 and (${one} = ${other}${left > 0 ? ` or list_contains(${words(one)}, ${other})` : ""}${right > 0 ? ` or list_contains(${words(other)}, ${one})` : ""}))`,
  ).join(" or ");
  const several = (of: string) => `greatest(len(${of}), 1)`;
  const holds = (few: string, code: string, many: string) =>
    `case when ${several(few)} = 1 then list_contains(${many}, ${code}) else list_has_all(${many}, ${few}) end`;
  const partOf = `(${several(wordsX)} > 1 or ${several(wordsY)} > 1) and
    case when ${several(wordsX)} <= ${several(wordsY)} then ${holds(wordsX, x, wordsY)} else ${holds(wordsY, y, wordsX)} end`;
  const shortFor =
    field.part === "given"
      ? `least(len(${valueX}), len(${valueY})) >= 3 and (starts_with(${valueX}, ${valueY}) or starts_with(${valueY}, ${valueX}))`
      : "false";
  const likeness = `jaro_winkler_similarity(${valueX}, ${valueY})`;
  return `case when ${x} = 0 or ${y} = 0 then 0 when ${x} = ${y} then 7 when ${areExchanged} then 6 when ${otherName} then 5
    when (${partOf}) or (${shortFor}) then 4 when ${likeness} >= 0.92 then 3
    when damerau_levenshtein(${valueX}, ${valueY}) <= 1 and len(${valueX}) > 3 and len(${valueY}) > 3 then 3
    when ${likeness} >= 0.8 then 2 else 1 end`;
}

function everySlot(
  { at, slots }: Field,
  print: (one: string, other: string, left: number, right: number) => string,
): string[] {
  const places = Array.from({ length: slots }, (_, slot) => slot);
  return places.flatMap((left) =>
    places.map((right) => print(`a.p${at + left}`, `b.p${at + right}`, left, right)),
  );
}

async function fillRows(
  connection: DuckDBConnection,
  table: string,
  { stride }: Layout,
  list: PackedList,
): Promise<void> {
  const places = Array.from({ length: stride }, (_, place) => place);
  await connection.run(
    `create or replace table ${table} (row integer, ${places.map((place) => `p${place} integer`).join(", ")})`,
  );
  await appended(connection, table, [INTEGER, ...places.map(() => INTEGER)], list.length, (row) => [
    row,
    ...list.rows.subarray(row * stride, row * stride + stride),
  ]);
}

async function fillValues(
  connection: DuckDBConnection,
  index: number,
  dictionary: Dictionary,
): Promise<void> {
  await connection.run(
    `create or replace table values${index} (code integer, value varchar, words integer[])`,
  );
  const { letters, start, words, wordStart } = dictionary;
  const textOf = (code: number) =>
    Buffer.from(letters.subarray(start[code], start[code + 1])).toString("latin1");
  const wordsOf = (code: number) => ({ items: [...words.subarray(wordStart[code], wordStart[code + 1])] });
  await appended(connection, `values${index}`, [INTEGER, VARCHAR, LIST(INTEGER)], dictionary.size, (code) => [
    code,
    textOf(code),
    wordsOf(code),
  ]);
}

async function fillRarity(
  connection: DuckDBConnection,
  field: number,
  size: number,
  rarity: Float32Array | undefined,
): Promise<void> {
  await connection.run(`create or replace table rarity${field} (code integer, bits double)`);
  if (rarity)
    await appended(connection, `rarity${field}`, [INTEGER, DOUBLE], size, (code) => [
      code,
      rarity[code] ?? 0,
    ]);
}

async function appended(
  connection: DuckDBConnection,
  table: string,
  types: Parameters<typeof DuckDBDataChunk.create>[0],
  length: number,
  row: (at: number) => unknown[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  for (let from = 0; from < length; from += 2048) {
    const count = Math.min(2048, length - from);
    const chunk = DuckDBDataChunk.create(types, count);
    const rows = Array.from({ length: count }, (_, at) => row(from + at));
    chunk.setColumns(types.map((_, column) => rows.map((each) => each[column])) as never);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}
