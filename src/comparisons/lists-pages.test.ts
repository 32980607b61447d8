import { afterAll, beforeAll, expect, test } from "vitest";
import { compareEastmere, smallListsCompared } from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { type SignedIn, signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";

let database: TestDatabase;
let site: Site;
let officer: SignedIn;
beforeAll(async () => {
  database = await testDatabase();
  await smallListsCompared(database);
  await database.owner.query(
    `insert into county_states select authority_id, on_day - 20, state, children + 1, with_case from county_states`,
  );
  await database.owner.query(
    `insert into comparison_totals (authority_id, comparison, on_day, listed, open)
     select authority_id, comparison, on_day - ago, listed + ago, open + ago % 4 from comparison_totals, generate_series(1, 14) ago`,
  );
  database.setNow("2026-11-24T09:00:00Z");
  site = await startSite(database);
  officer = await signedIn(database, site.server, "cme.eastmere");
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const list = "/lists/left-arrived-nowhere";
const plain = (body: string) => body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");

test("each list says its question, how many are open, how it moved and how fresh its sources are [B01] [B02] [B04]", async () => {
  const { status, body } = await officer.open("/lists");
  expect(status).toBe(200);
  const words = plain(body);
  expect(words).toContain("Which children left a school, and no school has shown them since? 2 open");
  expect(words).toMatch(/From \d+ on 9 Nov 2026 to 2/);
  expect(words).toContain("As the lists were on 23 Nov 2026");
  expect(body).toContain('href="/lists/waiting-for-a-place"');
});

test("late is a list that has stopped coming by the authority's own rhythm, or that is expected and never came [A04] [B01]", async () => {
  const late = async () =>
    /Late (.*?): what rests on them/.exec(plain((await officer.open("/lists")).body))?.[1] ?? "";
  const sayRhythm = (list: string, expected: string) =>
    database.owner.query(
      `insert into feed_rhythms (authority_id, list, expected, made_at, made_by)
       select a.id, $1, $2, now(), p.id from authorities a, people p where a.name = 'Eastmere' and p.email like 'data.eastmere@%'`,
      [list, expected],
    );
  expect(await late()).toBe("");
  await database.owner.query(
    "update imports set finished_at = '2026-11-01T09:00Z' where list = 'police-missing'",
  );
  expect(await late()).toBe("Police missing list");
  await sayRhythm("police-missing", "monthly");
  expect(await late()).toBe("");
  await database.owner.query("update imports set list = 'independent-school' where list = 'police-missing'");
  expect(await late()).toBe("Police missing list");
  expect(plain((await officer.open("/lists/missing-to-the-police?standing=open")).body)).toContain(
    "Police missing list: never came Late",
  );
  await sayRhythm("police-missing", "not-expected");
  expect(await late()).toBe("");
});

test("what came since somebody last looked is new to them, and to nobody else [B02]", async () => {
  expect(plain((await officer.open(`${list}?standing=open`)).body)).not.toContain("New Left");
  expect(plain((await officer.open("/lists")).body)).toContain("You looked on 24 November 2026");
  database.setNow("2026-11-24T09:10:00Z");
  await database.owner.query(
    "update comparison_findings set first_listed_at = '2026-11-24T09:05Z' where surname = 'Gone'",
  );
  expect(plain((await officer.open("/lists")).body)).toContain("1 new");
  expect(plain((await officer.open(`${list}?standing=open`)).body)).toContain("New Left");
  const other = await signedIn(database, site.server, "named.eastmere");
  expect(plain((await other.open("/lists")).body)).not.toContain("1 new");
});

test("a list narrowed by school stays so, its file holds what is left, and its rows can be settled at once [B02]", async () => {
  const ashfield = (await database.owner.query("select id from schools where laestab = '9972001'")).rows[0]
    .id;
  await officer.open(`${list}?standing=open&school=${ashfield}`);
  const back = await officer.open(list);
  expect(back).toMatchObject({ status: 303, location: `${list}?standing=open&school=${ashfield}` });
  const file = await officer.open(`${list}/findings.csv?school=${ashfield}`);
  expect(file.body).toContain(
    'Gone,Robin,2015-03-04,2026-07-03,"Left Ashfield Primary School on 3 July 2026',
  );
  const page = `${list}?standing=open`;
  const wanting = await officer.send(page, { how: "fine" }, { action: `${list}/settlements` });
  expect(wanting.status).toBe(400);
  expect(wanting.body).toContain("Tick at least one child");
  expect(wanting.body).toContain("Say why it is fine");
  const { id } = (await database.owner.query("select id from comparison_findings where surname = 'Gone'"))
    .rows[0];
  const sent = await officer.send(
    page,
    { finding: String(id), how: "fine", why: "Seen abroad" },
    { action: `${list}/settlements` },
  );
  expect(sent).toMatchObject({ status: 303, location: `${list}?done=1&left=0` });
  expect(plain((await officer.open(`${list}?standing=settled`)).body)).toContain("Seen abroad");
});

test("to open a case leads to the referral, where every list is searched first [A10] [B01]", async () => {
  const { id } = (await database.owner.query("select id from comparison_findings where surname = 'Movedin'"))
    .rows[0];
  const page = "/lists/on-no-roll?standing=open";
  const sent = await officer.send(
    page,
    { finding: String(id), how: "referred" },
    { action: "/lists/on-no-roll/settlements" },
  );
  expect(sent.location).toMatch(/^\/referrals\/EM-R-/);
  const referral = plain((await officer.open(sent.location ?? "")).body);
  expect(referral).toContain("Comparison of lists");
  expect(referral).toContain("Northford wrote on 2 November 2026");
});

test("who sees one area sees its findings alone; who may not settle sees no form [G04]", async () => {
  const lead = await signedIn(database, site.server, "lead.eastmere");
  expect((await lead.open("/lists/did-not-start?standing=open")).body).toContain("NOSTART");
  expect((await lead.open("/lists/on-no-roll?standing=open")).body).not.toContain("UNSEEN");
  const admissions = await signedIn(database, site.server, "admissions.eastmere");
  const { body } = await admissions.open("/lists/did-not-start?standing=open");
  expect(body).toContain("NOSTART");
  expect(body).not.toContain("About those ticked");
});

test("the county picture flows from all children to those of whom nobody knows, each number a link to its list [A04]", async () => {
  const { body } = await officer.open("/county-picture");
  expect(body).toMatch(/<a(?=[^>]*href="\/lists")[^>]*aria-current="page"/);
  const words = plain(body);
  const [all = 0, missing = 0] = [
    ...words.matchAll(/(\d+) children of school age stand|Of (\d+) no list/g),
  ].map(([, one, two]) => Number(one ?? two));
  expect(missing).toBe(17);
  expect(all).toBeGreaterThan(missing);
  const table = words.split("The same in numbers")[1] ?? "";
  expect(table).toMatch(/Left, arrived nowhere 2 0/);
  for (const list of [
    "left-arrived-nowhere",
    "on-no-roll",
    "did-not-start",
    "waiting-for-a-place",
    "excluded",
  ])
    expect(body.split(`href="/lists/${list}"`).length).toBeGreaterThan(2);
});

test("the lists have no axe violations and fit a small phone", { timeout: 90_000 }, async () => {
  await compareEastmere(database);
  const { token } = await signedIn(database, site.server, "cme.eastmere");
  await lookAt({
    address: site.address,
    token: token,
    pages: {
      lists: "/lists",
      list: "/lists/on-no-roll?standing=open",
      "county-picture": "/county-picture",
      "list-settled": `${list}?standing=settled`,
    },
  });
});
