import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { makeFolder } from "../make-folder.ts";
import { type CopiedTable, countersAt, leftOut, migrationsRun, tablesToCopy } from "./copied-tables.store.ts";
import { hashed } from "./hashed.ts";
import { schemaFile, UnusableCopy, type WholeCopy } from "./schema-file.ts";

/** Files that people sent, kept as bytes in a row: besides their row each is written as a file of its own. */
const attachments = [
  { table: "referral_originals", called: "called" },
  { table: "lost_pupils", called: "file_name" },
] as const;

/**
 * Writes everything that the system holds into a folder: each table as CSV, what the columns are, and attached files as they came. All of
 * one moment, streamed, however much it is. @throws UnusableCopy for a folder that is not empty or cannot be made. Nothing is left of an export that broke off.
 */
export async function exportWhole(
  owner: pg.ClientBase,
  folder: string,
  now: Temporal.Instant,
): Promise<WholeCopy> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new UnusableCopy(`${folder} is not empty. Name a folder that is empty or not there yet.`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    makeFolder(join(unfinished, "tables"), 0o700);
  } catch {
    throw new UnusableCopy(`${folder} cannot be made or written. Name another folder.`);
  }
  await owner.query("begin isolation level repeatable read read only");
  try {
    const copy: WholeCopy = {
      ...{ keepsight: "whole copy", madeAt: now.toString(), migrations: await migrationsRun(owner) },
      ...{ tables: [], counters: await countersAt(owner), leftOut },
    };
    for (const table of await tablesToCopy(owner))
      copy.tables.push({
        ...table,
        ...(await writeTable(owner, table, join(unfinished, "tables", `${table.name}.csv`))),
      });
    for (const each of attachments)
      await writeAttachments(owner, each, join(unfinished, "attachments", each.table));
    await writeFile(join(unfinished, schemaFile), `${JSON.stringify(copy, undefined, 2)}\n`, { mode: 0o600 });
    await owner.query("commit");
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    return copy;
  } catch (fault) {
    await owner.query("rollback").catch(() => {});
    await rm(unfinished, { recursive: true, force: true });
    throw fault;
  }
}

/** The columns of a table as SQL names them. */
export function columnsOf({ columns }: CopiedTable): string {
  return columns.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
}

async function writeTable(
  owner: pg.ClientBase,
  table: CopiedTable,
  file: string,
): Promise<{ rows: number; sha256: string }> {
  const { stream, sha256 } = hashed();
  const rows = owner.query(
    copyTo(
      `copy public.${pg.escapeIdentifier(table.name)} (${columnsOf(table)}) to stdout with (format csv, header)`,
    ),
  );
  await pipeline(rows, stream, createWriteStream(file, { mode: 0o600 }));
  return { rows: rows.rowCount, sha256: sha256() };
}

async function writeAttachments(
  owner: pg.ClientBase,
  { table, called }: (typeof attachments)[number],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let after = "0"; ; ) {
    const { rows } = await owner.query<{ id: string; called: string; content: Buffer }>(
      `select id::text, ${called} as called, content from ${table} where id > $1 and content is not null order by id limit 1`,
      [after],
    );
    const [row] = rows;
    if (!row) return;
    await writeFile(join(folder, `${row.id}-${safeName(row.called)}`), row.content, { mode: 0o600 });
    after = row.id;
  }
}

/** A name that somebody gave a file, as far as it can be one here. */
function safeName(called: string): string {
  return (
    called
      .replaceAll(/[^\p{L}\p{N}._-]+/gu, "_")
      .replace(/^\.+/, "")
      .slice(-100) || "file"
  );
}
