import type pg from "pg";

/** The initials of the copy of an authority: from GH on, so that neither Eastmere's EM nor Westholme's WH is met. */
const initials = (isEastmere: string) =>
  `chr(((162 + 2 * k - (${isEastmere})::int) / 26 + 65)::int) || chr(((162 + 2 * k - (${isEastmere})::int) % 26 + 65)::int)`;
/** As an authority's initials stand in its cases' references: EM-C-000001 becomes GH-C-000001. */
const reference = `${initials("t.reference like 'EM%'")} || substr(t.reference, 3)`;

/**
 * The tables that are copied, each before those that point at it, and what of a row has to differ from one county to the
 * next besides its numbers. Of what a table holds and a copy lacks (audit entries, drafts, sessions) no page of the bench tells.
 */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  authorities: {
    // From 100 on: the first two are 997 and 998.
    code: "(98 + 2 * k + t.id)::text",
    name: "t.name || ' ' || k",
    initials: initials("t.initials = 'EM'"),
  },
  areas: {},
  schools: { laestab: "(98 + 2 * k + t.authority_id)::text || right(t.laestab, 4)" },
  agencies: {},
  people: { subject: "t.subject || '.' || k", email: "k || '.' || t.email" },
  posts: {},
  terms: {},
  reference_counters: {},
  retention_rules: {},
  imports: {},
  school_feeds: {},
  children: {},
  child_names: {},
  child_addresses: {},
  child_identifiers: {},
  child_particulars: {},
  child_flags: {},
  carers: {},
  provisions: {},
  list_entries: {},
  cases: { reference },
  case_facts: {},
  obligations: {},
  enquiries: { reference },
  enquiry_answers: {},
  visit_requests: { reference },
  visit_risk_assessments: {},
  visits: {},
};
/** What a column of numbers points at, by its name; `id` and `replaces` are the table's own. */
const pointsAt: Readonly<Record<string, string>> = {
  authority_id: "authorities",
  on_behalf_of: "authorities",
  to_authority_id: "authorities",
  other_authority_id: "authorities",
  moved_to_authority_id: "authorities",
  area_id: "areas",
  school_id: "schools",
  to_school_id: "schools",
  agency_id: "agencies",
  to_agency_id: "agencies",
  person_id: "people",
  made_by: "people",
  opened_by: "people",
  owner_id: "people",
  settled_by: "people",
  child_id: "children",
  matched_child_id: "children",
  case_id: "cases",
  fact_id: "case_facts",
  last_fact_id: "case_facts",
  met_by: "case_facts",
  started_by: "case_facts",
  enquiry_id: "enquiries",
  parent_id: "enquiries",
  assessment_id: "visit_risk_assessments",
  import_id: "imports",
  first_import_id: "imports",
  last_import_id: "imports",
};

/**
 * Makes `copies` more counties of the one that is loaded: each has its own two authorities, with schools, people, children and
 * cases of their own under the same names. A county of 120,000 and 74 copies have England's size. Indexes are made anew
 * afterwards, as a restore does.
 */
export async function moreCounties(
  owner: pg.Client,
  copies: number,
  say: (line: string) => void,
): Promise<void> {
  await owner.query("set session_replication_role = replica");
  await owner.query("set maintenance_work_mem = '1GB'");
  const steps = await stepsBetweenCopies(owner);
  for (const [table, differs] of Object.entries(tables)) {
    const begun = performance.now();
    const indexes = await owner.query(
      `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made from pg_index i where indrelid = $1::regclass
       and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)`,
      [table],
    );
    for (const { name } of indexes.rows) await owner.query(`drop index ${name}`);
    const columns = await columnsOf(owner, table);
    const values = columns.map((column) => {
      // A postcode lies in one county: were it in all, whoever lives at it would be looked for among 75 counties.
      if (column === "postcode")
        return "regexp_replace(t.postcode, '^[A-Z]+', chr((65 + k / 26)::int) || chr((65 + k % 26)::int))";
      const target = column === "id" || column === "replaces" ? table : pointsAt[column];
      return differs[column] ?? (target ? `t.${column} + k * ${steps[target]}` : `t.${column}`);
    });
    const { rowCount } = await owner.query(
      `insert into ${table} (${columns.join(", ")}) overriding system value
       select ${values.join(", ")} from generate_series(1, $1::int) as k cross join ${table} t`,
      [copies],
    );
    for (const { made } of indexes.rows) await owner.query(made);
    if (columns.includes("id"))
      await owner.query(
        `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`,
      );
    say(`  ${rowCount} ${table}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  }
  await owner.query("reset session_replication_role");
}

/** By how much the numbers of one county lie above those of the one before, table by table. */
async function stepsBetweenCopies(owner: pg.Client): Promise<Record<string, number>> {
  const steps: Record<string, number> = {};
  for (const table of Object.keys(tables)) {
    if (!(await columnsOf(owner, table)).includes("id")) continue;
    const { rows } = await owner.query(`select coalesce(max(id), 0) as last from ${table}`);
    steps[table] = Number(rows[0].last);
  }
  return steps;
}

/** The columns that can be written. */
async function columnsOf(owner: pg.Client, table: string): Promise<string[]> {
  const { rows } = await owner.query(
    `select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  );
  return rows.map(({ attname }) => attname);
}
