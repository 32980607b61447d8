import { renameSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { UnusableColumnMap } from "./column-map.ts";
import { type RejectedRow, UnreadableList } from "./unreadable-list.ts";

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
 * Makes a plain CSV file in `folder` of what is none: Parquet (by the file's ending), another separator, uneven rows, cells of
 * several lines. DuckDB reads it. Answers the copy, with the wanted columns, and the rows that could not be read. Throws
 * UnreadableList and UnusableColumnMap, which call the list by its `name`.
 */
export async function putInOrder(
  connection: DuckDBConnection,
  list: { readonly side: string; readonly file: string; readonly name: string },
  id: string | undefined,
  headings: readonly string[],
  folder: string,
): Promise<{ file: string; rejected: RejectedRow[] }> {
  const { side, file, name } = list;
  const copy = join(folder, `${side}-in-order.csv`);
  const isParquet = /\.parquet$/i.test(name);
  const from = isParquet
    ? `read_parquet(${quoted(file)})`
    : `read_csv(${quoted(file)}, all_varchar = true, header = true, null_padding = false, sample_size = 1000,
        store_rejects = true, rejects_table = 'rejects', rejects_scan = 'reject_scans', rejects_limit = ${mostRejected * 2})`;
  try {
    const described =
      (await connection.runAndReadAll(`describe select * from ${from}`)).getColumns()[0] ?? [];
    // Many a list has a space after each comma, in its first line too.
    const known = new Map(described.map((heading) => [String(heading).trim(), String(heading)]));
    const selected = headings.map((heading) => {
      const inFile = known.get(heading);
      if (inFile === undefined)
        throw new UnusableColumnMap(
          `${name} has no column ${heading}. Its columns are ${[...known.keys()].join(", ")}. Name one of them in the column map.`,
        );
      const onOneLine = String.raw`regexp_replace(trim(${named(inFile)}::varchar), '[\r\n]+', ' ', 'g')`;
      return `coalesce(${onOneLine}, '') as ${named(heading)}`;
    });
    if (!isParquet) await connection.run("drop table if exists rejects; drop table if exists reject_scans");
    await connection.run(
      `copy (select ${selected.join(", ")} from ${from}) to ${quoted(copy)} (format csv, header true, force_quote *)`,
    );
  } catch (fault) {
    if (fault instanceof UnusableColumnMap) throw fault;
    throw new UnreadableList(`${name} cannot be read. ${oneLine(fault)}`);
  }
  const rejected = isParquet ? [] : await rowsRejected(connection);
  const [first] = rejected;
  if (first && rejected.length >= mostRejected)
    throw new UnreadableList(
      `${name}: ${mostRejected} rows or more cannot be read, line ${first.line} the first: ${first.fault} Is its separator the same in every line?`,
    );
  if (first && id === undefined)
    throw new UnreadableList(
      `${name}, line ${first.line}: ${first.fault} Mend it, or name in the column map, as id, the column that tells rows apart: without one they are known by their number.`,
    );
  return { file: copy, rejected };
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

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function named(heading: string): string {
  return `"${heading.replaceAll('"', '""')}"`;
}

function oneLine(fault: unknown): string {
  return String((fault as Error).message).split("\n")[0] ?? "";
}

/** Makes a Parquet file of a CSV file with these columns. */
export async function asParquet(
  csv: string,
  columns: Readonly<Record<string, string>>,
  file: string,
  { folder, megabytes }: { readonly folder: string; readonly megabytes: number },
): Promise<void> {
  const connection = await openLoader(megabytes, folder);
  const unfinished = `${file}.unfinished`;
  const types = Object.entries(columns).map(([name, type]) => `${named(name)}: ${quoted(type)}`);
  try {
    await connection.run(
      `copy (select * from read_csv(${quoted(csv)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
        columns = {${types.join(", ")}})) to ${quoted(unfinished)} (format parquet)`,
    );
    renameSync(unfinished, file);
  } finally {
    connection.closeSync();
    rmSync(unfinished, { force: true });
  }
}
