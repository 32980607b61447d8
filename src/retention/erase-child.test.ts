import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personsOfRoles, type RowsThere, rowsOfPlaces } from "../../test/access/rows-there.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { plantSecret, tablesSaying } from "../../test/support/planted.ts";
import { sealWritten } from "../../test/support/seal-written.ts";
import { verifyAudit } from "../audit/index.ts";
import { type Context, perform } from "../context.ts";
import { approveDeletion, proposeDeletion, refuseDeletion } from "./delete-record.ts";
import { endHold, holdRecord } from "./keep-record.ts";
import { foldersOfFiles } from "./stray-files.ts";

let db: TestDatabase;
let goes: RowsThere;
let stays: RowsThere;
const dataFolder = mkdtempSync(join(tmpdir(), "keepsight-retention-"));
const folders = foldersOfFiles({ dataFolder });

beforeAll(async () => {
  db = await testDatabase();
  const there = await rowsOfPlaces(db.owner, await personsOfRoles(db.owner));
  [goes, stays] = [there.here, there["another area"]];
  await named(goes, { forename: "Peregrine", surname: "Goesworth", upn: "A801200001001" });
  await named(stays, { forename: "Tobias", surname: "Stayfield", upn: "B801200005001" });
  await wordsOutside();
});
afterAll(() => db.end());

/** The child of a place as somebody long grown up, whose cases are closed. */
async function named(there: RowsThere, child: { forename: string; surname: string; upn: string }) {
  const { owner } = db;
  await owner.query(
    "update children set forename = $2, surname = $3, upn = $4, date_of_birth = '1990-05-17' where id = $1",
    [there.child, ...[child.forename, child.surname, child.upn]],
  );
  await owner.query(
    "update cases set open = false, outcome = 'on-roll', closed_at = opened_at where child_id = $1",
    [there.child],
  );
  await owner.query(
    "insert into retention_hold_ends (hold_id, reason, made_at, made_by) select id, 'x', made_at, made_by from retention_holds where id = $1",
    [there.spareHold],
  );
  await owner.query(
    "insert into deletion_refusals (deletion_id, reason, made_at, made_by) select id, 'x', made_at, made_by from deletions where id = $1",
    [there.spareDeletion],
  );
  // What stands of it in rows that are about others as well, or that nobody could read.
  await owner.query(
    `insert into rejected_rows (import_id, authority_id, row_number, content, faults, made_at)
     select $1, $2, 7, jsonb_build_object('Forename', $3::text, 'Surname', $4::text, 'UPN', $5::text), '[]', now()`,
    [there.import, there.authority, ...[child.forename, child.surname, child.upn]],
  );
  await owner.query(
    `insert into emails (authority_id, to_address, about, reference, subject, body, made_at, made_by)
     select authority_id, 'desk@agency.example', 'question', reference, '', '', now(), made_by from enquiries where id = $1`,
    [there.enquiry],
  );
  await owner.query(
    `insert into drafts (person_id, form, subject, content, saved_at) select id, 'cme1', $1 || '-leaving', '{"said": "x"}', now() from people where subject = 'keepsight'`,
    [String(there.child)],
  );
}

async function wordsOutside() {
  const { owner } = db;
  const [one, other] = [
    `{"forename": "x planted-goes", "surname": "x planted-goes", "status": "As the meeting says once words were planted in it"}`,
    `{"forename": "Y", "surname": "Y", "status": "planted-stays"}`,
  ];
  await owner.query("set session_replication_role = replica");
  // As it would be so many years later.
  await owner.query("update lost_pupil_matches set entry_id = 987654 where child_id = $1", [stays.child]);
  await owner.query("update removals set met_on = '2008-07-18'");
  await owner.query("update attendance_weeks set week = '2008-07-14'");
  await owner.query("update sweep_shares set children = $2 where sweep_id = $1", [
    goes.sweep,
    `[${one}, ${other}]`,
  ]);
  await owner.query("update searches set candidates = $2 where referral_id = $1", [
    stays.referral,
    JSON.stringify([
      { key: `child-${goes.child}`, childId: goes.child, evidence: ["planted-goes"], entries: [] },
      { key: `child-${stays.child}`, childId: stays.child, evidence: ["planted-stays"], entries: [] },
    ]),
  ]);
  await owner.query("set session_replication_role = origin");
  mkdirSync(join(dataFolder, "uploads"));
  writeFileSync(
    join(dataFolder, "uploads", "one.csv"),
    "Surname,Forename\nGoesworth,Peregrine,a801200001001,planted-goes\n",
  );
  writeFileSync(
    join(dataFolder, "uploads", "other.csv"),
    "Surname,Forename\nStayfield,Tobias planted-stays\n",
  );
}

const act = async <Answer>(who: string, work: (context: Context) => Promise<Answer>): Promise<Answer> =>
  perform(db.keepsight, { viewer: await db.who(who), act: "keep-retention", request: "test" }, work);
const refusedBy = async (text: string, values: unknown[]) => {
  const person = (await db.who("named.eastmere")).personId;
  const { default: pg } = await import("pg");
  const application = new pg.Client({ connectionString: db.applicationUrl });
  await application.connect();
  await application.query("select set_config('keepsight.person', $1, false)", [String(person)]);
  const code = await application.query(text, values).then(
    () => "done",
    (fault: { code: string }) => fault.code,
  );
  await application.end();
  return code;
};

test("nobody deletes a record alone, of an open case, or that is held; and a refusal needs a new proposal [G03]", async () => {
  await db.owner.query("update cases set open = true, outcome = null where child_id = $1", [goes.child]);
  expect(await act("data.eastmere", (context) => proposeDeletion(context, goes.child))).toEqual({
    refused: "open-case",
  });
  await db.owner.query("update cases set open = false, outcome = 'on-roll' where child_id = $1", [
    goes.child,
  ]);
  await act("named.eastmere", (context) => holdRecord(context, goes.child, "A claim is before the court."));
  expect(await act("data.eastmere", (context) => proposeDeletion(context, goes.child))).toEqual({
    refused: "held",
  });
  const hold = Number((await db.owner.query("select max(id) as id from retention_holds")).rows[0].id);
  await act("named.eastmere", (context) =>
    endHold(context, goes.child, { holdId: hold, reason: "The claim is over." }),
  );
  const first = await act("data.eastmere", (context) => proposeDeletion(context, goes.child));
  const reference = "proposed" in first ? first.proposed : "";
  expect(reference).toMatch(/^EM-D-\d{6}$/);
  expect(await act("data.eastmere", (context) => approveDeletion(context, reference, folders))).toBe(
    "your-own",
  );
  expect(
    await act("named.eastmere", (context) => refuseDeletion(context, reference, "The school still asks.")),
  ).toBe("done");
  expect(await act("named.eastmere", (context) => approveDeletion(context, reference, folders))).toBe(
    "decided-already",
  );
  await db.owner.query(
    "update children set date_of_birth = current_date - interval '25 years' + interval '1 day' where id = $1",
    [goes.child],
  );
  expect(await act("data.eastmere", (context) => proposeDeletion(context, goes.child))).toEqual({
    refused: "not-due",
  });
  await db.owner.query(
    "update children set date_of_birth = current_date - interval '25 years' where id = $1",
    [goes.child],
  );
  await expect(act("data.westholme", (context) => proposeDeletion(context, goes.child))).rejects.toThrow();
});

test("a deletion reaches every copy in every table and file, and nothing of another child [G03]", async () => {
  const planted = await plantSecret(db.owner, goes.child, "planted-goes");
  await plantSecret(db.owner, stays.child, "planted-stays");
  const parts = (await db.owner.query("select part from record_parts")).rows.map(({ part }) => part);
  const without = parts.filter((part) => !planted.some((column) => column.startsWith(`${part}.`)));
  // These hold numbers, days and words of closed lists only.
  expect(without.toSorted()).toEqual([
    "attendance_weeks",
    "changes",
    "messages",
    "sweep_referrals",
    "transfer_file_requests",
    "visit_plans",
  ]);
  const before = {
    goes: await tablesSaying(db.owner, "planted-goes"),
    stays: await tablesSaying(db.owner, "planted-stays"),
  };
  expect(Object.keys(before.goes).length).toBeGreaterThan(55);
  await sealWritten(db.owner, db.keepsight.now());

  const proposed = await act("data.eastmere", (context) => proposeDeletion(context, goes.child));
  const reference = "proposed" in proposed ? proposed.proposed : "";
  expect(await act("named.eastmere", (context) => approveDeletion(context, reference, folders))).toBe("done");

  expect(await tablesSaying(db.owner, "planted-goes")).toEqual({});
  for (const words of ["Goesworth", "A801200001001"])
    expect(await tablesSaying(db.owner, words), words).toEqual({});
  expect(await tablesSaying(db.owner, "planted-stays")).toEqual(before.stays);
  expect(readdirSync(join(dataFolder, "uploads"))).toEqual(["other.csv"]);

  const certificate = (
    await db.owner.query(
      "select * from deletion_certificates join deletions on id = deletion_id where reference = $1",
      [reference],
    )
  ).rows[0];
  expect(Object.keys(certificate.parts).length).toBeGreaterThan(55);
  expect(certificate.rule_words).toBe("The child’s case and record: 25 years after the date of birth");
  await sealWritten(db.owner, db.keepsight.now());
  const verified = await verifyAudit(db.owner);
  expect(verified.faults).toEqual([]);
  expect(verified.entries).toBeGreaterThan(10);
}, 120_000);

test("every table that names a child by its number is a part of the record, or says why not [G03]", async () => {
  const { rows } = await db.owner.query(`
    select distinct c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.column_name in ('child_id', 'case_id', 'referral_id', 'enquiry_id', 'entry_id', 'finding_id', 'lost_pupil_id', 'letter_id', 'meeting_id',
        'removal_id', 'home_education_id', 'interview_id', 'break_id', 'link_id', 'forename', 'surname', 'postcode')
      and c.table_name not in (select part from record_parts)`);
  expect(rows.map(({ name }) => name).toSorted()).toEqual([
    // Numbers of what was done, for good; they name nobody once the child is gone.
    "audit_entries",
    "deletions",
    // Where any postcode lies, and where a school stands.
    "postcode_positions",
    "schools",
  ]);
});

test("no person and no other function than this one deletes a fact, whatever they set [G03] [G04]", async () => {
  expect(await refusedBy("delete from case_facts where case_id = $1", [stays.case])).toBe("42501");
  expect(await refusedBy("select erase_child($1)", [999])).toBe("42501");
  expect(await refusedBy("select count_or_erase($1, true)", [stays.child])).toBe("42501");
  expect(
    await refusedBy(
      "insert into deletion_certificates (deletion_id, parts, made_at, made_by) values ($1, '{}', now(), 1)",
      [1],
    ),
  ).toBe("42501");
  expect(
    await refusedBy(
      "update enquiries set disclosed = '{}' where set_config('keepsight.erasing', '1', true) = '1' and id = $1",
      [stays.enquiry],
    ),
  ).toBe("42501");
  await expect(db.owner.query("delete from case_facts where case_id = $1", [stays.case])).rejects.toThrow(
    "is a fact",
  );
  await expect(
    db.owner.query(
      "with erasing as (select set_config('keepsight.erasing', '1', false)) delete from audit_entries where (select true from erasing)",
    ),
  ).rejects.toThrow("is a fact");
  await db.owner.query("select set_config('keepsight.erasing', '', false)");
});
