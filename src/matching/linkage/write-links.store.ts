import { DOUBLE, type DuckDBConnection, DuckDBDataChunk, INTEGER, UTINYINT } from "@duckdb/node-api";
import type { ColumnMap } from "./column-map.ts";
import { levels, levelWords } from "./levels.ts";
import { answers, type Links } from "./link-lists.ts";
import type { LinkageModel } from "./linkage-model.ts";
import { type LoadedLists, named } from "./load-lists.store.ts";
import type { Layout } from "./packed-list.ts";
import { levelsIn } from "./pairs.ts";

const rowsAChunk = 2048;

/**
 * Writes links to a file (CSV, or Parquet by its ending), the likeliest first: both ids, weight in bits, probability,
 * what becomes of the pair, and the evidence field by field in words with its bits. Expects the tables that `loadLists`
 * left with the connection.
 */
export async function writeLinks(
  connection: DuckDBConnection,
  map: ColumnMap,
  lists: LoadedLists,
  links: Links,
  model: LinkageModel,
  file: string,
): Promise<void> {
  await connection.run(
    "create or replace table links (l integer, r integer, weight double, probability double, pattern integer, answer utinyint)",
  );
  await connection.run("create or replace table evidence (pattern integer, words varchar)");
  const patterns = new Map<number, number>();
  const appender = await connection.createAppender("links");
  for (let from = 0; from < links.length; from += rowsAChunk) {
    const to = Math.min(links.length, from + rowsAChunk);
    const chunk = DuckDBDataChunk.create([INTEGER, INTEGER, DOUBLE, DOUBLE, INTEGER, UTINYINT], to - from);
    const column = (of: (at: number) => number) =>
      Array.from({ length: to - from }, (_, at) => of(from + at));
    chunk.setColumns([
      column((at) => lists.left.order[links.left[at] as number] as number),
      column((at) => lists.right.order[links.right[at] as number] as number),
      column((at) => links.weight[at] as number),
      column((at) => links.probability[at] as number),
      column((at) => {
        const pattern = links.pattern[at] as number;
        const known = patterns.get(pattern) ?? patterns.size;
        patterns.set(pattern, known);
        return known;
      }),
      column((at) => links.answer[at] as number),
    ]);
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
  const words = await connection.createAppender("evidence");
  for (const [pattern, number] of patterns) {
    words.appendInteger(number);
    words.appendVarchar(evidenceInWords(lists.layout, pattern, model));
    words.endRow();
  }
  words.closeSync();
  const isParquet = /\.parquet$/i.test(file);
  const rightTable = lists.isOneList ? "left_rows" : "right_rows";
  const idOf = (side: "left" | "right", table: string) => {
    const id = map.id[lists.isOneList ? "left" : side];
    if (id === undefined) return `${table}.rowid + 2`;
    const column = `${table}.${named(id)}`;
    // What a spreadsheet would run as a formula is made text; a negative number is none.
    return isParquet ? column : `regexp_replace(${column}, '^([=+@\\t\\r]|-[^0-9])', '''\\1')`;
  };
  const format = isParquet ? "format parquet" : "format csv, header true";
  await connection.run(`copy (
    select ${idOf("left", "a")} as left_id, ${idOf("right", "b")} as right_id, round(weight, 2) as weight,
      round(probability, 6) as probability, case answer ${answers.map((words, at) => `when ${at} then '${words}'`).join(" ")} end as answer,
      words as evidence
    from links join evidence using (pattern) join left_rows a on a.rowid = l join ${rightTable} b on b.rowid = r
    order by weight desc, l, r) to '${file.replaceAll("'", "''")}' (${format})`);
}

/** The evidence of a pattern: `surname spelt nearly the same +6.5; born the same +12.4`. */
export function evidenceInWords(layout: Layout, pattern: number, model: LinkageModel): string {
  return levelsIn(layout, pattern)
    .flatMap((level, field) => {
      const of = layout.fields[field];
      const name = of && levels[of.type][level];
      if (!of || !name || level === 0) return [];
      const { m, u } = model.fields[field] ?? { m: {}, u: {} };
      const bits = Math.log2(
        ((m as Record<string, number>)[name] ?? 1) / ((u as Record<string, number>)[name] ?? 1),
      );
      return `${of.name} ${levelWords[name]} ${bits < 0 ? "" : "+"}${bits.toFixed(1)}`;
    })
    .join("; ");
}
