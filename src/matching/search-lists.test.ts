import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { lists as knownLists } from "../children/index.ts";
import { readingContext } from "../context.ts";
import type { Identity } from "./evidence.ts";
import { searchLists } from "./search-lists.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.end());

const nobody: Identity = {
  forename: "",
  middleNames: "",
  surname: "",
  otherForename: "",
  otherSurname: "",
  dateOfBirth: null,
  sex: null,
  upn: null,
  formerUpn: null,
  postcode: null,
};

async function search(sought: Partial<Identity>, name = "cme.eastmere") {
  const context = readingContext(database.keepsight, await database.who(name), "test");
  const found = await searchLists(context, { ...nobody, ...sought });
  await context.recorded();
  return found;
}

async function likeliest(sought: Partial<Identity>) {
  const { candidates } = await search(sought);
  return candidates[0];
}

const day = (text: string) => Temporal.PlainDate.from(text);

describe("every list is searched for a child", () => {
  test("lists that know a child stand together under the one child [A10]", async () => {
    const childId = await addPupil(database.owner, {
      forename: "Leila",
      surname: "Brandreth",
      born: "2015-05-21",
    });
    await addPupil(database.owner, {
      list: "health",
      forename: "Leila",
      surname: "Brandreth",
      born: "2015-05-21",
      postcode: "EA4 7DN",
      childId,
    });
    const found = await likeliest({
      forename: "Leila",
      surname: "Brandreth",
      dateOfBirth: day("2015-05-21"),
    });
    expect(found).toMatchObject({ childId, likelihood: "very-likely" });
    expect(found?.entries.map(({ list }) => list).sort()).toEqual(["child-record", "health", "school-roll"]);
  });

  test("a list says when it last came in, or that it never did [A10]", async () => {
    await database.owner.query(
      `insert into imports (list, authority_id, file_name, file_hash, state, made_at, made_by, finished_at)
       select 'health', a.id, 'health.csv', '', 'done', '2026-11-20T07:00Z', p.id, '2026-11-20T07:05Z'
       from authorities a, people p where a.name = 'Eastmere' and p.subject = 'keepsight'`,
    );
    const { lists } = await search({});
    expect(lists.map(({ list }) => list)).toHaveLength(Object.keys(knownLists).length);
    expect(lists.find(({ list }) => list === "health")?.lastReceivedAt?.toString()).toBe(
      "2026-11-20T07:05:00Z",
    );
    expect(lists.find(({ list }) => list === "police-missing")?.lastReceivedAt).toBeNull();
  });

  test("a child with day and month of birth exchanged is found [A11]", async () => {
    await addPupil(database.owner, {
      forename: "Marek",
      surname: "Pilarski",
      born: "2014-11-04",
      list: "health",
      childId: null,
    });
    const found = await likeliest({
      forename: "Mareck",
      surname: "Pilarski",
      dateOfBirth: day("2014-04-11"),
    });
    expect(found?.evidence.map(({ words }) => words)).toContain("Day and month of birth exchanged");
  });

  test("a child is found by a former surname on either side [A11]", async () => {
    const childId = await addPupil(database.owner, {
      forename: "Tegan",
      surname: "Howlett",
      otherSurname: "Marsh",
      born: "2013-02-01",
    });
    expect(await likeliest({ forename: "Tegan", surname: "Marsh" })).toMatchObject({ childId });
    expect(await likeliest({ forename: "Tegan", surname: "Newname", otherSurname: "Howlett" })).toMatchObject(
      { childId },
    );
  });

  test("a child is found with forename and surname exchanged [A11]", async () => {
    await addPupil(database.owner, { forename: "Nguyen", surname: "Thuy", list: "health", childId: null });
    expect(await likeliest({ forename: "Thuy", surname: "Nguyen" })).toMatchObject({ childId: null });
  });

  test("a child is found by UPN or former UPN alone, whatever the names [A11]", async () => {
    const childId = await addPupil(database.owner, {
      forename: "Ottilie",
      surname: "Vance",
      upn: "B801200005001",
      formerUpn: "R674123101121",
    });
    expect(await likeliest({ upn: "R674123101121" })).toMatchObject({ childId });
    expect(await likeliest({ formerUpn: "B801200005001" })).toMatchObject({ childId });
  });

  test("a twin is shown as a brother or sister, after the child, never as the same [A11]", async () => {
    const of = { surname: "Adeyemi", born: "2016-06-30", postcode: "EA2 1XX" };
    const kemi = await addPupil(database.owner, { ...of, forename: "Kemi", sex: "F" });
    const tobi = await addPupil(database.owner, { ...of, forename: "Tobi", sex: "M" });
    const { candidates } = await search({
      forename: "Kemi",
      surname: "Adeyemi",
      dateOfBirth: day("2016-06-30"),
      postcode: "EA2 1XX",
      sex: "F",
    });
    expect(candidates.map(({ childId, likelihood }) => [childId, likelihood])).toEqual([
      [kemi, "very-likely"],
      [tobi, "likely-sibling"],
    ]);
  });

  test("a child in no list but Keepsight's own record is found [A10]", async () => {
    await database.owner.query(
      `insert into children (authority_id, forename, surname, date_of_birth, made_at)
       select id, 'Ines', 'Quill', '2012-08-08', now() from authorities where name = 'Eastmere'`,
    );
    const found = await likeliest({ forename: "Inès", surname: "Quill", dateOfBirth: day("2012-08-08") });
    expect(found?.entries.map(({ list }) => list)).toEqual(["child-record"]);
  });

  test("a child found by a birthday alone, both names misspelt, brings what lists say under other names and days [A10]", async () => {
    const childId = await addPupil(database.owner, {
      forename: "Wilhelmina",
      surname: "Thistlewood",
      born: "2011-03-09",
    });
    const elsewhere = { list: "health", forename: "Mina", surname: "Thistle", born: "2011-09-30", childId };
    await addPupil(database.owner, elsewhere);
    const found = await likeliest({
      forename: "Wilhelmena",
      surname: "Thistelwood",
      dateOfBirth: day("2011-03-09"),
    });
    expect(found).toMatchObject({ childId });
    expect(found?.entries.map(({ list }) => list).sort()).toEqual(["child-record", "health", "school-roll"]);
  });

  test("of many who share a name too, all that lists say of whoever is shown comes along [A10]", async () => {
    const named = { forename: "Many", surname: "Alike" };
    for (let count = 0; count < 30; count++) {
      // The last ones, whom the search comes upon last, are the likeliest.
      const childId = await addPupil(database.owner, { ...named, sex: count < 26 ? "M" : "F" });
      await addPupil(database.owner, { list: "health", forename: "Once", surname: `Other${count}`, childId });
    }
    const { candidates, full } = await search({ ...named, sex: "F" });
    expect(full).toEqual([]);
    expect(candidates).toHaveLength(12);
    for (const { entries } of candidates)
      expect(entries.map(({ list }) => list).sort()).toEqual(["health", "school-roll"]);
  });

  test("nobody finds a child of another authority, or a restricted child without leave [A10] [G04]", async () => {
    await addPupil(database.owner, {
      forename: "Secret",
      surname: "Hollis",
      born: "2014-01-02",
      restricted: true,
    });
    await addPupil(database.owner, {
      authority: "Westholme",
      school: "Downland Primary School",
      forename: "Far",
      surname: "Hollis",
      born: "2014-01-02",
    });
    const sought = { surname: "Hollis", dateOfBirth: day("2014-01-02") };
    expect((await search({ ...sought, forename: "Secret" })).candidates).toEqual([]);
    expect((await search({ ...sought, forename: "Far" })).candidates).toEqual([]);
    expect((await search({ ...sought, forename: "Far" }, "cme.westholme")).candidates).toHaveLength(1);
  });

  test("a name that too many share is said to be too many [A10]", async () => {
    for (let count = 0; count < 180; count++) {
      await addPupil(database.owner, { list: "health", forename: "Common", surname: "Name", childId: null });
    }
    expect((await search({ forename: "Common", surname: "Name" })).full).toEqual(["surname and forename"]);
  });
});
