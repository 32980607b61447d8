import { afterAll, beforeAll, expect, test } from "vitest";
import { compareEastmere, smallListsCompared } from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addLink } from "../../test/support/links.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await smallListsCompared(database);
});
afterAll(() => database.end());

/** How many lists' rows each finding of these two children stands on, and on which list they are. */
async function listed(): Promise<string[]> {
  const { rows } = await database.owner.query(
    `select comparison, count(*)::int from comparison_findings f join children_meant m using (subject)
     where f.surname in ('Unseen', 'Newcomer') and f.listed group by comparison, subject order by comparison`,
  );
  return rows.map(({ comparison, count }) => `${comparison} ${count}`);
}

async function entryOf(surname: string): Promise<number> {
  const { rows } = await database.owner.query(
    "select id from list_entries where surname = $1 and child_id is null",
    [surname],
  );
  return Number(rows[0].id);
}

test("rows of nobody on record that are linked with each other are one child, until a person parts them [A11] [B01] [B04]", async () => {
  expect(await listed()).toEqual(["on-no-roll 1", "waiting-for-a-place 1"]);
  const [one, other] = [await entryOf("Unseen"), await entryOf("Newcomer")].sort((a, b) => a - b);
  const link = await addLink(database.owner, {
    entryId: one as number,
    otherEntryId: other as number,
    answer: "linked",
    probability: 0.999,
  });
  await compareEastmere(database);
  expect(await listed()).toEqual(["waiting-for-a-place 2"]);
  const officer = await database.who("cme.eastmere");
  await database.owner.query(
    "insert into link_decisions (link_id, decision, made_at, made_by) values ($1, 'different', '2026-11-23T13:00Z', $2)",
    [link, officer.personId],
  );
  await compareEastmere(database);
  expect(await listed()).toEqual(["on-no-roll 1", "waiting-for-a-place 1"]);
});

test("a row is not taken for a child of the same name and birthday from whom a person parted it [A11]", async () => {
  const { rows } = await database.owner.query(
    `select e.id, c.id as child from list_entries e join children c on c.surname = e.surname and c.forename = e.forename
     where e.surname = 'Stays' and e.list = 'police-missing'`,
  );
  const { id, child } = rows[0];
  const meant = async () =>
    (await database.owner.query("select child_id from children_meant where entry_id = $1", [id])).rows[0]
      .child_id;
  expect(await meant()).toBe(child);
  const link = await addLink(database.owner, { entryId: id, childId: child, answer: "linked" });
  await database.owner.query(
    "insert into link_decisions (link_id, decision, made_at, made_by) values ($1, 'different', '2026-11-23T13:00Z', $2)",
    [link, (await database.who("cme.eastmere")).personId],
  );
  expect(await meant()).toBeNull();
});
