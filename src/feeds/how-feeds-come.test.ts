import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { pupil, rollFile } from "../../test/support/roll-file.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { databaseFor } from "../database/index.ts";
import { webServer } from "../web/server.ts";
import { layoutOf } from "./column-layout.ts";
import { hasStopped, type Rhythm } from "./feed-rhythm.ts";
import { importFile } from "./import-file.ts";
import { placesFor } from "./imports.store.ts";
import { listWords } from "./list-words.ts";
import { listDefinitions } from "./lists/index.ts";
import { RowReader } from "./row-reader.ts";
import { emptyFolder, type LookBefore, takeInFolder } from "./watched-folder.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-23T09:00:00Z");
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

test("the example of each layout reads without a fault, and the template has the columns that the list reads [A04]", async () => {
  const viewer = await db.who("data.eastmere");
  const mine = viewer.posts[0]?.authorityId ?? 0;
  const program = databaseFor(db.keepsight.pool, viewer.personId);
  const places = await placesFor(program, viewer, mine, "2026-11-23");
  const officer = await signedIn(db, server, "data.eastmere");
  expect(listDefinitions.map(({ word }) => word)).toEqual(listWords);
  for (const definition of listDefinitions) {
    const layout = layoutOf(definition);
    const reader = new RowReader(Object.fromEntries(layout.map(({ name }, place) => [name, place])), places);
    reader.turnTo(
      2,
      layout.map(({ example }) => example),
    );
    definition.read(reader);
    expect([definition.word, reader.faults]).toEqual([definition.word, []]);
    const template = await officer.open(`/imports/templates/${definition.word}`);
    expect(template.body).toBe(`\uFEFF${[...definition.required, ...definition.optional].join(",")}\r\n`);
  }
});

test.each<[Rhythm, string | null, boolean]>([
  ["weekly", "2026-11-13T09:00Z", false],
  ["weekly", "2026-11-12T09:00Z", true],
  ["yearly", "2025-11-24T09:00Z", false],
  ["weekly", null, false],
  ["not-expected", "2020-01-01T09:00Z", false],
])(
  "a list expected %s that last came %s: has stopped is %s on 23 November 2026 [A04]",
  (expected, last, stopped) => {
    const lastAt = last === null ? null : Temporal.Instant.from(last);
    expect(hasStopped({ expected, lastAt }, db.keepsight.now())).toBe(stopped);
  },
);

test("a list that stops coming is told on the first page of officers and leads until it comes or is no longer expected [A04]", async () => {
  const viewer = await db.who("data.eastmere");
  const police = (name: string) =>
    rollFile([
      { PoliceReference: name, Surname: "Fenn", Forename: "Kit", DOB: "2012-03-04", Postcode: "EA4 7DN" },
    ]);
  await importFile(db.keepsight, "police-missing", police("P1"), {
    viewer,
    authorityId: viewer.posts[0]?.authorityId ?? 0,
  });
  const firstPages = async () => {
    const seen: boolean[] = [];
    for (const [who, page] of [
      ["cme.eastmere", "/my-work"],
      ["named.eastmere", "/overview"],
      ["lead.eastmere", "/overview"],
      ["area.eastmere", "/my-visits"],
      ["cme.westholme", "/my-work"],
    ] as const) {
      const { body } = await (await signedIn(db, server, who)).open(page);
      seen.push(body.includes("Police missing list: last came on 23 Nov 2026, expected every week."));
    }
    return seen;
  };
  expect(await firstPages()).toEqual([false, false, false, false, false]);
  db.setNow("2026-12-07T09:00:00Z");
  expect(await firstPages()).toEqual([true, true, true, false, false]);
  const officer = await signedIn(db, server, "data.eastmere");
  expect((await officer.open("/imports")).body).toContain("Has stopped");
  const layout = "/imports/layouts/police-missing";
  expect((await officer.send(layout, { expected: "monthly" }, { action: `${layout}/rhythm` })).status).toBe(
    303,
  );
  expect(await firstPages()).toEqual([false, false, false, false, false]);
  const { rows } = await db.owner.query(
    "select details from audit_entries where act = 'said how often a list comes'",
  );
  expect(rows).toEqual([{ details: { list: "police-missing", expected: "monthly" } }]);
  const school = await signedIn(db, server, "school.eastmere");
  expect((await school.post(`${layout}/rhythm`, { expected: "yearly" })).status).toBe(403);
  db.setNow("2026-11-23T09:00:00Z");
});

test("a school that stops sending its roll is noticed though the list still comes, with since when, on a page and in a file [A04]", async () => {
  const viewer = await db.who("data.eastmere");
  const sent = (number: number, laestab: string) =>
    importFile(db.keepsight, "rolls", rollFile([pupil(number, { LAESTAB: laestab })]), { viewer });
  db.setNow("2026-06-01T09:00:00Z");
  await sent(61, "9972001");
  db.setNow("2026-11-02T09:00:00Z");
  await sent(62, "9972002");
  db.setNow("2026-11-23T09:00:00Z");
  const officer = await signedIn(db, server, "data.eastmere");
  const plain = (body: string) => body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
  expect(plain((await officer.open("/imports")).body)).toContain("Comes 2 schools do not send");
  const page = plain((await officer.open("/imports/schools/rolls")).body);
  expect(page).toContain("2 schools of 3 have sent nothing for longer than expected (every term)");
  expect(page).toMatch(/Saltmarsh High School 9974001 Never Ashfield Primary School 9972001 1 Jun 2026/);
  expect(page).not.toContain("Larkmere");
  expect((await officer.open("/imports/schools/rolls/schools.csv")).body).toBe(
    "\uFEFFSchool,Number,Authority,Last came\r\nSaltmarsh High School,9974001,Eastmere,Never\r\nAshfield Primary School,9972001,Eastmere,2026-06-01\r\n",
  );
  await db.owner.query("update schools set closed_on = '2026-09-01' where laestab = '9974001'");
  expect((await officer.open("/imports/schools/rolls")).body).not.toContain("Saltmarsh");
  await db.owner.query("update schools set closed_on = null where laestab = '9974001'");
  expect((await officer.open("/imports/schools/health-list")).status).toBe(404);
  const school = await signedIn(db, server, "school.eastmere");
  expect((await school.open("/imports/schools/rolls")).status).toBe(404);
  const other = await signedIn(db, server, "data.westholme");
  expect((await other.open("/imports/schools/rolls")).body).not.toContain("Ashfield");
});

test("files in the watched folder are taken in once they are whole, and each is told what came of it [A02]", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keepsight-watched-"));
  const before: LookBefore = new Map();
  const look = () => takeInFolder(db.keepsight, folder, before);
  const put = (name: string, content: string) => writeFileSync(join(folder, name), content);
  const roll = readFileSync(rollFile([pupil(1), pupil(2, { DOB: "no" })]), "utf8");
  put("rolls-autumn.csv", roll.slice(0, 60));
  put("health-list.csv", "NHSNumber,Surname\nx,y\n");
  put("lunch-menu.csv", "a,b\n");
  put("rolls-empty.csv", "");
  put(".hidden.csv", roll);
  put("rolls-note.txt", "not a list");
  await look();
  expect(readdirSync(join(folder, "done"))).toEqual([]);
  appendFileSync(join(folder, "rolls-autumn.csv"), roll.slice(60));
  await look();
  // It has grown since: it may not be whole.
  expect(readdirSync(folder)).toContain("rolls-autumn.csv");
  expect(readdirSync(join(folder, "refused")).sort()).toEqual([
    ...["health-list.csv", "health-list.csv.txt", "lunch-menu.csv", "lunch-menu.csv.txt"],
  ]);
  await look();
  const reason = (path: string) => readFileSync(join(folder, path), "utf8");
  expect(reason("done/rolls-autumn.csv.txt")).toMatch(
    /^import \d+: 1 new, 0 changed, 0 the same, 1 waiting for correction.\n$/,
  );
  expect(reason("refused/health-list.csv.txt")).toMatch(/^This file has no Forename, no DOB\./);
  expect(reason("refused/lunch-menu.csv.txt")).toMatch(
    /^The name says no list\. Begin it with one of admissions-applications,/,
  );
  put("Rolls-autumn.csv", roll);
  await look();
  await look();
  expect(reason("done/Rolls-autumn.csv.txt")).toMatch(/^In already, as import/);
  put("rolls-autumn.csv", roll.replace("Quay", "Mill"));
  await look();
  await look();
  expect(readdirSync(join(folder, "done"))).toContain("rolls-autumn (2).csv");
  expect(readdirSync(folder).sort()).toEqual([
    ".hidden.csv",
    "done",
    "reading",
    "refused",
    "rolls-empty.csv",
    "rolls-note.txt",
  ]);
  expect(readdirSync(join(folder, "reading"))).toEqual([]);
});

test("a file that was being read when the worker was killed is gone on with, and two workers do not meet [A02]", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keepsight-watched-"));
  mkdirSync(join(folder, "reading"));
  renameSync(rollFile([pupil(21), pupil(22)]), join(folder, "reading", "rolls-killed.csv"));
  await Promise.all([
    takeInFolder(db.keepsight, folder, new Map()),
    takeInFolder(db.keepsight, folder, new Map()),
  ]);
  expect(readdirSync(join(folder, "done"))).toEqual(["rolls-killed.csv", "rolls-killed.csv.txt"]);
  expect(readFileSync(join(folder, "done/rolls-killed.csv.txt"), "utf8")).toMatch(/: 2 new/);
});

test("what was taken in or refused is deleted after the days that are set, and not before [A02] [G01]", async () => {
  const folder = mkdtempSync(join(tmpdir(), "keepsight-watched-"));
  expect(await emptyFolder(db.keepsight, folder)).toBe(0);
  const put = (path: string, on: string) => {
    writeFileSync(join(folder, path), "x");
    const at = new Date(`${on}T09:00:00Z`);
    utimesSync(join(folder, path), at, at);
  };
  for (const name of ["done", "refused", "reading"]) {
    mkdirSync(join(folder, name));
    // Written long before it came, and done with 31 or 29 days ago.
    for (const [file, on] of [
      ["rolls-old.csv", "2026-10-23"],
      ["rolls-young.csv", "2026-10-25"],
    ] as const) {
      put(join(name, file), "2026-01-01");
      if (name !== "reading") put(join(name, `${file}.txt`), on);
    }
  }
  put("rolls-new.csv", "2026-01-01");
  expect(await emptyFolder(db.keepsight, folder)).toBe(2);
  for (const name of ["done", "refused"])
    expect(readdirSync(join(folder, name))).toEqual(["rolls-young.csv", "rolls-young.csv.txt"]);
  expect(readdirSync(join(folder, "reading"))).toHaveLength(2);
  expect(readdirSync(folder)).toContain("rolls-new.csv");
});

test("the layout of a list and the table of lists have nothing that axe objects to and fit a phone [A04]", async () => {
  const { token } = await signedIn(db, server, "data.eastmere");
  await lookAt({
    address: await addressOf(server),
    token,
    pages: {
      "feeds-layout": "/imports/layouts/attendance",
      feeds: "/imports",
      "feeds-schools": "/imports/schools/rolls",
    },
  });
});
