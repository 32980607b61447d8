import type pg from "pg";

type Column = { name: string; type: string };

/**
 * Plants a secret in every column of words of every row by which a child is reached, past all triggers, as far as what is checked lets
 * it stand. Answers the parts and columns in which it stands.
 */
export async function plantSecret(owner: pg.Client, childId: number, secret: string): Promise<string[]> {
  const parts = (await owner.query("select part, reached from record_parts order by place")).rows as {
    part: string;
    reached: string;
  }[];
  const planted: string[] = [];
  await owner.query("set session_replication_role = replica");
  for (const { part, reached } of parts) {
    const columns = (
      await owner.query(
        `select column_name as name, data_type as type from information_schema.columns where table_schema = 'public' and table_name = $1
         and is_generated = 'NEVER' and column_name not in ('upn', 'subject', 'reference')
         -- What refers to another table can be nothing else.
         and not exists (select from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
           where c.contype = 'f' and c.conrelid = $1::text::regclass and a.attname = column_name)`,
        [part],
      )
    ).rows as Column[];
    // The rows are found before any of them changes: a name that was planted in would not be found by its name.
    const rows = (
      await owner.query(
        `select ctid::text from ${part} where ${reached.replaceAll("($1)", `(reach_of_child(${childId}))`)}`,
      )
    ).rows.map(({ ctid }) => ctid as string);
    let at = rows;
    for (const { name, type } of columns) {
      const value = plantedIn(name, type, secret);
      if (!value) continue;
      try {
        const changed = await owner.query(
          `update ${part} set ${name} = ${value} where ctid = any ($1::tid[]) returning ctid::text`,
          [at],
        );
        if (changed.rows.length === 0) continue;
        at = changed.rows.map(({ ctid }) => ctid as string);
        planted.push(`${part}.${name}`);
      } catch (fault) {
        // A word of a closed list, a reference, or a number of so many places: nothing else can stand there.
        if (!["23514", "22001", "23505", "23503"].includes((fault as { code?: string }).code ?? ""))
          throw fault;
      }
    }
  }
  await owner.query("set session_replication_role = origin");
  return planted;
}

function plantedIn(name: string, type: string, secret: string): string | undefined {
  if (type === "text" || type === "character varying") return `coalesce(${name}, '') || ' ${secret}'`;
  if (type === "bytea") return `convert_to('${secret}', 'UTF8')`;
  if (type === "ARRAY") return `${name} || array['${secret}']`;
  if (type === "jsonb")
    return `case jsonb_typeof(${name}) when 'array' then ${name} || to_jsonb('${secret}'::text) else coalesce(${name}, '{}') || jsonb_build_object('said', '${secret}'::text) end`;
  return undefined;
}

/** Every table in which the words stand anywhere, as text or as bytes, in the whole database: with how many rows. */
export async function tablesSaying(owner: pg.Client, words: string): Promise<Record<string, number>> {
  const tables = (
    await owner.query(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    )
  ).rows as { name: string }[];
  const saying: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await owner.query(
      `select count(*)::int as found from ${name} t where strpos(lower(row_to_json(t)::text), lower($1)) > 0 or strpos(row_to_json(t)::text, $2) > 0`,
      [words, Buffer.from(words).toString("hex")],
    );
    if (rows[0].found > 0) saying[name] = rows[0].found;
  }
  return saying;
}
