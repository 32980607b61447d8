import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { databaseFor } from "../../database/index.ts";
import { addAgencies } from "../../demonstration/index.ts";
import { programsOwnPerson, viewerOf } from "../people.store.ts";
import { roles } from "../roles.ts";
import { byAuthorityAndRole, inTheStory } from "./in-the-story.ts";
import { addDemonstrationPeople, peopleToBe } from "./index.ts";

const issuer = "http://localhost:3000/demonstration";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  // As at the first start: places, and nobody who works in them.
  await database.owner.query(
    `delete from posts; update people set email = id || '@elsewhere.example' where subject <> 'keepsight';
     insert into schools (laestab, name, phase, authority_id, area_id) select '9971101', 'Marsh Pupil Referral Unit', 'pru',
       authority_id, id from areas where name = 'South' and authority_id = (select id from authorities where name = 'Eastmere')`,
  );
});
afterAll(() => database.end());

const program = () => databaseFor(database.keepsight.pool, undefined);
const whoIsThere = async () => {
  const { rows } = await database.owner.query(
    "select (select count(*) from people) as people, (select count(*) from posts) as posts",
  );
  return rows[0];
};

const inEastmere = async () =>
  (await peopleToBe(program(), issuer)).filter(({ authority }) => authority === "Eastmere");

test("each authority has one person for each role, and for each area and school that the demonstration shows [G04]", async () => {
  await addAgencies(database.ownerDatabase);
  await addDemonstrationPeople(database.ownerDatabase, issuer);
  const people = byAuthorityAndRole(await inEastmere()).get("Eastmere") ?? [];
  expect(people.map(({ title, place }) => `${title}, ${place}`)).toEqual([
    "School attendance officer, Ashfield Primary School",
    "School attendance officer, Saltmarsh High School",
    "School attendance officer, Larkmere Primary School",
    "Pupil referral unit attendance officer, Marsh Pupil Referral Unit",
    "Area attendance officer, North",
    "Area attendance officer, South",
    "Area manager, North",
    "Hub worker, North",
    "Hub lead, North",
    "CME officer, all of Eastmere",
    "CME officer, all of Eastmere",
    "CME officer, all of Eastmere",
    "Area lead, North",
    "Admissions officer, all of Eastmere",
    "Elective home education officer, all of Eastmere",
    "Exclusions officer, all of Eastmere",
    "Social worker, Eastmere Children's Social Care",
    "Police, Eastmere Police",
    "Health, Eastmere Community Health",
    "Housing, Eastmere Housing",
    "Youth justice service, Eastmere Youth Justice Service",
    "16+ service, for Eastmere",
    "Another authority, for Eastmere",
    "Safeguarding lead, all of Eastmere",
    "Named officer, all of Eastmere",
    "Auditor, all of Eastmere",
    "Data officer, all of Eastmere",
  ]);
  expect(new Set(people.map(({ role }) => role))).toEqual(new Set(roles));
});

test("the story is told by the school, the CME officer, the visitor of the school's own area, and the other authority's school", async () => {
  const people = await peopleToBe(program(), issuer);
  expect(inTheStory(people).map(({ subject }) => subject)).toEqual([
    "school.eastmere",
    "cme.eastmere",
    "area.eastmere",
    "school.westholme",
  ]);
  const [school] = people.filter(({ subject }) => subject === "school.eastmere");
  const elsewhere = people.map((person) =>
    person.subject === school?.subject ? { ...person, areaId: southOf(people) } : person,
  );
  expect(inTheStory(elsewhere)[2]?.subject).toBe("area.south.eastmere");
});

const southOf = (people: Awaited<ReturnType<typeof peopleToBe>>) =>
  people.find(({ subject }) => subject === "area.south.eastmere")?.areaId ?? null;

test("no two of them share a name, and their e-mail can reach nobody", async () => {
  const people = await peopleToBe(program(), issuer);
  expect(new Set(people.map(({ name }) => name)).size).toBe(people.length);
  for (const { email } of people) expect(email).toMatch(/@keepsight\.example$/);
});

test("the program itself may work in every authority", async () => {
  const viewer = await viewerOf(program(), await programsOwnPerson(program()));
  expect(viewer?.posts.map(({ role }) => role)).toEqual(["data-officer", "data-officer"]);
});

test("a second start adds nobody, also at another port, where the same people sign in", async () => {
  const before = await whoIsThere();
  await addDemonstrationPeople(database.ownerDatabase, issuer);
  expect(await whoIsThere()).toEqual(before);

  const moved = "http://localhost:4000/demonstration";
  await addDemonstrationPeople(database.ownerDatabase, moved);
  expect(await whoIsThere()).toEqual(before);
  expect(await peopleToBe(program(), moved)).toHaveLength(52);
  expect(await peopleToBe(program(), issuer)).toEqual([]);
});
