import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { runCommand } from "../../test/support/program.ts";
import { addPupil } from "../../test/support/pupils.ts";

// Every child, family and reference in here is invented.
let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "keepsight-earlier-"));
});
afterAll(() => db.end());

const map = `columns:
  reference: Our ref
  forename: First name
  surname: Surname
  date-of-birth: DOB
  school: Last school
  area: Area
  missing-since: Missing since
  reason: Why
  postcode: Postcode
  address: Address
  status: Status
closed: [closed, FOUND]
reasons: { "gone abroad": moved-abroad }
`;
const header =
  "Our ref,First name,Surname,DOB,Last school,Area,Missing since,Why,Postcode,Address,Status,Remarks";

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const run = (...words: string[]) =>
  runCommand(["import", "register", ...words, "--authority", "Eastmere"], { DATABASE_URL: db.ownerUrl });

const count = async (query: string, values: unknown[] = []) =>
  Number((await db.owner.query(`select count(*) as count from ${query}`, values)).rows[0].count);

test("without a map, one to begin with is printed from the headings of the file [H01]", async () => {
  const { out, code } = await run(file("bare.csv", `${header},Telephone\n`));
  expect(code).toBe(0);
  expect(out).toContain('forename: "First name"');
  expect(out).toContain('date-of-birth: "DOB"');
  expect(out).toContain('carer-phone: "Telephone"');
  expect(out).toContain("# sex:");
});

test("a council's own register becomes cases after every list is searched, once, and nothing of it is lost [H01] [A10] [A01]", async () => {
  // One whom a roll surely knows, and one who may be either of two.
  await addPupil(db.owner, {
    ...{ forename: "Orla", surname: "Quillfeather", born: "2014-05-06", postcode: "EA4 7DN" },
    endsOn: "2026-06-01",
  });
  for (const postcode of ["EA4 7DN", "EA9 1AB"])
    await addPupil(db.owner, { forename: "Tobias", surname: "Marrowby", born: "2013-02-09", postcode });
  const path = file(
    "register.csv",
    [
      header,
      'A1,Orla,Quillfeather,06/05/2014,Ashfield Primary School,North,02/06/2026,gone abroad,EA4 7DN,"4 Invented Row, Quillhithe",Open,"Aunt says: ""Malta"""',
      "A2,Nobody,Knowsme,2012-11-30,9970000,,,something odd,,,open,",
      "A3,Tobias,Marrowby,09/02/2013,,,,,,,Open,",
      "A4,Gone,Child,01/01/2012,,,,,,,Closed,",
      "A5,Wrong,Day,31/02/2012,,,,,,,Open,",
      "A6,,Nameless,01/02/2012,,,,,,,Open,",
      ",,,,,,,,,,,",
      "A7,Alder,Nopostcode,01/02/2012,,,,,XX,,Open,",
      "",
    ].join("\r\n"),
  );
  const columns = file("map.yaml", map);

  const checked = await run(path, "--columns", columns, "--check");
  expect(checked.out).toContain("3 rows can be taken in. Nothing was.");
  expect(await count("referrals")).toBe(0);

  const { out, err, code } = await run(path, "--columns", columns);
  expect(out, err).toContain("2 cases opened.");
  expect(out).toContain("1 row waits under Referrals");
  expect(out).toContain(
    "1 row is of cases that are over, and left out: a case closes here by a proof that is on record",
  );
  expect(out).toContain("3 rows have to be mended");
  expect(code).toBe(1);
  // The screen and its log name rows and columns, never what stands in them.
  expect(err).toMatch(/Row 6, DOB: Has to be mended/);
  expect(out + err).not.toMatch(/Quillfeather|Wrong|Nameless|31\/02/);

  const { rows } = await db.owner.query(
    `select c.reason, c.missing_since::text, areas.name as area, schools.name as school, k.surname, r.content from cases c
     join children k on k.id = c.child_id join referrals r on r.case_id = c.id left join areas on areas.id = c.area_id
     left join schools on schools.id = c.school_id order by k.surname`,
  );
  expect(rows.map(({ surname, reason }) => [surname, reason])).toEqual([
    ["Knowsme", "not-known"],
    ["Quillfeather", "moved-abroad"],
  ]);
  expect(rows[1]).toMatchObject({
    missing_since: "2026-06-02",
    area: "North",
    school: "Ashfield Primary School",
  });
  const [section] = rows[1].content.sections;
  expect(section.rows).toContainEqual({ asked: "Remarks", answered: 'Aunt says: "Malta"' });
  expect(rows[0].content.sections[0].rows).toContainEqual({ asked: "Why", answered: "something odd" });
  // The one on a roll is that child's record, and not a second one; both cases owe a next step, and their searches are kept.
  expect(await count("children where surname = 'Quillfeather'")).toBe(1);
  expect(await count("cases where open and next_obligation is null")).toBe(0);
  expect(await count("searches")).toBe(2);

  const rejected = readFileSync(join(folder, "register.rejected.csv"), "utf8");
  expect(rejected).toContain('"31/02/2012" is not a day. Write a real day'.replaceAll('"', '""'));
  expect(rejected.trim().split("\n")).toHaveLength(4);

  // What was mended in that file is sent by itself; what is in already stays once.
  const mended = file(
    "mended.csv",
    rejected
      .replace("31/02/2012", "28/02/2012")
      .split("\n")
      .filter((line) => !line.includes("Nopostcode"))
      .join("\n"),
  );
  const again = await run(mended, "--columns", columns);
  expect(again.out).toContain("1 case opened.");
  expect((await run(path, "--columns", columns)).out).toContain("3 rows were taken in before.");
  expect(await count("cases")).toBe(3);
});

test("what a file or map lacks is said in one line, and nothing is taken in [H01]", async () => {
  const columns = file("other.yaml", map.replace("First name", "Given"));
  const path = file("short.csv", `${header}\nB1,Una,Somebody,2012-11-30,,,,,,,open,\n`);
  expect((await run(path, "--columns", columns)).err).toMatch(
    /The map names "Given", and no column of the file is called so/,
  );
  expect((await run(path, "--columns", file("broken.yaml", "columns: { nickname: Nick }"))).err).toMatch(
    /broken\.yaml, columns/,
  );
  expect(
    (
      await runCommand(["import", "register", path, "--columns", file("m.yaml", map)], {
        DATABASE_URL: db.ownerUrl,
      })
    ).err,
  ).toMatch(/Whose register is it\? Name the authority with --authority/);
  expect(await count("referrals where content -> 'answers' ->> 'earlierRegister' = 'B1'")).toBe(0);
});
