import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roles } from "../../src/access/index.ts";
import { directoryRoles } from "../../src/interface/clients/scopes.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Attempt, statementOf } from "./deeds-in-sql.ts";
import {
  type PersonOfRole,
  personsOfRoles,
  questionsAsked,
  type RowsThere,
  rowsOfPlaces,
} from "./rows-there.ts";
import { type Deed, deeds, isAllowed, type Line, type Place, whoMayWhat } from "./who-may-what.ts";

let database: TestDatabase;
let application: pg.Client;
let persons: PersonOfRole[];
let rows: Record<Place, RowsThere>;
let questions: Awaited<ReturnType<typeof questionsAsked>>;

beforeAll(async () => {
  database = await testDatabase();
  const { owner, applicationUrl } = database;
  persons = await personsOfRoles(owner);
  rows = await rowsOfPlaces(owner, persons);
  questions = await questionsAsked(owner);
  const everybody = [...persons.map(({ id }) => id), rows.here.somebody];
  await owner.query(
    `with person as (select unnest($1::bigint[]) as id),
     draft as (insert into drafts (person_id, form, content, saved_at) select id, 'test', '{}', now() from person),
     link as (insert into calendar_links (person_id, token_hash, made_at, ended_at) select id, sha256(id::text::bytea), now(), now() from person),
     choice as (insert into reminder_choices (person_id, wanted, made_at) select id, true, now() from person),
     scheduled as (insert into report_schedules (authority_id, report, every, person_id, made_at, made_by) select $2, 'unfound', 'month', id, now(), id from person),
     sent as (insert into sent_forms (key, person_id, act, sent_at) select gen_random_uuid(), id, 'open-case', now() from person)
     insert into audit_entries (at, person_id, authority_id, act) select now(), id, $2, 'test' from person`,
    [everybody, rows.here.authority],
  );
  application = new pg.Client({ connectionString: applicationUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.end();
});

type Ended = "done" | "refused" | string;

/** Tries a statement in the open transaction and undoes it. */
async function tried(client: pg.Client, statement: string): Promise<Ended> {
  try {
    const results = (await client.query(
      `savepoint before; ${statement}; rollback to before`,
    )) as unknown as pg.QueryResult[];
    return (results[1]?.rowCount ?? 0) > 0 ? "done" : "refused";
  } catch (fault) {
    await client.query("rollback to before");
    const { code, message } = fault as { code?: string; message: string };
    return code === "42501" ? "refused" : `${code} ${message}`;
  }
}

function attemptOf(line: Line, place: Place, me: number): Attempt {
  const who = /asked of the (authority|school|agency)$/.exec(line.row)?.[1] as
    | keyof typeof questions
    | undefined;
  const enquiry = who && questions[who][place];
  return { place, me, rows: enquiry === undefined ? rows[place] : { ...rows[place], enquiry } };
}

function* cells(): Generator<{ line: Line; place: Place; deed: Deed }> {
  for (const line of whoMayWhat)
    for (const place of line.places) for (const deed of deeds) yield { line, place, deed };
}

const inWords = ({ line, place, deed }: { line: Line; place: Place; deed: Deed }) =>
  `${deed} ${line.row} (${line.table}), ${place}`;

/** Every cell that ends otherwise than the table says, as this person in the application's own database role. */
async function amissFor(person: PersonOfRole, table?: string): Promise<string[]> {
  const amiss: string[] = [];
  await application.query("begin");
  await application.query("select set_config('keepsight.person', $1, true)", [String(person.id)]);
  for (const cell of cells()) {
    if (table !== undefined && cell.line.table !== table) continue;
    const statement = statementOf(cell.line, cell.deed, attemptOf(cell.line, cell.place, person.id));
    if (!statement) continue;
    const expected = isAllowed(person, cell.line, cell.deed, cell.place) ? "done" : "refused";
    const ended = await tried(application, statement);
    if (ended !== expected) amiss.push(`${inWords(cell)}: ${ended} instead of ${expected}`);
  }
  await application.query("rollback");
  return amiss;
}

describe("in SQL, as a person of each role", () => {
  test("there is somebody of each of the 26 roles", () => {
    expect(persons).toHaveLength(26);
  });

  test("every statement tried does what it says when nothing forbids it", async () => {
    const { owner } = database;
    await owner.query("begin");
    const amiss: string[] = [];
    for (const cell of cells()) {
      const statement = statementOf(
        cell.line,
        cell.deed,
        attemptOf(cell.line, cell.place, persons[0]?.id ?? 0),
      );
      const ended = statement && (await tried(owner, statement));
      // A fact stays a fact for the owner too, and what others refer to stays: 23001 and 23503 met the row.
      if (ended && ended !== "done" && !/^(23001|23503) /.test(ended))
        amiss.push(`${inWords(cell)}: ${ended}`);
    }
    await owner.query("rollback");
    expect(amiss).toEqual([]);
  });

  for (const role of [...roles, ...directoryRoles]) {
    test(`${role} sees, adds, changes and deletes what they may, where they may, and nothing else [G04] [G03]`, async () => {
      const person = persons.find((one) => one.role === role);
      if (!person) throw new Error(`Nobody holds the role ${role}`);
      expect(await amissFor(person)).toEqual([]);
    });
  }

  test("no policy can be loosened without a cell of the table showing it", async () => {
    const { owner } = database;
    const { rows: policies } = await owner.query<Policy>(
      "select tablename as table, policyname as name, qual, with_check as check from pg_policies where schemaname = 'public'",
    );
    const unnoticed: string[] = [];
    for (const { table, name, qual, check } of policies) {
      if (qual === "true" || shownElsewhere.has(`${table}.${name}`)) continue;
      const rule = (using: string | null, within: string | null) =>
        `alter policy ${name} on ${table} ${using ? `using (${using})` : ""} ${within ? `with check (${within})` : ""}`;
      await owner.query(rule(qual && "true", check && "true"));
      const amiss: string[] = [];
      for (const person of persons) if (amiss.length === 0) amiss.push(...(await amissFor(person, table)));
      if (amiss.length === 0) unnoticed.push(`${table}.${name}`);
      await owner.query(rule(qual, check));
    }
    expect(unnoticed).toEqual([]);
  });
});

/** Loosened, it opens no more rows than the policy seen shows; in whose name they are settled: see attacks.test.ts. */
const shownElsewhere: ReadonlySet<string> = new Set(["rejected_rows.settled"]);

type Policy = { table: string; name: string; qual: string | null; check: string | null };
