import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { pupil, type RollRow, rollFile } from "../../test/support/roll-file.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { importFile } from "../feeds/index.ts";
import { webServer } from "../web/server.ts";

const today = "2026-11-23T09:00:00Z";
let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow(today);
  const viewer = await db.who("data.eastmere");
  await importFile(db.keepsight, "rolls", rollFile([1, 2, 3, 4, 5, 6, 7, 9].map((number) => pupil(number))), {
    viewer,
  });
  await importFile(db.keepsight, "exclusions", rollFile(told), { viewer });
  const marks = rollFile([
    ...["EEEEEEEEEE", "OOOOOOOOOO"].map((week, place) =>
      marksOf(3, ["2026-11-09", "2026-11-16"][place] ?? "", week),
    ),
    marksOf(4, "2026-11-09", "EEEEEE/\\/\\"),
    marksOf(9, "2026-11-16", "/\\/\\EEEE/\\"),
  ]);
  await importFile(db.keepsight, "attendance", marks, { viewer });
  server = await webServer(db.keepsight);
});
beforeEach(() => db.setNow(today));
afterAll(async () => {
  await server.close();
  await db.end();
});

const told: RollRow[] = [
  excluded(1, { Kind: "permanent", StartsOn: "2026-11-10" }),
  excluded(2, { Kind: "suspension", StartsOn: "2026-11-16", EndsOn: "2026-11-27", Sessions: "20" }),
  excluded(3, { Kind: "suspension", StartsOn: "2026-11-09", EndsOn: "2026-11-13", Sessions: "10" }),
  excluded(4, { Kind: "suspension", StartsOn: "2026-11-09", EndsOn: "2026-11-11", Sessions: "6" }),
  excluded(5, {
    Kind: "managed move",
    StartsOn: "2026-11-02",
    ProvisionName: "Saltmarsh High School",
    ProvisionFrom: "2026-11-16",
  }),
  excluded(6, { Kind: "suspension", StartsOn: "2026-11-18", EndsOn: "2026-11-19", Sessions: "4" }),
  excluded(7, { Kind: "permanent", StartsOn: "2026-10-22" }),
];

function excluded(number: number, row: RollRow): RollRow {
  const { LAESTAB = "", UPN = "", Surname = "", Forename = "", DOB = "", Sex = "" } = pupil(number);
  return { ExclusionReference: `X${number}`, LAESTAB, UPN, Surname, Forename, DOB, Sex, ...row };
}
function marksOf(number: number, WeekStarting: string, Marks: string): RollRow {
  return { LAESTAB: "9972001", UPN: pupil(number)["UPN"] ?? "", WeekStarting, Marks };
}

const as = (who: string) => signedIn(db, server, who);
const team = () => as("exclusions.eastmere");
const csvOf = async (show: string) => {
  const { body } = await (await team()).open(`/exclusions.csv?show=${show}`);
  return body.split("\r\n").slice(1, -1);
};
const entryOf = async (number: number) =>
  Number(
    (
      await db.owner.query("select id from list_entries where list = 'exclusion' and row_key = $1", [
        `X${number}`,
      ])
    ).rows[0].id,
  );
const on = (name: string, day: string) => {
  const { day: of, month, year } = Temporal.PlainDate.from(day);
  return { [`${name}-day`]: String(of), [`${name}-month`]: String(month), [`${name}-year`]: String(year) };
};
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const childOf = async (number: number) =>
  Number((await db.owner.query("select id from children where upn = $1", [pupil(number)["UPN"]])).rows[0].id);

test("every exclusion of the list stands in one state, and who is back by the school's marks is no longer watched [E12 partly] [B07]", async () => {
  const states = (await csvOf("all")).map((line) => `${/Pupil(\w)/.exec(line)?.[1]}:${line.split(",")[10]}`);
  expect(states.toSorted()).toEqual(
    [
      "b:Nothing new has begun",
      "c:Out of school now",
      "d:Should be back and is not",
      "e:Back",
      "f:New provision begun",
      'g:"Ended',
      "h:Nothing new has begun",
    ].toSorted(),
  );
  expect((await csvOf("watched")).map((line) => /Pupil(\w)/.exec(line)?.[1])).toEqual(["h", "d", "b", "c"]);
});

test("school days are counted, and full-time provision is owed from the sixth of more than five [E12 partly]", async () => {
  const byPupil = Object.fromEntries((await csvOf("all")).map((line) => [/Pupil(\w)/.exec(line)?.[1], line]));
  // Ten school days; the fifth is Friday 20 November. A permanent exclusion of Tuesday 10 November: Monday 16.
  expect(byPupil["c"]).toContain(",10,yes,Not shown: was due by 2026-11-20,");
  expect(byPupil["b"]).toContain(",10,yes,Not shown: was due by 2026-11-16,");
  expect(byPupil["d"]).toContain(",5,no,Not owed: five days or fewer,");
  // Half-term is no school day: 22 and 23 October, then 2 to 4 November.
  expect(byPupil["h"]).toContain("Not shown: was due by 2026-11-04");
});

const workOf = async (who: string, query = "area=") =>
  plain((await (await as(who)).open(`/my-work?${query}`)).body);

test("every exclusion reaches the team: by the list, by an open case, and by the marks of a pupil of whom no notice came [E12]", async () => {
  const kase = await caseAtAddress(db, { forename: "Told", surname: "Oncase" });
  db.setNow(today);
  await db.owner.query(
    `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
     select id, 'excluded-permanently', '2026-11-19T12:00Z', '{}', '2026-11-20T09:00Z', opened_by from cases where id = $1`,
    [kase.caseId],
  );
  const body = plain((await (await team()).open("/exclusions?show=all")).body);
  const [list = "", besides = ""] = body.split("no notice has come: ask the school for it");
  const [marks = "", onCases = ""] = besides.split("Told on an open case");
  for (const letter of ["b", "c", "d", "e", "f", "g", "h"]) expect(list).toContain(`Pupil${letter}`);
  expect(marks).toContain("Pupilj Testerj Ashfield Primary School 18 Nov 2026 4");
  expect(marks.match(/Pupil\w/g)).toHaveLength(1);
  expect(onCases).toContain("Told Oncase");
});

test("what is owed on exclusions stands in My work of those who owe it, the longest late first, with the return that did not happen; a school's late provision is told [E12 partly]", async () => {
  const work = await workOf("exclusions.eastmere");
  const [overdue = "", told = ""] = work.split("Late: you are told");
  const names = [
    ...overdue.matchAll(
      /(Arrange education for the exclusion|Refer the pupil who did not come back) : Pupil(\w)/g,
    ),
  ];
  // Due on 4, 16 and 18 November: from the sixth school day, and two school days after the missed return.
  expect(names.map(([, todo, name]) => `${name}: ${todo}`)).toEqual([
    "h: Arrange education for the exclusion",
    "b: Arrange education for the exclusion",
    "d: Refer the pupil who did not come back",
  ]);
  expect(work).toContain("3 overdue, 0 due today");
  expect(told).toMatch(/Arrange education for the exclusion : Pupilc.*due 20 Nov 2026/);
  expect((await (await team()).open("/my-work?area=")).body).toContain(
    `/exclusions/${await entryOf(3)}/no-return`,
  );
  expect((await (await team()).open("/my-work.csv")).body).toContain("Refer the pupil who did not come back");
  // Whoever looks up later who took a pupil's name away finds it.
  const { rows: taken } = await db.owner.query(
    `select from audit_entries where act = 'took my work as a file' and details -> 'children' @> to_jsonb(
       (select child_id from list_entries where id = $1))`,
    [await entryOf(3)],
  );
  expect(taken).toHaveLength(1);
  // The CME officer follows the two who are excluded for good, and the one on a managed move has begun.
  expect((await workOf("cme.eastmere")).match(/Confirm with the school : Pupil(\w)/g)).toHaveLength(2);
  expect(await workOf("exclusions.westholme")).not.toContain("Pupil");
  expect(await workOf("exclusions.eastmere", "act=make-referral")).not.toContain("Pupilb");
});

test("provision that was shown in time ends what is owed, and a missing first day is asked for [E12 partly]", async () => {
  const entry = await entryOf(2);
  const officer = await team();
  const at = `/exclusions/${entry}/provision`;
  const none = await officer.send(at, {
    provider: "Quay Farm Project",
    hours: "x",
    ...on("happenedOn", "2026-11-19"),
  });
  expect(none.status).toBe(422);
  expect(plain(none.body)).toContain("Enter the hours a week, such as 25");
  const { status } = await officer.send(at, {
    ...{ provider: "Quay Farm Project", hours: "25" },
    ...on("from", "2026-11-23"),
    ...on("happenedOn", "2026-11-19"),
  });
  expect(status).toBe(303);
  const page = plain((await officer.open(`/exclusions/${entry}`)).body);
  expect(page).toContain("Shown in time: Quay Farm Project from 23 November 2026");
  expect(page).toContain("25 hours a week");
});

test("a return that did not happen refers the pupil once; in an open case it begins an absence in the procedures' words [E12 partly]", async () => {
  const officer = await team();
  const entry = await entryOf(3);
  const at = `/exclusions/${entry}/no-return`;
  const fields = { words: "Nobody answers the phone.", ...on("happenedOn", "2026-11-16") };
  const { location } = await officer.send(at, fields);
  expect(location).toMatch(/\?referred=EM-R-\d+$/);
  expect((await officer.send(at, fields)).status).toBe(422);
  const { rows } = await db.owner.query(
    "select reference from referrals where form = 'team' and child_id = $1",
    [await childOf(3)],
  );
  expect(rows).toHaveLength(1);
  expect(plain((await (await as("cme.eastmere")).open(`/referrals/${rows[0].reference}`)).body)).toContain(
    "Nobody answers the phone.",
  );
  expect(await workOf("exclusions.eastmere")).not.toContain("Pupild");
});

test("in an open case the exclusion and the missed return stand in the procedures' words, so that what is owed moves [E12 partly]", async () => {
  const kase = await caseAtAddress(db, { forename: "Pupilz", surname: "Testerz" });
  const UPN = "";
  const row = { ...excluded(8, { Kind: "suspension", StartsOn: "2026-11-09", EndsOn: "2026-11-13" }), UPN };
  db.setNow(today);
  await importFile(
    db.keepsight,
    "exclusions",
    rollFile([{ ...row, Surname: "Testerz", Forename: "Pupilz" }]),
    {
      viewer: await db.who("data.eastmere"),
    },
  );
  const entry = await entryOf(8);
  await db.owner.query("update list_entries set child_id = $1 where id = $2", [kase.childId, entry]);
  const { status } = await (await team()).send(
    `/exclusions/${entry}/no-return`,
    on("happenedOn", "2026-11-16"),
  );
  expect(status).toBe(303);
  const { rows } = await db.owner.query(
    "select kind, details from case_facts where case_id = $1 and kind in ('excluded-for-a-time', 'absence-began') order by id",
    [kase.caseId],
  );
  expect(rows).toMatchObject([
    { kind: "excluded-for-a-time", details: { length: "up-to-five-days" } },
    { kind: "absence-began", details: { reason: "exclusion-overrun" } },
  ]);
  const owed = await db.owner.query(
    "select count(*)::int as many from obligations where case_id = $1 and started_by = (select max(id) from case_facts where case_id = $1 and kind = 'absence-began')",
    [kase.caseId],
  );
  expect(owed.rows[0].many).toBeGreaterThan(0);
});

test("of a pupil who has died nothing is owed on an exclusion [E12 partly]", async () => {
  expect(await workOf("exclusions.eastmere")).toContain("Pupilb");
  await db.owner.query(
    `insert into cases (reference, authority_id, area_id, child_id, school_id, reason, missing_since, procedure, procedure_version, opened_at,
       opened_by, open, outcome, closed_at)
     select 'EM-C-900001', authority_id, area_id, $1, school_id, reason, missing_since, procedure, procedure_version, opened_at, opened_by,
       false, 'died', opened_at from cases order by id limit 1`,
    [await childOf(1)],
  );
  const work = await workOf("exclusions.eastmere");
  expect(work).toContain("Pupilh");
  expect(work).not.toContain("Pupilb");
});

test("another authority, a school and the police see none of it [G04]", async () => {
  const entry = await entryOf(1);
  const westholme = await as("exclusions.westholme");
  expect((await westholme.open(`/exclusions/${entry}`)).status).toBe(404);
  expect((await westholme.open("/exclusions.csv?show=all")).body).not.toContain("Pupil");
  for (const who of ["school.eastmere", "police.eastmere", "area.eastmere"])
    expect((await (await as(who)).open("/exclusions")).status).toBe(403);
  expect((await (await as("auditor.eastmere")).open(`/exclusions/${entry}/return`)).status).toBe(403);
});

test("the officer's day begins on the exclusions; the pages fit a phone and axe finds nothing [E12 partly]", async () => {
  const officer = await team();
  expect((await officer.open("/")).location).toBe("/exclusions");
  const entry = await entryOf(2);
  await server.listen({ host: "localhost", port: 0 });
  const url = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  await lookAt({
    address: url,
    token: officer.token,
    pages: {
      exclusions: "/exclusions",
      exclusion: `/exclusions/${entry}`,
      "exclusion-provision": `/exclusions/${entry}/provision`,
    },
  });
}, 120_000);
