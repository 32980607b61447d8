import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendAbsence } from "../../test/support/attendance-referral.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { pupil, rollFile } from "../../test/support/roll-file.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { importFile } from "../feeds/index.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let absent: number;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-16T09:00:00Z");
  const viewer = await db.who("data.eastmere");
  const pupils = [
    pupil(1, { Surname: "Absenton" }),
    pupil(2, { Surname: "Feverham" }),
    pupil(3, { Surname: "Wellby" }),
    pupil(4, { Surname: "Toldby" }),
    pupil(5, { Surname: "Openby" }),
  ];
  await importFile(db.keepsight, "rolls", rollFile(pupils), { viewer });
  const away = "OOOOOOOOOO";
  const weeks: Record<string, string[]> = {
    // Nine days of absence are nothing to return: the tenth is Friday.
    "1": ["/\\/\\/\\/\\/\\", "/\\/\\/\\/\\/\\", away, away],
    // Fifteen days of sickness, not in a row: two, five, five and three.
    "2": ["IIII/\\/\\/\\", "IIIIIIIIII", "IIIIIIIIII", "I\\/III/\\/\\"],
    "4": ["/\\/\\/\\/\\/\\", "/\\/\\/\\/\\/\\", away, away],
    "5": ["/\\/\\/\\/\\/\\", "/\\/\\/\\/\\/\\", away, away],
    "3": ["IIII/\\/\\/\\", "IIIIIIIIII", "IIIIIIIIII", "I\\/I/\\/\\/\\"],
  };
  const mondays = ["2026-10-12", "2026-10-19", "2026-11-02", "2026-11-09"];
  const rows = Object.entries(weeks).flatMap(([number, marks]) =>
    mondays.map((monday, place) => ({
      ...{ LAESTAB: "9972001", UPN: pupil(Number(number))["UPN"] ?? "" },
      ...{ WeekStarting: monday, Marks: marks[place] ?? "" },
    })),
  );
  await importFile(db.keepsight, "attendance", rollFile(rows), { viewer });
  absent = Number((await db.owner.query("select id from children where surname = 'Absenton'")).rows[0].id);
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#8217;", "’")
    .replace(/\s+/g, " ");
const owed = async (who = "school.eastmere") =>
  words((await (await as(who)).open("/my-school/returns")).body);

describe("what a school owes by regulation 13", () => {
  test("ten school days of absence are told with their day, from the marks [C14]", async () => {
    expect(await owed()).toMatch(
      /Absenton Ten days’ absence return 10 school days since 2 Nov 2026 13 Nov 2026, 1 working day late/,
    );
  });

  test("fifteen school days of sickness are added up over the year; fourteen are not enough", async () => {
    const page = await owed();
    expect(page).toMatch(/Feverham Fifteen days’ sickness return 15 school days since 12 Oct 2026/);
    expect(page).not.toContain("Wellby Fifteen");
  });

  test("a new pupil is told within five days of the start, and the youngest class only where they start with the school year", async () => {
    await addPupil(db.owner, {
      forename: "Ivo",
      surname: "Newcome",
      born: "2017-01-05",
      startsOn: "2026-11-13",
    });
    await addPupil(db.owner, {
      forename: "Ada",
      surname: "Reception",
      born: "2022-01-05",
      startsOn: "2026-09-03",
    });
    await addPupil(db.owner, {
      forename: "Una",
      surname: "Fifthday",
      born: "2022-01-05",
      startsOn: "2026-09-09",
    });
    db.setNow("2026-10-20T09:00:00Z");
    const early = await owed();
    expect(early).toMatch(/Una Fifthday New pupil return On the roll from 9 Sep 2026 14 Sep 2026/);
    db.setNow("2026-11-16T09:00:00Z");
    expect(early).not.toContain("Reception");
    expect(await owed()).toMatch(
      /Ivo Newcome New pupil return On the roll from 13 Nov 2026 18 Nov 2026, in 2 working days/,
    );
    // It does not go by being left: it is owed until the school year ends.
    db.setNow("2027-06-14T09:00:00Z");
    expect(await owed()).toContain("Ivo Newcome New pupil return On the roll from 13 Nov 2026");
    db.setNow("2027-09-14T09:00:00Z");
    expect(await owed()).not.toContain("Ivo Newcome");
    db.setNow("2026-11-16T09:00:00Z");
  });

  test("is sent by a press, once, made from what is known, and is owed no longer", async () => {
    const school = await as("school.eastmere");
    const at = `/my-school/returns/ten-days-absent/${absent}/2026-11-02`;
    const page = words((await school.open(at)).body);
    expect(page).toContain("Absent without permission since 2 November 2026");
    expect((await school.send(at, { copyTo: "" })).location).toBe("/my-school/returns?sent");
    expect((await school.open(at)).status).toBe(303);
    const { rows } = await db.owner.query(
      "select kind, due_on::text, copy_to_authority_id from school_returns",
    );
    expect(rows).toEqual([{ kind: "ten-days-absent", due_on: "2026-11-13", copy_to_authority_id: null }]);
    expect(await owed()).not.toContain("Look and send of Absenton");
    await expect(db.owner.query("delete from school_returns")).rejects.toThrow(/never changed/);
  });

  test.each([
    ["Toldby", "attendance-procedure", {}],
    ["Openby", "open-case", { reason: "long-absence", address: "inside" }],
  ])(
    "sent of %s, it is owed no longer where a referral led to it either (%s) [C14]",
    async (surname, decision, more) => {
      const { rows } = await db.owner.query("select id from children where surname = $1", [surname]);
      const childId = Number(rows[0].id);
      const school = await as("school.eastmere");
      const reference = await sendAbsence(school, childId);
      await (await as("cme.eastmere")).send(
        `/referrals/${reference}`,
        { match: "none", decision, ...more },
        { action: `/referrals/${reference}/decision` },
      );
      const state = async () =>
        (
          await db.owner.query(
            `select state from (select state, obligation, child_id from obligations join cases on id = case_id
             union all select state, obligation, child_id from referral_obligations join referrals on id = referral_id) o
           where o.child_id = $1 and obligation = 'send-ten-day-return'`,
            [childId],
          )
        ).rows;
      expect(await state()).toEqual([{ state: "overdue" }]);
      await school.send(`/my-school/returns/ten-days-absent/${childId}/2026-11-02`, { copyTo: "" });
      expect(await state()).toEqual([{ state: "met-late" }]);
    },
  );

  test("the authority sees it as received, the area of another school does not, and another authority neither [G04]", async () => {
    const received = words((await (await as("cme.eastmere")).open("/removals/returns")).body);
    expect(received).toMatch(
      /Absenton Ten days’ absence return Ashfield Primary School 16 Nov 2026 Late, due 13 Nov 2026/,
    );
    expect((await (await as("cme.westholme")).open("/removals/returns")).body).not.toContain("Absenton");
    expect((await (await as("school2.eastmere")).open("/my-school/returns")).body).not.toContain("Absenton");
  });

  test("a pupil who lives across the border: the copy reaches the other authority, and no other return of the school [G04]", async () => {
    const { rows } = await db.owner.query("select id from authorities where name = 'Westholme'");
    const sick = Number(
      (await db.owner.query("select id from children where surname = 'Feverham'")).rows[0].id,
    );
    const school = await as("school.eastmere");
    await school.send(`/my-school/returns/fifteen-days-sick/${sick}/2026-10-12`, {
      copyTo: String(rows[0].id),
    });
    const home = await as("cme.westholme");
    const page = await home.open("/removals/returns");
    expect(page.body).toContain("Feverham");
    expect(page.body).not.toContain("Absenton");
    const [, id] = /\/removals\/returns\/(\d+)/.exec(page.body) ?? [];
    expect(words((await home.open(`/removals/returns/${id}`)).body)).toContain(
      "A copy went to Westholme, where the pupil lives.",
    );
    expect((await (await as("police.westholme")).open("/removals/returns")).status).toBe(403);
    const { body } = await home.open("/removals/returns.csv");
    expect(body.trim().split("\r\n")).toHaveLength(2);
  });
});

describe("what the authority sees", () => {
  beforeAll(async () => {
    const left = (
      surname: string,
      reason: string | null,
      on: string,
      born = "2017-03-03",
      school = "Larkmere Primary School",
    ) =>
      addPupil(db.owner, { forename: "Lee", surname, born, school, startsOn: "2024-09-03", endsOn: on }).then(
        (id) =>
          db.owner.query(
            `insert into provisions (child_id, kind, school_id, from_on, until_on, leaving_reason, source, made_at, made_by, replaces)
           select child_id, kind, school_id, from_on, until_on, $2, source, made_at, made_by, id from provisions where child_id = $1`,
            [id, reason],
          ),
      );
    for (let nth = 0; nth < 5; nth++) await left(`Homeward${nth}`, "F", "2026-10-16");
    for (let nth = 0; nth < 12; nth++)
      await left(`Usual${nth}`, "A", "2026-07-20", "2017-03-03", "Ashfield Primary School");
    await left("Eleven", "G", "2026-10-09", "2011-01-01", "Saltmarsh High School");
    await db.owner.query(
      `insert into attendance_weeks (child_id, last_import_id, school_id, week, marks)
       select id, 0, school_id, '2026-09-28', 'EEEEEEEEEE' from children where surname in ('Homeward0', 'Homeward1')`,
    );
  });

  test("patterns with their counts, and nobody is accused [H09]", async () => {
    const page = words((await (await as("cme.eastmere")).open("/removals/patterns")).body);
    expect(page).toMatch(/Larkmere Primary School F: Home education 5 of 5 5 of 18/);
    expect(page).toMatch(/Home education after code E.*Larkmere Primary School 2 5/);
    expect(page).toMatch(/Year 11 leavers before the January census.*Saltmarsh High School 1 1/);
    expect(page).toContain("A number that differs is a reason to ask, and no more");
    expect((await (await as("cme.westholme")).open("/removals/patterns")).body).not.toContain("Larkmere");
  });

  test("leavers without a destination by school, with their names on asking and as a file [H08]", async () => {
    const officer = await as("cme.eastmere");
    const page = (await officer.open("/removals/leavers")).body;
    expect(words(page)).toMatch(/Saltmarsh High School 1 9 Oct 2026/);
    expect(page).not.toContain("Eleven");
    expect(words(page)).not.toContain("Larkmere Primary School");
    const [, at] = /href="(\/removals\/leavers\?school=\d+)">Saltmarsh/.exec(page) ?? [];
    expect((await officer.open(at ?? "")).body).toContain("Lee Eleven");
    expect((await officer.open("/removals/leavers.csv")).body).toContain("Saltmarsh High School,Lee,Eleven");
    expect((await (await as("cme.westholme")).open("/removals/leavers.csv")).body).not.toContain("Eleven");
  });
});
