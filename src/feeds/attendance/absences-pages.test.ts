import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { pupil, rollFile } from "../../../test/support/roll-file.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { addressOf } from "../../../test/support/site.ts";
import { webServer } from "../../web/server.ts";
import { importFile } from "../import-file.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-23T09:00:00Z");
  const viewer = await db.who("data.eastmere");
  const pupils = [pupil(1, { Surname: "=Mar'low" }), pupil(2), pupil(3)];
  await importFile(db.keepsight, "rolls", rollFile(pupils), { viewer });
  const weeks: Record<string, string[]> = {
    "1": ["OOOOOOOOOO", "OOOOOOOOOO", "OOOOOOOOOO", "OOOOOOOOOO"],
    "2": ["/\\/\\/\\/\\/\\", "OUOOOOOOOO", "OOOOOOOOOO", "NNNNNNNNNN"],
    "3": ["IIIIIIIIII", "IIIIIIIIII", "IIIIIIIIII", "IIIIIIIIII"],
  };
  const mondays = ["2026-10-19", "2026-11-02", "2026-11-09", "2026-11-16"];
  const rows = Object.entries(weeks).flatMap(([number, marks]) =>
    mondays.map((monday, place) => ({
      ...{ LAESTAB: "9972001", UPN: pupil(Number(number))["UPN"] ?? "" },
      ...{ WeekStarting: monday, Marks: marks[place] ?? "" },
    })),
  );
  await importFile(db.keepsight, "attendance", rollFile(rows), { viewer });
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
});
afterAll(async () => {
  await server.close();
  await db.end();
});

test("an officer sees who has been absent for how long and by which codes, and takes the list as a file [B10] [G02]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  const page = (await officer.open("/absences")).body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  expect(page).toContain("=Mar'low Ashfield Primary School 19 Oct 2026 20 O 40 20 Nov 2026");
  expect(page).toContain("14 school days in a row of G, N and O alone.");
  expect(page).not.toContain("Pupild");
  const twenty = (await officer.open("/absences?point=twenty&kind=any")).body;
  expect(twenty).toContain("Pupild");
  expect(twenty).not.toContain("Pupilc");
  const { body } = await officer.open("/absences.csv?kind=unauthorised");
  expect(body.split("\r\n")).toHaveLength(4);
  expect(body).toContain("'=Mar'low");
  const { rows } = await db.owner.query(
    "select act, details -> 'rows' as rows from audit_entries where act like '%continuous absence%' order by id",
  );
  expect(rows.map(({ act, rows: seen }) => `${act}: ${seen}`)).toEqual([
    "listed continuous absences: 2",
    "listed continuous absences: 2",
    "took continuous absences as a file: 2",
  ]);
});

test("by its authority's own definition, and its school's of absence, a pupil is out of scope, at risk from ten school days without permission, or missing, and the page gives the reasons [A05]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  const { rows } = await db.owner.query("select forename, id from children");
  const page = async (forename: string) => {
    const { id } = rows.find((each) => each.forename === forename);
    return (await officer.open(`/children/${id}`)).body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  };
  const onRoll = "absence is a matter for the attendance procedure (N1.2.1)";
  expect(await page("Pupild")).toMatch(/Not a child missing education, by what is on record \(N1.2.1\)/);
  const away = await page("Pupilc");
  expect(away).toContain(
    "At risk of missing education, by what is on record (S, Definition of Children Missing in Education)",
  );
  expect(away).toContain(
    "Absent without permission for 15 school days in a row since Monday 2 November 2026, by the marks of Ashfield Primary School, known until Friday 20 November 2026.",
  );
  expect(away).toContain("has missed 10 school days or more without permission");
  expect(away).toContain(onRoll);
  // The same marks, and the name has come off the roll while the pupil waits for another school.
  await db.owner.query(
    "update children set on_roll = false, educated = 'awaiting-school-place' where forename = 'Pupilc'",
  );
  expect(await page("Pupilc")).toContain("Missing education, by what is on record (N1.2)");
});

test("another school and the police see nobody of it [B10] [G04]", async () => {
  const other = await signedIn(db, server, "school2.eastmere");
  expect((await other.open("/absences")).body).toContain("Nobody whom you may see is absent like this");
  expect((await (await signedIn(db, server, "police.eastmere")).open("/absences")).status).toBe(403);
});

test("the list of absences has nothing that axe objects to and fits a phone [B10]", async () => {
  const { token } = await signedIn(db, server, "cme.eastmere");
  await lookAt({ address: await addressOf(server), token, pages: { absences: "/absences" } });
});

test("a school goes from a pupil's absence to the referral of it; an officer, who refers nobody, does not [B10] [C13]", async () => {
  const { rows } = await db.owner.query("select id from children where surname = '=Mar''low'");
  const link = `href="/pupils/${rows[0].id}/absence"`;
  expect((await (await signedIn(db, server, "school.eastmere")).open("/absences")).body).toContain(link);
  expect((await (await signedIn(db, server, "cme.eastmere")).open("/absences")).body).not.toContain(link);
});
