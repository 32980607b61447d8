import type pg from "pg";

/** What a whole copy leaves out, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  application_login: "the password of the program's own login; each system makes its own",
  migrations: "named in schema.json; a copy is restored into a system that has run the same ones",
  sessions: "who is signed in now",
  provider_trust: "whom each sign-in provider speaks for, as this server's file says at each start",
  sign_ins: "who is signing in now",
  audit_shift: "where the log's count begins on this server",
};

export type CopiedColumn = { name: string; type: string; nullable: boolean };
export type CopiedTable = { name: string; columns: CopiedColumn[] };

/** Every table with its columns, those that others refer to first. */
export async function tablesToCopy(owner: pg.ClientBase): Promise<CopiedTable[]> {
  const { rows } = await owner.query<CopiedTable & { refers: string[] }>(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'nullable', not a.attnotnull) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      array(select r.relname::text from pg_constraint k join pg_class r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as refers
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`);
  const left = new Map(rows.filter(({ name }) => !(name in leftOut)).map((table) => [table.name, table]));
  const inOrder: CopiedTable[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ refers }) => refers.every((name) => !left.has(name)));
    if (ready.length === 0)
      throw new Error(`These tables refer to each other in a circle: ${[...left.keys()].join(", ")}`);
    for (const { name, columns } of ready) {
      left.delete(name);
      inOrder.push({ name, columns });
    }
  }
  return inOrder;
}

/** Which migrations have run: a copy fits a system that has run the same. */
export async function migrationsRun(owner: pg.ClientBase): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>("select name from migrations order by name");
  return rows.map(({ name }) => name);
}

/** How far each counter of numbers is; null where it has given none out. */
export async function countersAt(owner: pg.ClientBase): Promise<Record<string, string | null>> {
  const { rows } = await owner.query<{ name: string; at: string | null }>(
    "select sequencename as name, last_value::text as at from pg_sequences where schemaname = 'public' order by 1",
  );
  return Object.fromEntries(rows.map(({ name, at }) => [name, at]));
}

/** What somebody would lose by a restore; undefined where the system is as it was installed. */
export async function heldAlready(owner: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await owner.query<{ held: string }>(`
    select case when exists (select from children) then 'children' when exists (select from authorities) then 'authorities'
      when exists (select from audit_entries) then 'a log' when (select count(*) from people) > 1 then 'people' end as held`);
  return rows[0]?.held ?? undefined;
}
