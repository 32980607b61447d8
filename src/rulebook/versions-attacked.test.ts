import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";

let database: TestDatabase;
let application: pg.Client;
let version: number;
let people: Record<"editor" | "leader" | "stranger" | "officer", number>;
const at = "'2026-11-24T10:00:00Z'";

beforeAll(async () => {
  database = await testDatabase();
  application = new pg.Client({ connectionString: database.applicationUrl });
  await application.connect();
  const personOf = async (name: string) => (await database.who(name)).personId;
  people = {
    editor: await personOf("data.eastmere"),
    leader: await personOf("named.eastmere"),
    stranger: await personOf("named.westholme"),
    officer: await personOf("cme.eastmere"),
  };
  const { rows } = await database.owner.query(
    `with version as (insert into procedure_versions (authority_id, procedure, based_on, made_at, made_by)
       select id, 'norfolk', '1', ${at}, $1 from authorities where name = 'Eastmere' returning id),
     text as (insert into procedure_texts (version_id, revision, version, title, body, made_at, made_by)
       select id, 1, 'EM-1', 'Ours', 'the text', ${at}, $1 from version)
     select id from version`,
    [people.editor],
  );
  version = Number(rows[0].id);
});
afterAll(async () => {
  await application.end();
  await database.end();
});

/** What the database answers to a statement of a person in the application's own role: rows, or the code of its refusal. */
async function tried(person: number | "", statement: string): Promise<number | string> {
  await application.query("begin");
  try {
    await application.query("select set_config('keepsight.person', $1, true)", [String(person)]);
    return (await application.query(statement)).rowCount ?? 0;
  } catch (fault) {
    return (fault as { code: string }).code;
  } finally {
    await application.query("rollback");
  }
}

const notAllowed = "42501";
const stays = "23001";
const text = (person: number) =>
  `insert into procedure_texts (version_id, revision, version, title, body, made_at, made_by)
   values (${version}, 2, 'EM-1', 'Ours', 'another text', ${at}, ${person})`;
const decision = (person: number, { proof = "null", from = "'2026-11-24'" } = {}) =>
  `insert into procedure_decisions (version_id, authority_id, procedure, decision, version, revision, proof_id, in_force_from, followed_from, made_at, made_by)
   select id, authority_id, procedure, 'in-force', 'EM-1', 1, ${proof}, ${from}, '2026-11-24T10:01:00Z', ${at}, ${person}
   from (values (${version}, (select id from authorities where name = 'Eastmere'), 'norfolk')) as v (id, authority_id, procedure)`;

test("another authority sees and writes nothing of a version, and says so to nobody [G04]", async () => {
  for (const table of ["procedure_versions where id", "procedure_texts where version_id"])
    expect(await tried(people.stranger, `select from ${table} = ${version}`)).toBe(0);
  expect(await tried(people.stranger, text(people.stranger))).toBe(notAllowed);
  expect(await tried(people.stranger, decision(people.stranger))).not.toBe(1);
  expect(
    await tried(
      people.stranger,
      `insert into procedure_versions (authority_id, procedure, based_on, made_at, made_by)
       select id, 'norfolk', '1', ${at}, ${people.stranger} from authorities where name = 'Eastmere'`,
    ),
  ).toBe(notAllowed);
});

test("the program itself, before anybody is known, reads what is in force and no draft [G04]", async () => {
  for (const table of ["procedure_versions where id", "procedure_texts where version_id"])
    expect(await tried("", `select from ${table} = ${version}`)).toBe(0);
});

test("who works cases reads the authority's versions and writes none, and nobody writes in another's name [G04]", async () => {
  expect(await tried(people.officer, `select from procedure_versions where id = ${version}`)).toBe(1);
  expect(await tried(people.officer, text(people.officer))).toBe(notAllowed);
  expect(await tried(people.editor, text(people.leader))).toBe(notAllowed);
  expect(await tried(people.editor, text(people.editor))).toBe(1);
});

test("nobody proves a text by hand: only the worker writes what a proof found [G04]", async () => {
  const asked = `insert into procedure_proofs (version_id, revision, made_at, made_by) values (${version}, 1, ${at}, ${people.editor})`;
  const proved = `insert into procedure_proofs (version_id, revision, state, made_at, made_by) values (${version}, 1, 'proved', ${at}, ${people.editor})`;
  expect(await tried(people.editor, asked)).toBe(1);
  expect(await tried(people.editor, proved)).toBe(notAllowed);
  expect(await tried(people.editor, "update procedure_proofs set state = 'proved'")).toBe(notAllowed);
});

test("only what is proved is put in force, by another person, and from no day that has passed [G04]", async () => {
  const { rows } = await database.owner.query(
    `insert into procedure_proofs (version_id, revision, state, made_at, made_by, finished_at)
     values ($1, 1, 'refused', ${at}, $2, ${at}), ($1, 1, 'proved', ${at}, $2, ${at}) returning id`,
    [version, people.editor],
  );
  const [refused, proof] = rows.map(({ id }) => String(id)) as [string, string];
  expect(await tried(people.leader, decision(people.leader, { proof: refused }))).toBe(stays);
  expect(await tried(people.leader, decision(people.leader, { proof, from: "'2026-11-23'" }))).toBe(stays);
  expect(await tried(people.editor, decision(people.editor, { proof }))).not.toBe(1);
  expect(await tried(people.leader, decision(people.editor, { proof }))).not.toBe(1);
  expect(await tried(people.leader, decision(people.leader, { proof }))).toBe(1);
  // Whoever wrote some of it, though they may put procedures in force.
  await database.owner.query("begin");
  await database.owner.query(text(people.leader));
  await expect(
    database.owner.query(decision(people.leader, { proof }).replace("'EM-1', 1", "'EM-1', 2")),
  ).rejects.toMatchObject({ code: stays });
  await database.owner.query("rollback");
});

test("a version in force is never changed, not even by the owner of the tables [G03]", async () => {
  const { owner } = database;
  const { rows } = await owner.query("select max(id) as id from procedure_proofs where state = 'proved'");
  await owner.query(decision(people.leader, { proof: String(rows[0].id) }));
  await expect(owner.query(text(people.editor))).rejects.toMatchObject({ code: stays });
  for (const change of [
    "update procedure_texts set body = 'changed'",
    "update procedure_decisions set in_force_from = '2027-01-01'",
    "delete from procedure_decisions",
    "truncate procedure_texts cascade",
  ])
    await expect(owner.query(change), change).rejects.toMatchObject({ code: stays });
});
