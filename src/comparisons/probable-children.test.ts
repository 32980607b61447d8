import { afterAll, beforeAll, expect, test } from "vitest";
import { compareEastmere, comparingDay } from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addLink } from "../../test/support/links.ts";
import { addPupil } from "../../test/support/pupils.ts";
import type { Evidence } from "./comparison.ts";
import { comparisonCalled } from "./definitions/index.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow(comparingDay);
});
afterAll(() => database.end());

const twins = { born: "2016-05-04", sex: "F" };
const onHealthList = { list: "health", childId: null };

/** Where a child is listed, whether they are set apart as probably in education, and what the last words are. */
async function listedAs(surname: string): Promise<string[]> {
  await compareEastmere(database);
  const { rows } = await database.owner.query(
    "select comparison, rank, forename, evidence from comparison_findings where surname = $1 and listed order by forename",
    [surname],
  );
  return rows.map(
    ({ comparison, rank, forename, evidence }) =>
      `${forename}: ${rank === 4 ? "apart" : "open"}: ${comparisonCalled(comparison)
        ?.inOneLine(evidence as Evidence)
        ?.split("; ")
        .at(-1)}`,
  );
}

test("a leaver is set apart when somebody of much the same name and the same birthday joined a school soon after, with no school before [B02]", async () => {
  const leaver = { surname: "Vale", born: "2015-03-04", endsOn: "2026-10-02", startsOn: "2022-09-02" };
  await addPupil(database.owner, { ...leaver, forename: "Robin" });
  expect(await listedAs("Vale")).toEqual(["Robin: open: not on the health list"]);
  await addPupil(database.owner, {
    ...{ forename: "Robyn", surname: "Vale", born: "2015-03-04", startsOn: "2026-10-12" },
    school: "Larkmere Primary School",
  });
  expect(await listedAs("Vale")).toEqual([
    "Robin: apart: somebody much alike is on the roll of Larkmere Primary School: probably this child",
  ]);
});

test("of whom somebody said that the other record is another child's, a leaver stays open, until that is taken back [A11] [B02]", async () => {
  const born = "2015-03-19";
  const leaver = await addPupil(database.owner, {
    ...{ forename: "Robin", surname: "Vole", born, endsOn: "2026-10-02", startsOn: "2022-09-02" },
  });
  const joiner = await addPupil(database.owner, {
    ...{ forename: "Robyn", surname: "Vole", born, startsOn: "2026-10-12" },
    school: "Larkmere Primary School",
  });
  const said = async (decision: "different" | "undone") =>
    database.owner.query(
      `insert into second_records (authority_id, child_id, other_child_id, decision, made_at, made_by)
       select authority_id, least($1::bigint, $2::bigint), greatest($1::bigint, $2::bigint), $3, '2026-11-20T09:00Z', $4 from children where id = $1`,
      [leaver, joiner, decision, (await database.who("cme.eastmere")).personId],
    );
  expect((await listedAs("Vole"))[0]).toMatch(/^Robin: apart/);
  await said("different");
  expect(await listedAs("Vole")).toEqual(["Robin: open: not on the health list"]);
  await said("undone");
  expect((await listedAs("Vole"))[0]).toMatch(/^Robin: apart/);
});

test("a leaver whose twin was on a roll already stays open [B02]", async () => {
  await addPupil(database.owner, {
    ...{
      ...twins,
      forename: "Tessa",
      surname: "Dray",
      postcode: "EA4 7DN",
      startsOn: "2022-09-02",
      endsOn: "2026-10-02",
    },
  });
  await addPupil(database.owner, {
    ...twins,
    forename: "Tanya",
    surname: "Dray",
    postcode: "EA4 7DN",
    startsOn: "2022-09-02",
  });
  expect(await listedAs("Dray")).toEqual(["Tessa: open: not on the health list"]);
});

test("of twins on the health list only the one on no roll is listed, and is open: the other twin's record is not theirs [B01]", async () => {
  const roll = await addPupil(database.owner, {
    ...{ ...twins, forename: "Ella", surname: "Marsh", postcode: "EA5 1AA", startsOn: "2022-09-02" },
  });
  await addPupil(database.owner, {
    ...{ ...twins, ...onHealthList, forename: "Emma", surname: "Marsh", postcode: "EA5 1AA" },
  });
  expect(await listedAs("Marsh")).toEqual([
    "Emma: apart: somebody much alike is on the roll of Ashfield Primary School: probably this child",
  ]);
  await addPupil(database.owner, {
    ...{ ...twins, list: "health", childId: roll, forename: "Ella", surname: "Marsh", postcode: "EA5 1AA" },
  });
  expect(await listedAs("Marsh")).toEqual(["Emma: open: on the health list of 20 November 2026"]);
});

test("a twin whose forename is clearly another is not taken for the one who is on a roll, though they share surname, birthday, sex and door [A11] [B01]", async () => {
  const home = { ...twins, surname: "Larkin", postcode: "EA5 2BB" };
  await addPupil(database.owner, { ...home, forename: "Nora", startsOn: "2022-09-02" });
  await addPupil(database.owner, { ...home, ...onHealthList, forename: "Orla" });
  expect(await listedAs("Larkin")).toEqual(["Orla: open: on the health list of 20 November 2026"]);
});

test("who is much like a child of the home education register is set apart, and not while that education is found unsuitable [B01]", async () => {
  await addPupil(database.owner, {
    ...twins,
    ...onHealthList,
    forename: "Kiara",
    surname: "Wisk",
    postcode: "EA6 2BB",
  });
  await addPupil(database.owner, {
    ...{
      ...twins,
      list: "home-education",
      childId: null,
      forename: "Wisk",
      surname: "Kiara",
      postcode: "EA6 2BB",
    },
    startsOn: "2026-01-05",
  });
  expect(await listedAs("Wisk")).toEqual([
    "Kiara: apart: somebody much alike is on the home education register: probably this child",
  ]);
  await database.owner.query(
    `update list_entries set other = '{"Status": "found unsuitable"}' where list = 'home-education' and surname = 'Kiara'`,
  );
  expect(await listedAs("Wisk")).toEqual(["Kiara: open: on the health list of 20 November 2026"]);
});

test("who stands in a school's row that waits for its date of birth is set apart, and a brother at the same door is not [A03] [B01]", async () => {
  const home = { ...onHealthList, surname: "Holt", postcode: "EA7 3CC" };
  await addPupil(database.owner, { ...home, forename: "Jed", born: "2016-02-18" });
  await addPupil(database.owner, { ...home, forename: "Marc", born: "2014-06-11" });
  await database.owner.query(
    `with sent as (insert into imports (list, authority_id, file_name, file_hash, stored_at, rows_expected, made_by, made_at)
       select 'school-roll', a.id, 'rolls.csv', 'x', '/x', 1, p.id, '2026-11-20T08:00Z' from authorities a, people p
       where a.name = 'Eastmere' and p.email like 'data.eastmere@%' returning id, authority_id)
     insert into rejected_rows (import_id, authority_id, school_id, row_number, content, faults, made_at)
     select sent.id, authority_id, (select id from schools where laestab = '9972001'), 2,
       '{"Surname": "Holt-Dean", "Forename": "Jad", "DOB": "", "Postcode": "EA7 3CC"}', '[]', '2026-11-20T08:00Z' from sent`,
  );
  expect(await listedAs("Holt")).toEqual([
    "Jed: apart: a row of Ashfield Primary School with much the same particulars waits to be corrected",
    "Marc: open: on the health list of 20 November 2026",
  ]);
});

test("a link that waits to be confirmed sets a child apart and leads to it; once a person says another child, they are open [A11] [B01]", async () => {
  const roll = await addPupil(database.owner, {
    ...{ forename: "Alexandra", surname: "Bell", born: "2016-09-14", startsOn: "2022-09-02" },
  });
  await addPupil(database.owner, {
    ...{ ...onHealthList, forename: "Sasha", surname: "Quist", born: "2016-09-24" },
  });
  const { rows } = await database.owner.query("select id from list_entries where surname = 'Quist'");
  expect(await listedAs("Quist")).toEqual(["Sasha: open: on the health list of 20 November 2026"]);
  const link = await addLink(database.owner, { entryId: Number(rows[0].id), childId: roll });
  expect((await listedAs("Quist"))[0]).toMatch(/^Sasha: apart/);
  const kept = await database.owner.query(
    "select evidence from comparison_findings where surname = 'Quist' and listed",
  );
  expect(kept.rows[0].evidence.linkToConfirm).toBe(link);
  await database.owner.query(
    "insert into link_decisions (link_id, decision, made_at, made_by) values ($1, 'different', '2026-11-23T13:00Z', $2)",
    [link, (await database.who("cme.eastmere")).personId],
  );
  expect(await listedAs("Quist")).toEqual(["Sasha: open: on the health list of 20 November 2026"]);
});

test("who is below compulsory age and has applied for the next September waits for it, and is on no list [B01] [B04]", async () => {
  const child = { ...onHealthList, forename: "Ines", surname: "Later", born: "2022-03-01" };
  await addPupil(database.owner, child);
  expect(await listedAs("Later")).toHaveLength(1);
  await addPupil(database.owner, { ...child, list: "admissions-application", startsOn: "2026-10-20" });
  await database.owner.query(
    `update list_entries set other = '{"Round": "reception", "Status": "being considered"}' where surname = 'Later' and list = 'admissions-application'`,
  );
  expect(await listedAs("Later")).toEqual([]);
  const { rows } = await database.owner.query("select children from county_states where state = 'not-yet'");
  expect(rows).toEqual([{ children: 1 }]);
});
