import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { type LinkedCounty, linkedCounty } from "../../../test/support/linked-county.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { asOwner } from "../../database/index.ts";
import { type LinkOrder, linkEveryList } from "./index.ts";

let database: TestDatabase;
let county: LinkedCounty;
const twins = { surname: "Twinmere", born: "2016-03-09", sex: "F", postcode: "EA4 7DN" };
/** Of a health row and a child on a roll: names and birth date are the same, and each has a number. */
const misread = {
  forename: "Petra",
  surname: "Lettermere",
  born: "2014-05-06",
  sex: "F",
  postcode: "EA4 7DN",
};
/** A number whose check letter is wrong, which nobody has. */
const noUpn = "C801200005001";
let twin: { childId: number; entryId: number };

beforeAll(async () => {
  database = await testDatabase();
  database.keepsight.settings.dataFolder = mkdtempSync(join(tmpdir(), "keepsight-links-"));
  county = await linkedCounty(database, { children: 2400, seed: "links" });
  const childId = Number(await addPupil(database.owner, { ...twins, forename: "Ana" }));
  await addPupil(database.owner, { ...twins, forename: "Zofia", list: "health", childId: null });
  const { rows } = await database.owner.query(
    "select id from list_entries where list = 'health' and surname = 'Twinmere'",
  );
  twin = { childId, entryId: rows[0].id };
  await addPupil(database.owner, { ...misread, upn: "B801200005001" });
  await addPupil(database.owner, { ...misread, upn: noUpn, list: "health", childId: null });
  const other = { ...misread, born: "2011-10-17", sex: "M" };
  await addPupil(database.owner, { ...other, forename: "Ivo", upn: noUpn });
  await link();
}, 300_000);
afterAll(async () => {
  county.forget();
  await database.end();
});

const link = (order: LinkOrder = {}) =>
  asOwner(database.ownerUrl, (owner) =>
    linkEveryList(database.keepsight, owner, { authority: "997", ...order }),
  );
const rows = async (query: string, ...values: unknown[]) => (await database.owner.query(query, values)).rows;
const asText = (some: readonly unknown[]) => some.map((each) => JSON.stringify(each));
const everyLink = () => rows("select l.*, l.xmin::text from list_links l order by id");
const everyEntry = () => rows("select id, child_id, xmin::text from list_entries order by id");

test("rows mean the child whom they are truly about: hardly one is lost, hardly one is another's [A04] [A11]", async () => {
  const judged = (await county.rowsJudged()).filter(({ authority }) => authority === "997");
  const known = judged.filter(({ isKnown }) => isKnown);
  const linked = judged.filter(({ childId }) => childId !== null);
  expect(known.length).toBeGreaterThan(1500);
  expect(known.filter(({ isRight }) => isRight).length / known.length).toBeGreaterThan(0.97);
  expect(linked.filter(({ isRight }) => isRight).length / linked.length).toBeGreaterThan(0.995);
  // What an exact match alone had found, so that it is the linking that is measured.
  const exact = await rows(
    "select count(matched_child_id) as count from list_entries where id = any ($1)",
    known.map(({ entryId }) => entryId),
  );
  expect(exact[0].count / known.length).toBeLessThan(0.9);
});

test("the files that came in one after the other wait to be linked together, once [A04]", async () => {
  const waiting = await rows("select state, data from pgboss.job where name = 'link-lists'");
  expect(waiting).toEqual([{ state: "created", data: {} }]);
});

test("the other authority's lists are left alone [G04]", async () => {
  expect(
    await rows("select from list_links l join authorities a on a.id = authority_id where code <> '997'"),
  ).toEqual([]);
});

test("rows of no child on record are joined with one another [A04]", async () => {
  const [joined] = await rows(
    `select count(*) as count, count(*) filter (where e.child_id is null and o.child_id is null) as "ofNoChild" from list_links l
     join list_entries e on e.id = entry_id join list_entries o on o.id = other_entry_id`,
  );
  expect(joined.count).toBeGreaterThan(5);
  expect(joined.ofNoChild).toBe(joined.count);
});

test("each link says why: the evidence of its fields adds up to its weight [A11]", async () => {
  const links = await everyLink();
  for (const { weight, evidence, answer } of links) {
    // What was matched by its number alone has no likeness to tell of.
    expect(evidence.length > 0).toBe(answer !== "matched");
    const sum = evidence.reduce((all: number, { bits }: { bits: number }) => all + bits, 0);
    expect(Math.abs(sum - weight)).toBeLessThan(0.1);
  }
  expect(links.some(({ open }) => open)).toBe(true);
});

test("a UPN whose check letter is wrong neither joins nor parts, as in files [A11]", async () => {
  const links = await rows(
    `select c.forename, l.evidence, e.child_id = c.id as joined from list_links l join list_entries e on e.id = l.entry_id join children c on c.id = l.child_id
     where e.surname = $1 and e.list = 'health'`,
    misread.surname,
  );
  expect(links).toMatchObject([{ forename: "Petra", joined: true }]);
  expect(links[0].evidence).toContainEqual({ field: "upn", level: "missing", bits: 0 });
});

test("a twin, or a brother or sister, is never joined by the program itself [A11]", async () => {
  const [{ child_id }] = await rows("select child_id from list_entries where id = $1", twin.entryId);
  expect(child_id).toBeNull();
  const byItself = await rows(
    "select evidence from list_links where answer = 'linked' and child_id is not null",
  );
  const level = (evidence: { field: string; level: string }[], of: string) =>
    evidence.find(({ field }) => field === of)?.level;
  const siblings = byItself.filter(
    ({ evidence }) =>
      level(evidence, "born") === "differs" && !["same", "former"].includes(level(evidence, "upn") ?? ""),
  );
  expect(siblings).toEqual([]);
});

test("a row that the import matched by its number has a link that shows both, also where they are unlike [A11]", async () => {
  const [{ unlinked, matched }] = await rows(
    `select count(*) filter (where l.id is null) as unlinked, count(*) filter (where l.answer = 'matched') as matched
     from list_entries e left join list_links l on l.entry_id = e.id and l.child_id = e.matched_child_id
     join authorities a on a.id = e.authority_id and code = '997' where e.matched_child_id is not null and e.list <> 'school-roll'`,
  );
  expect(unlinked).toBe(0);
  expect(matched).toBeGreaterThan(0);
});

test("run again, it writes nothing and learns nothing; nothing of the lists is left behind [A11]", async () => {
  const written = async () => asText([...(await everyLink()), ...(await everyEntry())]);
  const before = await written();
  const models = await rows("select * from linkage_models order by id");
  expect(models.length).toBeGreaterThan(0);
  const [again] = await link();
  expect(again?.lists.map(({ model }) => model.isNew)).toEqual(again?.lists.map(() => false));
  const after = await written();
  expect(after.filter((row, at) => row !== before[at])).toEqual([]);
  expect(after).toHaveLength(before.length);
  expect(asText(await rows("select * from linkage_models order by id"))).toEqual(asText(models));
  expect(readdirSync(join(database.keepsight.settings.dataFolder, "linking"))).toEqual([]);
});

describe("what a person has decided", () => {
  const decided = async (linkId: number, decision: string) =>
    database.owner.query(
      `insert into link_decisions (link_id, decision, made_at, made_by)
       select $1, $2, '2026-11-24T10:00Z', id from people where email like 'cme.eastmere@%'`,
      [linkId, decision],
    );

  test("stays through the next run, and a row that is not one child's comes to the next likely [A11]", async () => {
    const [sure] = await rows(
      "select l.id, entry_id, l.child_id from list_links l join list_entries e on e.id = entry_id where answer = 'linked' and l.child_id is not null and matched_child_id is null order by l.id limit 1",
    );
    const [open] = await rows(
      "select id, entry_id, child_id from list_links where open and child_id is not null order by id limit 1",
    );
    // The same child on a second record: what is left when the first is said to be another.
    const [copy] = await rows(
      `insert into children (authority_id, forename, surname, date_of_birth, sex, upn, postcode, made_at)
       select authority_id, forename, surname, date_of_birth, sex, null, postcode, made_at from children where id = $1 returning id`,
      sure.child_id,
    );
    await decided(sure.id, "different");
    await decided(open.id, "same");
    await link();
    const meant = async (entryId: number) =>
      (await rows("select child_id from list_entries where id = $1", entryId))[0].child_id;
    expect(await meant(open.entry_id)).toBe(open.child_id);
    expect(await meant(sure.entry_id)).toBe(copy.id);
    await decided(sure.id, "undone");
    await database.owner.query(
      "update list_links set answer = 'to-be-confirmed' where entry_id = $1 and child_id = $2",
      [sure.entry_id, copy.id],
    );
    await database.owner.query("select settle_list_entries(array[$1::bigint])", [sure.entry_id]);
    expect(await meant(sure.entry_id)).toBe(sure.child_id);
  });
});

test("weights are learnt anew only when somebody asks, and the old ones are kept [A11]", async () => {
  const versions = async () =>
    (await rows("select version from linkage_models where list = 'health' order by version")).map(
      ({ version }) => version,
    );
  expect(await versions()).toEqual([1]);
  const [{ lists } = { lists: [] }] = await link({ relearn: true });
  expect(await versions()).toEqual([1, 2]);
  expect(lists.find(({ list }) => list === "health")?.model).toMatchObject({
    list: "health",
    version: 2,
    isNew: true,
  });
  // A short list is weighed by what the longest has taught.
  expect(lists.find(({ list }) => list === "police-missing")?.model).toMatchObject({
    list: "health",
    version: 2,
    isNew: false,
  });
});
