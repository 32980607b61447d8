import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type ColumnMap, UnusableColumnMap } from "./column-map.ts";
import { type Dictionary, DictionaryInTheMaking } from "./dictionary.ts";
import { dictionaryOf, type Layout, layoutOf, type PackedList, packed } from "./packed-list.ts";
import { standardValue } from "./standard-value.ts";

export type LoadedList = PackedList & {
  /** Which row of the file each packed row is, from 0. */
  readonly order: Int32Array;
};

/** Two lists, or one against itself, ready to be compared. */
export type LoadedLists = {
  readonly layout: Layout;
  readonly dictionaries: readonly (Dictionary | undefined)[];
  readonly left: LoadedList;
  readonly right: LoadedList;
  readonly isOneList: boolean;
  /** For each field how many rows of both lists have each code; none for an identifier, whose every value is rare. */
  readonly counts: readonly (Float64Array | undefined)[];
  /** For each field how likely two random rows are to have the same value. */
  readonly sameByValue: readonly number[];
  /** The rows that could not be read, of either list, and so are in no link. */
  readonly rejected: Record<Side, readonly RejectedRow[]>;
};

/** A row that could not be read: its line in the file, what is wrong with it, and the line itself. */
export type RejectedRow = { readonly line: number; readonly fault: string; readonly row: string };

type Side = "left" | "right";
/** A heading as a table and column of the loader's own. */
type Source = { readonly table: Side; readonly column: string };

/** A list that cannot be read; the message names the file and the mend. */
export class UnreadableList extends Error {
  override readonly name = "UnreadableList";
}

/** DuckDB in memory, with nothing fetched from outside and no more memory than is said; what does not fit is spilt. */
export async function openLoader(memoryMegabytes: number, folder: string): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${memoryMegabytes}MB`,
    temp_directory: folder,
    threads: String(availableParallelism()),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  return instance.connect();
}

/**
 * Reads one or two lists (CSV or Parquet, by the file's ending) and packs them. The tables `left` and `right` stay with
 * the connection, so that what is found can be written beside what the lists say. Throws UnreadableList and
 * UnusableColumnMap.
 */
export async function loadLists(
  connection: DuckDBConnection,
  map: ColumnMap,
  files: { readonly left: string; readonly right: string | undefined },
): Promise<LoadedLists> {
  const layout = layoutOf(map.columns);
  const sides: Side[] = files.right === undefined ? ["left"] : ["left", "right"];
  const lengths = { left: 0, right: 0 };
  const rejected: LoadedLists["rejected"] = { left: [], right: [] };
  for (const side of sides) {
    const read = await readInto(connection, side, files[side] ?? "", map);
    lengths[side] = read.count;
    rejected[side] = read.rejected;
  }

  const made = map.columns.map(({ type }, index) =>
    dictionaryOf(map.columns, index) === index ? new DictionaryInTheMaking(type) : undefined,
  );
  const codes: Record<Side, (Int32Array[] | undefined)[]> = { left: [], right: [] };
  for (const [index, dictionary] of made.entries()) {
    if (!dictionary) continue;
    const fields = [...map.columns.keys()].filter((field) => dictionaryOf(map.columns, field) === index);
    const sources = fields.flatMap((field) =>
      sides.flatMap((side) =>
        (map.columns[field]?.[side] ?? []).map((column): Source & { field: number } => ({
          table: side,
          column,
          field,
        })),
      ),
    );
    const standard = standardValue[dictionary.type];
    const coded = await codesOf(connection, sources, lengths, (raw) => dictionary.codeOf(standard(raw)));
    for (const [at, { table, field }] of sources.entries())
      codes[table][field] = [...(codes[table][field] ?? []), coded[at] as Int32Array];
  }
  const dictionaries = made.map((dictionary) => dictionary?.finished());
  const pack = (side: Side) =>
    packed(
      layout,
      dictionaries,
      map.columns.map((_, field) => codes[side][field] ?? []),
      lengths[side],
    );
  const left = pack("left");
  const right = files.right === undefined ? left : pack("right");
  const counts = layout.fields.map(({ at, dictionary }) => {
    const size = dictionaries[dictionary]?.size ?? 1;
    return { left: countsOf(left, layout.stride, at, size), right: countsOf(right, layout.stride, at, size) };
  });
  return {
    ...{ layout, dictionaries, left, right, rejected, isOneList: files.right === undefined },
    counts: counts.map(({ left: one, right: other }, field) =>
      layout.fields[field]?.type === "identifier"
        ? undefined
        : one.map((count, code) => count + (other[code] as number)),
    ),
    sameByValue: counts.map(({ left: one, right: other }) => {
      const [all, others] = [said(one), said(other)];
      return one.reduce(
        (sum, count, code) => (code === 0 ? sum : sum + (count / all) * ((other[code] as number) / others)),
        0,
      );
    }),
  };
}

async function readInto(
  connection: DuckDBConnection,
  side: Side,
  file: string,
  map: ColumnMap,
): Promise<{ count: number; rejected: RejectedRow[] }> {
  const isParquet = /\.parquet$/i.test(file);
  const from = isParquet
    ? `read_parquet(${quoted(file)})`
    : `read_csv(${quoted(file)}, all_varchar = true, header = true, null_padding = false, sample_size = 1000,
        store_rejects = true, rejects_table = 'rejects', rejects_scan = 'reject_scans', rejects_limit = ${mostRejected * 2})`;
  const id = map.id[side];
  const headings = [
    ...new Set([...(id === undefined ? [] : [id]), ...map.columns.flatMap((column) => column[side])]),
  ];
  try {
    const described =
      (await connection.runAndReadAll(`describe select * from ${from}`)).getColumns()[0] ?? [];
    // Many a list has a space after each comma, in its first line too.
    const known = new Map(described.map((heading) => [String(heading).trim(), String(heading)]));
    const selected = headings.map((heading) => {
      const inFile = known.get(heading);
      if (inFile === undefined)
        throw new UnusableColumnMap(
          `${file} has no column ${heading}. Its columns are ${[...known.keys()].join(", ")}. Name one of them in the column map.`,
        );
      return `coalesce(trim(${named(inFile)}::varchar), '') as ${named(heading)}`;
    });
    if (!isParquet) await connection.run("drop table if exists rejects; drop table if exists reject_scans");
    await connection.run(
      `create or replace table ${side}_rows as select ${selected.join(", ")} from ${from}`,
    );
  } catch (fault) {
    if (fault instanceof UnusableColumnMap) throw fault;
    throw new UnreadableList(`${file} cannot be read. ${oneLine(fault)}`);
  }
  const [[count]] = (
    await connection.runAndReadAll(`select count(*)::integer from ${side}_rows`)
  ).getRows() as [[number]];
  const rejected = isParquet ? [] : await rowsRejected(connection);
  const [first] = rejected;
  if (first && rejected.length >= mostRejected)
    throw new UnreadableList(
      `${file}: ${mostRejected} rows or more cannot be read, line ${first.line} the first: ${first.fault} Is its separator the same in every line?`,
    );
  if (first && id === undefined)
    throw new UnreadableList(
      `${file}, line ${first.line}: ${first.fault} Mend it, or name in the column map, as id, the column that tells rows apart: without one they are known by their number.`,
    );
  return { count, rejected };
}

/** From so many on, it is not the rows but the file that is wrong. */
const mostRejected = 1000;

async function rowsRejected(connection: DuckDBConnection): Promise<RejectedRow[]> {
  const found = await connection.runAndReadAll(
    `select line::integer, error_type::varchar, any_value(csv_line), any_value(error_message) from rejects
     where error_type <> 'CAST' group by 1, 2 order by 1 limit ${mostRejected}`,
  );
  const rows = new Map<number, RejectedRow>();
  for (const [line, kind, row, says] of found.getRows() as [number, string, string | null, string][])
    if (!rows.has(line)) rows.set(line, { line, fault: faults[kind] ?? `${says}.`, row: row?.trim() ?? "" });
  return [...rows.values()];
}

const faults: Record<string, string> = {
  "MISSING COLUMNS": "It has fewer cells than the line of headings.",
  "TOO MANY COLUMNS": "It has more cells than the line of headings.",
  "UNQUOTED VALUE": "A quotation mark opens and does not close.",
  "LINE SIZE OVER MAXIMUM": "It is longer than any row of a list: a quotation mark may be open.",
};

/** What a column of a list that was read says in each row of the file, in the file's order. */
export async function columnOf(connection: DuckDBConnection, side: Side, column: string): Promise<string[]> {
  const texts: string[] = [];
  for await (const chunk of chunksOf(connection, `select ${named(column)} from ${side}_rows order by rowid`))
    for (const text of chunk.getColumnValues(0)) texts.push(String(text));
  return texts;
}

/** Codes of some columns whose values are of one kind: each distinct text is looked at once, not once a row. */
async function codesOf(
  connection: DuckDBConnection,
  sources: readonly Source[],
  lengths: Record<Side, number>,
  codeOf: (raw: string) => number,
): Promise<Int32Array[]> {
  const distinct = sources
    .map(({ table, column }) => `select distinct ${named(column)} as v from ${table}_rows`)
    .join(" union ");
  // In their own order: codes decide the samples by which rules are chosen, and the same lists must give the same links.
  await connection.run(
    `create or replace temp table texts as select v, (row_number() over (order by v))::integer - 1 as n from (${distinct})`,
  );
  const texts: string[] = [];
  for await (const chunk of chunksOf(connection, "select v from texts order by n"))
    for (const text of chunk.getColumnValues(0)) texts.push(String(text));
  const code = Int32Array.from(texts, codeOf);
  const coded = sources.map(({ table }) => new Int32Array(lengths[table]));
  const ofTable = Map.groupBy(sources.keys(), (at) => (sources[at] as Source).table);
  for (const [table, places] of ofTable) {
    const joins = places
      .map((at, n) => `join texts t${n} on t${n}.v = r.${named((sources[at] as Source).column)}`)
      .join(" ");
    const sql = `select r.rowid, ${places.map((_, n) => `t${n}.n`).join(", ")} from ${table}_rows r ${joins}`;
    for await (const chunk of chunksOf(connection, sql)) {
      const rows = (chunk.getColumnVector(0) as unknown as { items: BigInt64Array }).items;
      for (const [n, at] of places.entries()) {
        const items = (chunk.getColumnVector(n + 1) as unknown as { items: Int32Array }).items;
        const to = coded[at] as Int32Array;
        for (let each = 0; each < chunk.rowCount; each++)
          to[Number(rows[each])] = code[items[each] as number] as number;
      }
    }
  }
  return coded;
}

async function* chunksOf(connection: DuckDBConnection, sql: string) {
  const result = await connection.stream(sql);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    yield chunk;
}

function countsOf({ rows }: PackedList, stride: number, at: number, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (let place = at; place < rows.length; place += stride) {
    const code = rows[place] as number;
    counts[code] = (counts[code] as number) + 1;
  }
  return counts;
}

function said(counts: Float64Array): number {
  return Math.max(
    1,
    counts.reduce((sum, count, code) => (code === 0 ? sum : sum + count), 0),
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A heading as SQL has it. */
export function named(heading: string): string {
  return `"${heading.replaceAll('"', '""')}"`;
}

function oneLine(fault: unknown): string {
  return String((fault as Error).message).split("\n")[0] ?? "";
}
