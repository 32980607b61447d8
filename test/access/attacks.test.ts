import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectionPool, databaseFor } from "../../src/database/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import {
  type PersonOfRole,
  personsOfRoles,
  questionsAsked,
  type RowsThere,
  rowsOfPlaces,
} from "./rows-there.ts";
import type { Place } from "./who-may-what.ts";

let database: TestDatabase;
let application: pg.Client;
let persons: PersonOfRole[];
let rows: Record<Place, RowsThere>;
let questions: Awaited<ReturnType<typeof questionsAsked>>;

beforeAll(async () => {
  database = await testDatabase();
  persons = await personsOfRoles(database.owner);
  rows = await rowsOfPlaces(database.owner, persons);
  questions = await questionsAsked(database.owner);
  application = new pg.Client({ connectionString: database.applicationUrl });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.end();
});

const idOf = (role: string): number => persons.find((person) => person.role === role)?.id ?? 0;

/** What a statement does as a person of this role, and undoes it: the rows it changed or read, or the refusal's code. */
async function as(role: string, ...statements: string[]): Promise<number | string | undefined> {
  await application.query("begin");
  try {
    await application.query("select set_config('keepsight.person', $1, true)", [String(idOf(role))]);
    let changed: number | null = 0;
    for (const statement of statements) changed = (await application.query(statement)).rowCount;
    return changed ?? 0;
  } catch (fault) {
    return (fault as { code?: string }).code;
  } finally {
    await application.query("rollback");
  }
}

const refused = "42501";
const at = "'2026-11-04T10:00:00Z'";

describe("nobody moves a row", () => {
  test.each([
    [
      "a child into another authority",
      () =>
        `update children set authority_id = ${rows["another authority"].authority} where id = ${rows.here.child}`,
    ],
    [
      "a case into another authority",
      () =>
        `update cases set authority_id = ${rows["another authority"].authority} where id = ${rows.here.case}`,
    ],
    [
      "a case to another child",
      () => `update cases set child_id = ${rows.here.spareChild} where id = ${rows.here.case}`,
    ],
    [
      "what is owed to another case",
      () => `update obligations set case_id = ${rows["another area"].case} where case_id = ${rows.here.case}`,
    ],
    [
      "a referral to another school",
      () =>
        `update referrals set school_id = ${rows["another area"].school} where id = ${rows.here.referral}`,
    ],
    [
      "a question to somebody else",
      () =>
        `update enquiries set to_agency_id = null, to_school_id = ${rows.here.school} where id = ${rows.here.enquiry}`,
    ],
    [
      "a file to another school",
      () => `update imports set school_id = ${rows["another area"].school} where id = ${rows.here.import}`,
    ],
    [
      "a draft to another person",
      () =>
        `insert into drafts (person_id, form, content, saved_at) values (${idOf("cme-officer")}, 'test', '{}', ${at}); update drafts set person_id = ${rows.here.somebody}`,
    ],
    ["a session to another person", () => `update sessions set person_id = ${rows.here.somebody}`],
  ])("%s [G04]", async (_what, statement) => {
    expect(await as("cme-officer", statement())).toBe(refused);
  });

  test("an area officer a case out of their own sight [G04]", async () => {
    expect(
      await as(
        "area-manager",
        `update cases set area_id = ${rows["another area"].area} where id = ${rows.here.case}`,
      ),
    ).toBe(refused);
  });

  test("a school a pupil onto another school's roll [G04]", async () => {
    const taken = `update children set school_id = ${rows["another area"].school} where id = ${rows.here.child}`;
    expect(await as("school-attendance-officer", taken)).toBe(refused);
  });

  test("a referral to a child or case that they may not know of [G04]", async () => {
    const { child } = rows.restricted;
    expect(
      await as("cme-officer", `update referrals set child_id = ${child} where id = ${rows.here.referral}`),
    ).toBe(refused);
  });
});

describe("nobody signs with another's name", () => {
  const other = () => rows.here.somebody;
  test.each([
    [
      "a fact of a case",
      () =>
        `insert into case_facts (case_id, kind, happened_at, made_at, made_by) values (${rows.here.case}, 'note-made', ${at}, ${at}, ${other()})`,
    ],
    [
      "a fact about a child",
      () =>
        `insert into child_flags (child_id, flag, source, made_at, made_by) values (${rows.here.child}, '', '', ${at}, ${other()})`,
    ],
    [
      "a case",
      () =>
        `insert into cases (reference, authority_id, child_id, reason, procedure, procedure_version, opened_at, opened_by) values ('X', ${rows.here.authority}, ${rows.here.spareChild}, '', '', '', ${at}, ${other()})`,
    ],
    [
      "a referral",
      () =>
        `insert into referrals (reference, form, authority_id, school_id, content, received_at, made_at, made_by) values ('X', 'cme1', ${rows.here.authority}, ${rows.here.school}, '{}', ${at}, ${at}, ${other()})`,
    ],
    [
      "what a sender is told",
      () =>
        `insert into referral_progress (referral_id, words, made_at, made_by) values (${rows.here.referral}, '', ${at}, ${other()})`,
    ],
    [
      "a search",
      () =>
        `insert into searches (authority_id, lists, candidates, made_at, made_by) values (${rows.here.authority}, '[]', '[]', ${at}, ${other()})`,
    ],
    [
      "a question",
      () =>
        `insert into enquiries (reference, case_id, authority_id, to_kind, to_agency_id, question, disclosed, lawful_basis, asked_at, made_by) values ('X', ${rows.here.case}, ${rows.here.authority}, '', ${rows.here.agency}, '', '{}', '', ${at}, ${other()})`,
    ],
    [
      "an answer",
      () =>
        `insert into enquiry_answers (enquiry_id, answer, answered_by, made_at, made_by) values (${questions.authority.here}, 'not-sure', '', ${at}, ${other()})`,
    ],
    [
      "a file",
      () =>
        `insert into imports (list, file_name, file_hash, made_at, made_by) values ('school-roll', '', '', ${at}, ${other()})`,
    ],
    ["an audit entry", () => `insert into audit_entries (at, person_id, act) values (${at}, ${other()}, '')`],
    [
      "an audit entry, with none at all",
      () => `insert into audit_entries (at, person_id, act) values (${at}, null, '')`,
    ],
  ])("%s [G03] [G04]", async (_what, statement) => {
    expect(await as("cme-officer", statement())).toBe(refused);
  });

  test("a refused row that they settle [G03]", async () => {
    const settled = `update rejected_rows set settled_by = ${other()}, settled_at = ${at} where import_id = ${rows.here.import}`;
    expect(await as("data-officer", settled)).toBe(refused);
  });
});

describe("facts", () => {
  test("of one case correct none of another [G03]", async () => {
    const correction = `insert into case_facts (case_id, kind, happened_at, made_at, made_by, replaces)
      values (${rows.here.case}, 'note-made', ${at}, ${at}, ${idOf("cme-officer")}, ${rows["another area"].fact})`;
    expect(await as("cme-officer", correction)).toBe("23503");
  });

  test("are not changed, deleted or emptied by the owner either [G03]", async () => {
    const { rows: tables } = await database.owner.query(
      "select distinct tgrelid::regclass::text as name from pg_trigger where tgname = 'facts_stay' order by name",
    );
    expect(tables.length).toBeGreaterThan(10);
    await database.owner.query(`insert into audit_seals (from_transaction, until_transaction, entries, previous, digest, sealed_at)
      values ('0', '1', 0, '', '', ${at})`);
    await database.owner.query(
      `insert into reminder_choices (person_id, wanted, made_at) values (${rows.here.somebody}, true, ${at})`,
    );
    const columns: Record<string, string> = {
      ...{ audit_entries: "at", audit_seals: "sealed_at", subject_access_lines: "words" },
    };
    for (const { name } of tables) {
      const column = columns[name] ?? "made_at";
      for (const statement of [
        `update ${name} set ${column} = ${column}`,
        `delete from ${name}`,
        `truncate ${name} cascade`,
      ])
        await expect(database.owner.query(statement), statement).rejects.toMatchObject({ code: "23001" });
    }
  });

  test("a visit stands on a risk assessment of its own case [E02]", async () => {
    const visit = `insert into visits (case_id, fact_id, assessment_id, visited_at, found, card_left, made_at, made_by)
      values (${rows.here.case}, ${rows.here.fact}, ${rows["another area"].assessment}, ${at}, 'no-answer', true, ${at}, ${idOf("cme-officer")})`;
    expect(await as("cme-officer", visit)).toBe("23503");
  });
});

describe("a restricted child", () => {
  const leave = (child: number, person: string, by: string) =>
    `insert into restricted_leave (child_id, person_id, given_by, given_at) values (${child}, ${idOf(person)}, ${idOf(by)}, ${at})`;
  const restriction = (child: number) => `update children set restricted = true where id = ${child}`;

  test("becomes one by somebody who may, and who has leave to see them afterwards [G04]", async () => {
    const { child } = rows.here;
    const own = leave(child, "safeguarding-lead", "safeguarding-lead");
    expect(await as("safeguarding-lead", restriction(child))).toBe(refused);
    expect(await as("safeguarding-lead", own, restriction(child))).toBe(1);
    expect(await as("cme-officer", own)).toBe(refused);
    expect(await as("cme-officer", restriction(child))).toBe(refused);
  });

  test("takes along what is written already, and whatever is written after [G04]", async () => {
    const { owner } = database;
    const { spareChild: child, school, authority, agency } = rows["another area"];
    const made = `${at}, ${rows.here.somebody}`;
    const cased =
      await owner.query(`insert into cases (reference, authority_id, child_id, reason, procedure, procedure_version, opened_at, opened_by)
      values ('LATE', ${authority}, ${child}, '', '', '', ${made}) returning id`);
    await owner.query(`update children set restricted = true where id = ${child};
      insert into referrals (reference, form, authority_id, school_id, child_id, content, received_at, made_at, made_by)
        values ('LATE-1', 'cme1', ${authority}, ${school}, ${child}, '{}', ${at}, ${made});
      insert into referrals (reference, form, authority_id, content, received_at, made_at, made_by)
        values ('LATE-2', 'cme2', ${authority}, '{}', ${at}, ${made});
      update referrals set child_id = ${child} where reference = 'LATE-2';
      insert into enquiries (reference, case_id, authority_id, to_kind, to_agency_id, question, disclosed, lawful_basis, asked_at, made_by)
        values ('LATE-3', ${cased.rows[0].id}, ${authority}, '', ${agency}, '', '{}', '', ${made});
      insert into searches (authority_id, lists, candidates, decided_child_id, made_at, made_by)
        values (${authority}, '["late"]', '[]', ${child}, ${made})`);
    for (const hidden of [
      "from cases where reference = 'LATE'",
      "from referrals where reference like 'LATE-%'",
      "from enquiries where reference = 'LATE-3'",
      `from searches where lists = '["late"]'`,
    ])
      expect(await as("cme-officer", `select ${hidden}`), hidden).toBe(0);
  });

  test("hides a search in which it came back, and not the decision that was told [G04]", async () => {
    const { authority, referral } = rows.here;
    const search = (
      child: number,
    ) => `insert into searches (referral_id, authority_id, lists, candidates, made_at, made_by)
      values (${referral}, ${authority}, '["came back"]', '[{"childId": null}, {"childId": ${child}}]', ${at}, ${rows.here.somebody})`;
    await database.owner.query(search(rows.here.child));
    await database.owner.query(search(rows.restricted.child));
    const seen = `select from searches where lists = '["came back"]'`;
    expect(await as("cme-officer", seen)).toBe(1);
  });

  test("is not found in the list of who has leave either [G04]", async () => {
    const { child } = rows.restricted;
    expect(await as("named-officer", `select from restricted_leave where child_id = ${child}`)).toBe(0);
  });
});

describe("questions between authorities", () => {
  const passed = (
    parent: number | undefined,
    { onBehalfOf, to = rows.here.school }: { onBehalfOf: number; to?: number },
  ) =>
    `insert into enquiries (reference, parent_id, on_behalf_of, authority_id, to_kind, to_school_id, question, disclosed, lawful_basis, asked_at, made_by)
     values ('X', ${parent}, ${onBehalfOf}, ${rows.here.authority}, 'school', ${to}, '', '{}', '', ${at}, ${idOf("cme-officer")})`;
  const westholme = () => rows["another authority"].authority;

  test("are passed on by the authority that was asked, in the asker's name, to a school of its own [G01] [G04]", async () => {
    expect(await as("cme-officer", passed(questions.authority.here, { onBehalfOf: westholme() }))).toBe(1);
    const wrong = [
      passed(questions.authority["another authority"], { onBehalfOf: westholme() }),
      passed(questions.authority.here, { onBehalfOf: rows.here.authority }),
      passed(questions.authority.here, { onBehalfOf: westholme(), to: rows["another authority"].school }),
      passed(rows.here.enquiry, { onBehalfOf: westholme() }),
    ];
    for (const statement of wrong) expect(await as("cme-officer", statement), statement).toBe(refused);
    expect(await as("auditor", passed(questions.authority.here, { onBehalfOf: westholme() }))).toBe(refused);
  });

  test("are answered by whoever is asked, who does not give themselves more time [E01]", async () => {
    const late = `update enquiries set due_at = ${at} where id = `;
    expect(await as("police", `${late}${questions.agency.here}`)).toBe(refused);
    expect(await as("school-attendance-officer", `${late}${questions.school.here}`)).toBe(refused);
    expect(await as("cme-officer", `${late}${rows.here.enquiry}`)).toBe(1);
  });

  test("show an answerer nothing of the case they were asked for [G01] [G04]", async () => {
    for (const table of [
      "cases",
      "case_facts",
      "children",
      "child_names",
      "referrals",
      "obligations",
      "list_entries",
    ])
      for (const role of ["police", "other-authority", "social-worker"])
        expect(await as(role, `select from ${table}`), `${role} ${table}`).toBe(0);
  });
});

test("a statement kept ready for one person shows the next one their own rows, however they interleave [G04]", async () => {
  const pool = connectionPool(database.applicationUrl, 1);
  const seenBy = async (role: string) => {
    const seen = await databaseFor(pool, idOf(role)).selectFrom("cases").select("id").execute();
    return seen.length;
  };
  const officer = await seenBy("cme-officer");
  const manager = await seenBy("area-manager");
  expect(officer).toBeGreaterThan(manager);
  expect(manager).toBeGreaterThan(0);
  const roles = ["cme-officer", "police", "area-manager", "data-officer"];
  const asked = Array.from({ length: 200 }, (_, turn) => roles[(turn * 7) % 4] ?? "");
  const expected: Record<string, number> = { "cme-officer": officer, "area-manager": manager };
  expect(await Promise.all(asked.map(seenBy))).toEqual(asked.map((role) => expected[role] ?? 0));
  await pool.end();
});

describe("doors with the owner's rights", () => {
  test("give no reference of an authority in which one has no post [G04]", async () => {
    expect(
      await as("cme-officer", `select next_reference(${rows["another authority"].authority}, 'C')`),
    ).toBe(refused);
    expect(await as("police", `select next_reference(${rows.here.authority}, 'R')`)).toBe(1);
  });

  const roll = (place: Place, importId: number) => `select merge_roll_rows(${importId}, ${at}, '2026-11-04',
    array[row(1, ${rows[place].authority}, ${rows[place].school}, 'k', 'Robin', '', 'Reedham', '', '', '2015-03-04', 'F', null, null, '', null, null, null,
      'robin', 'reedham', '', '{}', '', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)]::incoming_row[])`;

  test("merge a roll for those alone who may import for that school [G04]", async () => {
    expect(await as("data-officer", roll("here", rows.here.import))).toBe(1);
    expect(await as("school-attendance-officer", roll("here", rows.here.import))).toBe(1);
    for (const role of ["cme-officer", "auditor", "police", "area-manager"])
      expect(await as(role, roll("here", rows.here.import)), role).toBe(refused);
    expect(await as("school-attendance-officer", roll("another area", rows.here.import))).toBe(refused);
    expect(await as("data-officer", roll("another authority", rows.here.import))).toBe(refused);
  });

  test("put no row under a file of another school or authority [G03]", async () => {
    expect(await as("school-attendance-officer", roll("here", rows["another area"].import))).toBe(refused);
    expect(await as("data-officer", roll("here", rows["another authority"].import))).toBe(refused);
  });
});

describe("what a person keeps for themselves", () => {
  test("a form that another sent gives its answer to nobody else, whoever knows its key [G04]", async () => {
    const key = "11111111-1111-4111-8111-111111111111";
    await database.owner.query(
      `insert into sent_forms (key, person_id, act, answer, sent_at) values ($1, $2, 'open-case', '{"secret": true}', now())`,
      [key, rows.here.somebody],
    );
    const claim = `insert into sent_forms (key, person_id, act, sent_at) values ('${key}', ${idOf("cme-officer")}, 'open-case', ${at}) on conflict (key) do nothing`;
    expect(await as("cme-officer", claim)).toBe(0);
    expect(await as("cme-officer", `select from sent_forms where key = '${key}'`)).toBe(0);
    expect(await as("cme-officer", `update sent_forms set answer = '1' where key = '${key}'`)).toBe(0);
  });

  test("a post is given by nobody through the pages, nor an account taken over [G04]", async () => {
    expect(
      await as("named-officer", `update people set subject = 'mine' where id = ${rows.here.somebody}`),
    ).toBe(0);
    expect(await as("named-officer", `update people set email = 'mine@access.example'`)).toBe(refused);
    expect(
      await as(
        "police",
        `insert into posts (person_id, role, authority_id) values (${idOf("police")}, 'auditor', ${rows.here.authority})`,
      ),
    ).toBe(refused);
  });

  test("an invited person is bound to an account once, and never to the program's [G04]", async () => {
    await database.owner.query(
      "insert into people (issuer, subject, name, email) values ('invited', 'new', 'Ada Newby', 'new@access.example')",
    );
    const bind = (issuer: string) =>
      `update people set issuer = '${issuer}', subject = 'account' where email = 'new@access.example'`;
    expect(await as("police", bind("https://provider.example"))).toBe(1);
    expect(await as("police", bind("https://provider.example"), bind("https://other.example"))).toBe(0);
    expect(await as("police", bind("keepsight"))).toBe(refused);
  });
});

test("a post that has ended, or has not begun, opens nothing [G04]", async () => {
  const { owner } = database;
  for (const [from, until] of [
    ["2020-01-01", "2020-12-31"],
    ["2999-01-01", null],
  ] as const) {
    const { rows: made } = await owner.query(
      `with person as (insert into people (issuer, subject, name, email) values ('access', $1, 'Past', $1 || '@access.example') returning id)
       insert into posts (person_id, role, authority_id, from_on, until_on) select id, 'named-officer', $2, $3, $4 from person returning person_id as id`,
      [`past-${from}`, rows.here.authority, from, until],
    );
    persons.push({ id: Number(made[0].id), role: `past-${from}`, scope: "authority", acts: [] });
    expect(await as(`past-${from}`, "select from children")).toBe(0);
    expect(await as(`past-${from}`, "select from cases")).toBe(0);
  }
});
