import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, INTEGER, LIST, VARCHAR } from "@duckdb/node-api";
import type { Layout, PackedList } from "./packed-list.ts";
import type { Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";
import {
  cellsOf,
  columnsOf,
  type Dialect,
  isMadeInSql,
  levelsInSql,
  valuesInSql,
  weighedInSql,
} from "./pairs-in-sql.ts";

const duckDb: Dialect = {
  jaroWinkler: "jaro_winkler_similarity",
  damerau: "damerau_levenshtein",
  startsWith: "starts_with",
  has: "list_contains",
  hasAll: "list_has_all",
  number: "integer",
  text: "varchar",
  numbers: "integer[]",
};

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
  if (layout.fields.length === 0 || rules.length === 0) return [];
  const cells = cellsOf(layout, dictionaries);
  for (const [table, list] of Object.entries({ one: left, other: right }))
    await fillRows(connection, table, layout, list, (row) => cells(list, row));
  for (const [field, rarity] of weights.rarity.entries())
    if (rarity) await fillRarity(connection, field, rarity);
  const made = rules.map(
    (rule) =>
      `select a.row l, b.row r from one a join other b on ${isMadeInSql(rule)}${isOneList ? " where a.row < b.row" : ""}`,
  );
  const levelled = `select l, r, ${valuesInSql(layout)}, ${levelsInSql(layout, duckDb)}
    from (${made.join(" union ")}) pairs join one a on a.row = l join other b on b.row = r`;
  const sql = weighedInSql(layout, weights, atLeast, levelled, "0", (field) => `rarity${field}`);
  const rows = (await connection.runAndReadAll(sql)).getRows() as [number, number, number, number][];
  return rows.map(([l, r, pattern, bits]) => ({ left: l, right: r, bits, pattern }));
}

async function fillRows(
  connection: DuckDBConnection,
  table: string,
  layout: Layout,
  { length }: PackedList,
  cells: (row: number) => (number | string | number[])[],
): Promise<void> {
  const columns = columnsOf(layout, duckDb);
  await connection.run(`create or replace table ${table} (${columns.join(", ")})`);
  const types = columns.map((column) =>
    column.endsWith("[]") ? LIST(INTEGER) : column.endsWith(duckDb.text) ? VARCHAR : INTEGER,
  );
  await appended(connection, table, types, length, (row) =>
    cells(row).map((cell) => (Array.isArray(cell) ? { items: cell } : cell)),
  );
}

async function fillRarity(connection: DuckDBConnection, field: number, rarity: Float32Array): Promise<void> {
  const table = `rarity${field}`;
  await connection.run(`create or replace table ${table} (code${field} integer, bits${field} double)`);
  await appended(connection, table, [INTEGER, DOUBLE], rarity.length, (code) => [code, rarity[code] ?? 0]);
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
