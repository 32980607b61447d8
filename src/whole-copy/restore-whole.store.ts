import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { heldAlready, migrationsRun, tablesToCopy } from "./copied-tables.store.ts";
import { columnsOf } from "./export-whole.store.ts";
import { hashed } from "./hashed.ts";
import { schemaFile, UnusableCopy, type WholeCopy, wholeCopySchema } from "./schema-file.ts";

/**
 * Brings a whole copy into a system that holds nothing yet, all of it or nothing, streamed. Numbers stay what they were, and the log's seals
 * hold as before. @throws UnusableCopy for a system that holds something, a copy of another version, or a file that was changed.
 */
export async function restoreWhole(owner: pg.ClientBase, folder: string): Promise<WholeCopy> {
  const copy = await readSchema(folder);
  await owner.query("begin");
  try {
    const held = await heldAlready(owner);
    if (held)
      throw new UnusableCopy(
        `This system holds ${held} already. A whole copy is restored into an empty one: name another database.`,
      );
    await refuseOtherVersion(owner, copy);
    const tables = await tablesToCopy(owner);
    const names = tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`);
    // What is restored was checked when it was written; the rules for writing stand again before anybody else can.
    for (const name of names) await owner.query(`alter table ${name} disable trigger user`);
    // Nobody stays signed in: whoever it was is another person now.
    await owner.query(`truncate public.sessions, public.sign_ins, ${names.join(", ")}`);
    for (const { name } of tables) {
      const table = copy.tables.find((each) => each.name === name);
      if (!table) throw new UnusableCopy(`${folder} has no table ${name}. It is not whole.`);
      await readTable(owner, table, join(folder, "tables", `${name}.csv`));
    }
    for (const name of names) await owner.query(`alter table ${name} enable trigger user`);
    for (const [name, at] of Object.entries(copy.counters))
      if (at !== null)
        await owner.query("select setval(format('public.%I', $1::text)::regclass, $2::bigint)", [name, at]);
    await owner.query(`update audit_shift set added = coalesce((select greatest(max(written_by::text::bigint),
      (select max(until_transaction::text::bigint) from audit_seals)) from audit_entries), 0)`);
    await owner.query("commit");
    return copy;
  } catch (fault) {
    await owner.query("rollback").catch(() => {});
    throw fault;
  }
}

async function readSchema(folder: string): Promise<WholeCopy> {
  try {
    return wholeCopySchema.parse(JSON.parse(await readFile(join(folder, schemaFile), "utf8")));
  } catch {
    throw new UnusableCopy(`${folder} is no whole copy: its ${schemaFile} is missing or cannot be read.`);
  }
}

async function refuseOtherVersion(owner: pg.ClientBase, { migrations }: WholeCopy): Promise<void> {
  const here = await migrationsRun(owner);
  const [missing] = migrations.filter((name) => !here.includes(name));
  const [more] = here.filter((name) => !migrations.includes(name));
  if (missing)
    throw new UnusableCopy(`The copy is of a newer version (${missing}). Upgrade this system first.`);
  if (more)
    throw new UnusableCopy(
      `The copy is of an older version (without ${more}). Restore it with that version, then upgrade.`,
    );
}

async function readTable(
  owner: pg.ClientBase,
  table: WholeCopy["tables"][number],
  file: string,
): Promise<void> {
  const { stream, sha256 } = hashed();
  const rows = owner.query(
    copyFrom(
      `copy public.${pg.escapeIdentifier(table.name)} (${columnsOf(table)}) from stdin with (format csv, header)`,
    ),
  );
  await pipeline(createReadStream(file), stream, rows);
  if (sha256() !== table.sha256 || rows.rowCount !== table.rows)
    throw new UnusableCopy(`${file} is not as it was exported. Nothing was restored.`);
}
