import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { databaseFor } from "../../database/index.ts";
import { programsOwnPerson, viewerOf } from "../people.store.ts";
import { peopleToBe } from "./demonstration-people.store.ts";
import { addDemonstrationPeople } from "./index.ts";

const issuer = "http://localhost:3000/demonstration";
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  // As at the first start: places, and nobody who works in them.
  await database.owner.query(
    "delete from posts; update people set email = id || '@elsewhere.example' where subject <> 'keepsight'",
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

test("each authority has one person for each role, area and school that the demonstration shows [G04]", async () => {
  await addDemonstrationPeople(database.ownerDatabase, issuer);
  const eastmere = (await peopleToBe(program(), issuer)).filter(({ authority }) => authority === "Eastmere");
  expect(eastmere.map(({ role, place }) => `${role}, ${place}`)).toEqual([
    "CME officer, all of Eastmere",
    "Named officer, all of Eastmere",
    "Area attendance officer, North",
    "Area attendance officer, South",
    "Area manager, North",
    "Area lead, North",
    "Hub worker, North",
    "School attendance officer, Ashfield Primary School",
    "School attendance officer, Saltmarsh High School",
    "School attendance officer, Larkmere Primary School",
    "Admissions officer, all of Eastmere",
    "Elective home education officer, all of Eastmere",
    "Safeguarding lead, all of Eastmere",
    "Auditor, all of Eastmere",
    "Data officer, all of Eastmere",
    "Police, Eastmere Police",
    "CME officer, all of Eastmere",
    "CME officer, all of Eastmere",
  ]);
});

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
  expect(await peopleToBe(program(), moved)).toHaveLength(35);
  expect(await peopleToBe(program(), issuer)).toEqual([]);
});
