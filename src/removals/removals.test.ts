import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendAbsence } from "../../test/support/attendance-referral.ts";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil, type Pupil } from "../../test/support/pupils.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-16T09:00:00Z");
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
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
let count = 0;

/** A pupil on the roll of Ashfield Primary School with weeks of marks, by their Mondays. */
async function aPupil(weeks: Record<string, string> = {}, more: Partial<Pupil> = {}): Promise<number> {
  const surname = `Offrollby${String.fromCharCode(97 + (count % 26))}${count++}`;
  const id = await addPupil(db.owner, {
    ...{ forename: "Wren", surname, born: "2016-05-04", upn: null, address: "1 Invented Lane" },
    ...more,
  });
  for (const [week, marks] of Object.entries(weeks))
    await db.owner.query(
      `insert into attendance_weeks (child_id, last_import_id, school_id, week, marks)
       select id, 0, school_id, $2, $3 from children where id = $1`,
      [id, week, marks],
    );
  return id ?? 0;
}

const away = "OOOOOOOOOO";
/** Twenty school days with half-term between, the last of them on Friday 13 November. */
const twentyDays = { "2026-10-12": away, "2026-10-19": away, "2026-11-02": away, "2026-11-09": away };
const dayFields = (name: string, iso: string) => {
  const { day, month, year } = Temporal.PlainDate.from(iso);
  return { [`${name}-day`]: String(day), [`${name}-month`]: String(month), [`${name}-year`]: String(year) };
};
const searched = {
  ...{ unableToCome: "no", schoolTried: "Called and visited.", together: "yes", found: "not-found" },
  ...{ authorityTried: "The area officer visited twice.", evidence: "Call notes in the pupil's file." },
  ...dayFields("schoolTriedOn", "2026-11-06"),
  ...dayFields("authorityTriedOn", "2026-11-11"),
};
const moved = {
  ...{ boarder: "no", tooFar: "yes", willAttendAgain: "no", orderNamesSchool: "no" },
  ...{ evidence: "The landlord's e-mail of 9 November.", ...dayFields("movedOn", "2026-11-07") },
};
const elsewhere = {
  ...{ dualAgreed: "no", orderNamesSchool: "no", mobileMainSchool: "no", evidence: "Call on 12 November." },
  ...dayFields("registeredThereOn", "2026-11-12"),
};

/** Chooses a ground, answers what it asks, and says when the name comes off. Answers where the last page leads. */
async function filledIn(
  childId: number,
  letter: string,
  answers: Record<string, string>,
  removal: { on: string; destination?: string; laestab?: string; transferFile?: string },
  who = "school.eastmere",
) {
  const school = await as(who);
  const at = `/pupils/${childId}/removal`;
  await school.send(at, { reason: `ground-${letter}` }, { action: `${at}/ground` });
  await school.send(`${at}/evidence`, answers);
  const { destination = "unknown", laestab = "", transferFile = "xxxxxxx" } = removal;
  return school.send(`${at}/leaving`, {
    ...dayFields("removedOn", removal.on),
    ...{ destination, newLaestab: laestab, newSchool: destination === "school" ? "Newfield School" : "" },
    ...{ reason: "As the ground says.", transferFile },
  });
}
const pressed = async (childId: number, who = "school.eastmere") => {
  const at = `/pupils/${childId}/removal`;
  return (await as(who)).send(`${at}/check`, {}, { action: at });
};
const removalsOf = async (childId: number) =>
  (
    await db.owner.query(
      `select r.id, r.letter, r.met_on::text as met, r.new_laestab, array_agg(t.step || coalesce(' ' || t.on_day, '') order by t.id) as steps
       from removals r join removal_steps t on t.removal_id = r.id where child_id = $1 group by r.id order by r.id`,
      [childId],
    )
  ).rows;
const onRoll = async (childId: number) =>
  (await db.owner.query("select on_roll from children where id = $1", [childId])).rows[0].on_roll;

describe("a reason that is no ground", () => {
  test("is refused as unlawful with the regulation named, and the right way is offered [F01]", async () => {
    const childId = await aPupil();
    const at = `/pupils/${childId}/removal`;
    const school = await as("school.eastmere");
    const { location } = await school.send(at, { reason: "no-poor-attendance" }, { action: `${at}/ground` });
    expect(location).toBe(`${at}/not-lawful`);
    const page = words((await school.open(`${at}/not-lawful`)).body);
    expect(page).toContain("is not a ground. To remove the name for it would be unlawful.");
    expect(page).toContain(
      "regulation 9(1) of the School Attendance (Pupil Registration) (England) Regulations 2024",
    );
    expect(page).toContain("Follow the attendance procedure");
    await pressed(childId);
    expect([await onRoll(childId), await removalsOf(childId)]).toEqual([true, []]);
  });

  test("nothing chosen is asked for again, beside the list of every ground [F01]", async () => {
    const childId = await aPupil();
    const at = `/pupils/${childId}/removal`;
    const { status, body } = await (await as("school.eastmere")).send(at, {}, { action: `${at}/ground` });
    expect([status, body.includes("Choose why the name should come off")]).toEqual([422, true]);
    for (const letter of "ABCDEFGHIJKLMNO") expect(body).toContain(`(ground ${letter})`);
  });
});

describe("home education", () => {
  test("whose parent has written where the pupil goes is not recorded with a destination that nobody knows [F01] [F03]", async () => {
    const childId = await aPupil();
    const notice = {
      ...{ askedByParent: "yes", orderNamesSchool: "no", evidence: "The parent's letter." },
      ...dayFields("noticeOn", "2026-11-09"),
      ...dayFields("lastDayNamed", "2026-11-13"),
    };
    const told = (destination: string) => filledIn(childId, "F", notice, { on: "2026-11-16", destination });
    for (const destination of ["unknown", "none"]) {
      const { status, body } = await told(destination);
      expect(status).toBe(422);
      expect(words(body)).toMatch(
        /Say where the pupil goes. You chose .Home education.: The parent has written/,
      );
    }
    expect((await told("home-education")).status).toBe(303);
  });
});

describe("twenty school days of absence", () => {
  test("the marks are drawn and counted, what is missing is told, and the half-filled draft is kept [F02] [C17]", async () => {
    const childId = await aPupil(twentyDays);
    const at = `/pupils/${childId}/removal`;
    const school = await as("school.eastmere");
    await school.send(at, { reason: "ground-I" }, { action: `${at}/ground` });
    const { authorityTried: _, ...half } = searched;
    await school.send(`${at}/evidence`, half);
    const page = words((await school.open(`${at}/answer`)).body);
    expect(page).toContain("Not yet, because 1 thing is still to come.");
    expect(page).toContain(
      "What the authority did, and when, is not given. Ask its officer to search with you.",
    );
    expect(page).toContain("2024 Regulations reg 9(1)(i)");
    expect(page).toMatch(/9 Nov.* 20 /);
    const form = (await school.open(`${at}/evidence`)).body;
    expect(form).toContain("Called and visited.");
    expect(form).not.toContain("The marks end before yesterday");
    await pressed(childId);
    expect(await removalsOf(childId)).toEqual([]);
  });

  test("met, the name comes off today with day, reason and evidence, and no day is dated back [F02] [F03] [C28]", async () => {
    const childId = await aPupil(twentyDays);
    const back = await filledIn(childId, "I", searched, { on: "2026-11-14" });
    expect([back.status, back.body.includes("This ground names no day of its own")]).toEqual([422, true]);
    expect((await filledIn(childId, "I", searched, { on: "2026-11-16" })).location).toContain("/check");
    const { location } = await pressed(childId);
    const [removal] = await removalsOf(childId);
    expect(removal).toMatchObject({ letter: "I", met: "2026-11-14", steps: ["removed 2026-11-16"] });
    expect(location).toBe(`/my-school/removals/${removal.id}?done`);
    const { rows } = await db.owner.query(
      `select until_on::text, leaving_reason, destination, (select on_roll from children where id = child_id) as on_roll
       from provisions where child_id = $1 order by id desc limit 1`,
      [childId],
    );
    expect(rows).toEqual([{ until_on: "2026-11-16", leaving_reason: "I", destination: "", on_roll: false }]);
    const page = words((await (await as("school.eastmere")).open(location ?? "")).body);
    expect(page).toContain("The name is off the roll");
    expect(page).toContain("The area officer visited twice.");
    const check = (await (await as("school.eastmere")).open(`/pupils/${childId}/removal/check`)).body;
    expect(check).toContain("is not on your roll</h1>");
    expect(check).toContain("it is done: see ");
    expect(check).not.toContain("cannot come off yet");
    expect(await removalsOf(childId)).toHaveLength(1);
  });

  test("an absence that was passed on owes the school no decision on the roll any more [C28]", async () => {
    const childId = await aPupil(twentyDays);
    const reference = await sendAbsence(await as("school.eastmere"), childId, {
      absence: { away: "unexplained", ...dayFields("absentSince", "2026-10-12"), protectionPlan: "no" },
    });
    await (await as("cme.eastmere")).send(
      `/referrals/${reference}`,
      { match: "none", decision: "attendance-procedure" },
      { action: `/referrals/${reference}/decision` },
    );
    const owed = async () =>
      (
        await db.owner.query(
          `select distinct act from referral_obligations join referrals on id = referral_id
           where child_id = $1 and act = 'remove-from-roll' and state in ('waiting', 'open', 'due-soon', 'overdue')`,
          [childId],
        )
      ).rows;
    expect(await owed()).toEqual([{ act: "remove-from-roll" }]);
    await filledIn(childId, "I", searched, { on: "2026-11-16" });
    await pressed(childId);
    expect(await onRoll(childId)).toBe(false);
    expect(await owed()).toEqual([]);
  });

  test("sent twice it is one removal, and a removal never changes [G03]", async () => {
    const childId = await aPupil(twentyDays);
    await filledIn(childId, "I", searched, { on: "2026-11-16" });
    const at = `/pupils/${childId}/removal`;
    const school = await as("school.eastmere");
    const { body } = await school.open(`${at}/check`);
    const unseen = Object.fromEntries(
      [...body.matchAll(/name="(_csrf|_once)" value="([^"]*)"/g)]
        .slice(-2)
        .map(([, name = "", value = ""]) => [name, value]),
    );
    const [one, other] = [await school.post(at, unseen), await school.post(at, unseen)];
    expect([one.location, other.location]).toEqual([one.location, one.location]);
    expect(await removalsOf(childId)).toHaveLength(1);
    for (const change of [
      "update removals set reason = ''",
      "delete from removals",
      "update removal_steps set words = 'x'",
    ])
      await expect(db.owner.query(change)).rejects.toThrow(/never changed/);
  });

  test("the procedure's referral begins with what was answered, once, as form CME1 [D01] [C18]", async () => {
    const childId = await aPupil(twentyDays);
    await filledIn(childId, "I", searched, { on: "2026-11-16" });
    const { location = "" } = await pressed(childId);
    const school = await as("school.eastmere");
    const page = (await school.open(location)).body;
    expect(words(page)).toContain(
      "Send the referral that your authority asks for (N5.6(iii), N3.1.6), by 30 November 2026.",
    );
    expect(page).toContain(`href="/pupils/${childId}/referral"`);
    const leaving = (await school.open(`/pupils/${childId}/referral/leaving`)).body;
    expect(leaving).toMatch(/value="absent"[^>]*checked/);
    expect(leaving).toMatch(/name="removedOn-day"[^>]*value="16"/);
    expect((await school.open(`/pupils/${childId}/referral/enquiries`)).body).toContain(
      "Called and visited.",
    );
    expect((await school.open(`/pupils/${childId}/referral/transfer-file`)).body).toMatch(
      /value="xxxxxxx"[^>]*checked/,
    );
  });
});

describe("a ground with a day of its own", () => {
  test("another school's roll: the removal may bear its day, with the seven-digit number of the school [F03]", async () => {
    const childId = await aPupil();
    const wrong = await filledIn(childId, "A", elsewhere, {
      on: "2026-11-12",
      destination: "school",
      laestab: "99",
    });
    expect([wrong.status, wrong.body.includes("The number must have seven digits")]).toEqual([422, true]);
    const early = await filledIn(childId, "A", elsewhere, {
      on: "2026-11-11",
      destination: "school",
      laestab: "9984001",
    });
    expect([early.status, early.body.includes("must be the day on which the ground was met")]).toEqual([
      422,
      true,
    ]);
    await filledIn(childId, "A", elsewhere, { on: "2026-11-12", destination: "school", laestab: "998 4001" });
    await pressed(childId);
    expect(await removalsOf(childId)).toMatchObject([
      { letter: "A", new_laestab: "9984001", steps: ["removed 2026-11-12"] },
    ]);
  });
});

describe("home education (2024 Regulations reg 9(1)(f))", () => {
  const notice = {
    ...{ askedByParent: "yes", orderNamesSchool: "no", evidence: "The mother's letter of 12 November." },
    ...dayFields("noticeOn", "2026-11-12"),
    ...dayFields("lastDayNamed", "2026-11-13"),
  };
  const toHome = { on: "2026-11-14", destination: "home-education", transferFile: "none" };

  test("written notice, removal at its point, the officer's copy, CME1 in ten school days, the MMMMMMM file, the offer, and the parents' choice [F08] [F04]", async () => {
    const childId = await aPupil({}, { sex: "F" });
    const unwritten = { ...notice, "noticeOn-day": "", "noticeOn-month": "", "noticeOn-year": "" };
    await filledIn(childId, "F", unwritten, toHome);
    const school = await as("school.eastmere");
    expect(words((await school.open(`/pupils/${childId}/removal/answer`)).body)).toContain("Not yet");
    await filledIn(childId, "F", notice, toHome);
    const { location = "" } = await pressed(childId);
    expect(await removalsOf(childId)).toMatchObject([
      { letter: "F", met: "2026-11-14", steps: ["removed 2026-11-14"] },
    ]);
    const page = words((await school.open(location)).body);
    expect(page).toMatch(/Made since and put into the store of lost pupils, as file EM-F-\d+/);
    expect(page).toContain(
      "Send the referral that your authority asks for (N5.6(iii), N3.1.6), by 27 November 2026.",
    );
    const { rows: files } = await db.owner.query(
      "select destination, file_name, encode(content, 'escape') as content from lost_pupils where child_id = $1",
      [childId],
    );
    expect(files).toMatchObject([{ destination: "MMMMMMM", file_name: "9972001_CTF_MMMMMMM_001.xml" }]);
    expect(files[0].content).toContain("Offrollby");
    expect((await school.open(`/pupils/${childId}/referral/leaving`)).body).toMatch(
      /value="home-education"[^>]*checked/,
    );
    expect((await school.open(`/pupils/${childId}/referral/transfer-file`)).body).toMatch(
      /value="mmmmmmm"[^>]*checked/,
    );

    const officer = await as("ehe.eastmere");
    const { rows } = await db.owner.query("select id, source from home_educations where child_id = $1", [
      childId,
    ]);
    expect(rows).toMatchObject([{ source: "school" }]);
    const record = `/home-education/${rows[0].id}`;
    const seen = words((await officer.open(record)).body);
    expect(seen).toContain("Educated at home since 12 November 2026");
    expect(seen).toContain("took the name off its roll on 14 November 2026 (2024 Regulations reg 9(1)(f)).");
    expect(seen).toContain("The mother's letter of 12 November.");
    expect(seen).toContain("the officer contacts the family and offers support. Due by 26 November 2026.");
    await officer.send(`${record}/support`, { how: "By letter", ...dayFields("happenedOn", "2026-11-16") });
    await officer.send(`${record}/answer`, {
      ...{ answer: "declines", words: "" },
      ...dayFields("happenedOn", "2026-11-16"),
    });
    const after = words((await officer.open(record)).body);
    expect(after).toContain("They would rather not, which is their choice");
    expect(after).not.toContain("offers support. Due");
    expect((await (await as("ehe.westholme")).open(record)).status).toBe(404);
  });

  test("an open case hears that the officer has the notice, and a file that the school made is not made again [F08 partly]", async () => {
    const { childId, caseId } = await caseAtAddress(db, { forename: "Imre", surname: "Homeward" });
    db.setNow("2026-11-16T09:00:00Z");
    await db.owner.query(
      "update children set on_roll = true, school_id = (select id from schools where name = 'Ashfield Primary School') where id = $1",
      [childId],
    );
    await filledIn(childId, "F", notice, { ...toHome, transferFile: "mmmmmmm" });
    await pressed(childId);
    expect(
      (await db.owner.query("select from lost_pupils where child_id = $1", [childId])).rows,
    ).toHaveLength(0);
    const { rows } = await db.owner.query(
      "select kind from case_facts where case_id = $1 and id > (select min(id) + 1 from case_facts where case_id = $1) order by id",
      [caseId],
    );
    expect(rows.map(({ kind }) => kind).slice(-4)).toEqual([
      ...["home-education-notified", "home-education-registered", "agency-told", "removed-from-roll"],
    ]);
  });
});

describe("a removal that concerns an earlier day", () => {
  const before2024 = { startsOn: "2023-09-04" };
  const byParent = {
    ...{ askedByParent: "yes", orderNamesSchool: "no", evidence: "The parent's letter." },
    ...dayFields("noticeOn", "2024-07-15"),
  };

  test("is judged by the grounds of the regulations in force on that day, and keeps them with it (2006 Regulations reg 8(1)(d)) [F01] [F03]", async () => {
    const childId = await aPupil({}, before2024);
    const at = `/pupils/${childId}/removal`;
    const school = await as("school.eastmere");
    const concerns = dayFields("judgedOn", "2024-07-15");
    const action = { action: `${at}/ground` };
    const today = await school.send(at, { reason: "ground-F", ...concerns }, action);
    expect(today.status).toBe(422);
    expect(words(today.body)).toContain("Other regulations were in force on that day.");
    expect(words(today.body)).toContain("regulation 8(1) of the Education (Pupil Registration) (England)");
    expect(today.body).toContain("(ground d)");
    await school.send(at, { reason: "ground-d", ...concerns }, action);
    await school.send(`${at}/evidence`, byParent);
    const leaving = {
      destination: "home-education",
      reason: "The parent's notice.",
      transferFile: "mmmmmmm",
    };
    const late = await school.send(`${at}/leaving`, { ...leaving, ...dayFields("removedOn", "2024-08-19") });
    expect([late.status, late.body.includes("by other regulations than those of this day")]).toEqual([
      422,
      true,
    ]);
    await school.send(`${at}/leaving`, { ...leaving, ...dayFields("removedOn", "2024-07-15") });
    await pressed(childId);
    const { rows } = await db.owner.query("select regulations, clause from removals where child_id = $1", [
      childId,
    ]);
    expect(rows).toEqual([{ regulations: "2006", clause: "2006 Regulations reg 8(1)(d)" }]);
    expect((await removalsOf(childId))[0].steps).toEqual(["removed 2024-07-15"]);
    expect(words((await school.open("/my-school/removals")).body)).toContain("d: Home education");
  });

  test("and a ground of today does not reach back behind 19 August 2024 (2024 Regulations reg 9) [F01]", async () => {
    const childId = await aPupil({}, before2024);
    const on = "2024-08-18";
    const there = { ...elsewhere, ...dayFields("registeredThereOn", on) };
    const tried = (day: string) =>
      filledIn(childId, "A", there, { on: day, destination: "school", laestab: "9984001" });
    expect((await tried(on)).body).toContain("by other regulations than those of this day");
    expect((await tried("2024-08-19")).location).toContain("/check");
  });

  test("a day before the regulations or after today is none, and a pupil past school age is told of the other list (2024 Regulations reg 9(3)) [F01] [A07]", async () => {
    const childId = await aPupil({}, { born: "2009-12-01" });
    const at = `/pupils/${childId}/removal`;
    const school = await as("school.eastmere");
    for (const day of ["2006-08-31", "2026-11-17"]) {
      const answer = await school.send(
        at,
        { reason: "ground-A", ...dayFields("judgedOn", day) },
        { action: `${at}/ground` },
      );
      expect([day, answer.status]).toEqual([day, 422]);
    }
    expect((await school.open(at)).body).toContain("2024 Regulations reg 9(3) has a shorter list of its own");
    await filledIn(childId, "A", elsewhere, { on: "2026-11-12", destination: "school", laestab: "9984001" });
    const { location = "" } = await pressed(childId);
    expect(words((await school.open(location)).body)).toContain("The pupil was not of compulsory school age");
  });
});

describe("where the procedure wants the officer's yes (O3.4)", () => {
  const inWestholme = { authority: "Westholme", school: "Downland Primary School" };

  test("the officer is asked, the pupil stays, and comes off from the day that the officer named [C28]", async () => {
    const childId = await aPupil({}, inWestholme);
    await filledIn(childId, "G", moved, { on: "2026-11-09" }, "school.westholme");
    const school = await as("school.westholme");
    const check = words((await school.open(`/pupils/${childId}/removal/check`)).body);
    expect(check).toContain("The children missing education officer must say yes first (O3.4).");
    await pressed(childId, "school.westholme");
    const [{ id, steps }] = await removalsOf(childId);
    expect([steps, await onRoll(childId)]).toEqual([["asked"], true]);

    const officer = await as("cme.westholme");
    expect(words((await officer.open("/removals")).body)).toContain("Wait for the officer’s yes");
    const early = await officer.send(`/removals/${id}`, {
      answer: "agreed",
      ...dayFields("from", "2026-11-06"),
    });
    expect([early.status, early.body.includes("the day on which the ground was met, or later")]).toEqual([
      422,
      true,
    ]);
    const hasty = await school.post(`/my-school/removals/${id}`, dayFields("removedOn", "2026-11-09"));
    expect(hasty.status).not.toBe(303);
    const yes = await officer.send(`/removals/${id}`, {
      answer: "agreed",
      ...dayFields("from", "2026-11-09"),
    });
    expect(yes.status).toBe(303);
    const sooner = await school.send(`/my-school/removals/${id}`, dayFields("removedOn", "2026-11-08"));
    expect([sooner.status, sooner.body.includes("The officer agreed to a removal from a later day")]).toEqual(
      [422, true],
    );
    await school.send(`/my-school/removals/${id}`, dayFields("removedOn", "2026-11-09"));
    expect((await removalsOf(childId))[0].steps).toEqual([
      "asked",
      "agreed 2026-11-09",
      "removed 2026-11-09",
    ]);
    expect(await onRoll(childId)).toBe(false);
  });

  test("no is told with its reason, and the name stays on [C28]", async () => {
    const childId = await aPupil({}, inWestholme);
    await filledIn(childId, "G", moved, { on: "2026-11-16" }, "school.westholme");
    await pressed(childId, "school.westholme");
    const [{ id }] = await removalsOf(childId);
    const officer = await as("cme.westholme");
    expect((await officer.send(`/removals/${id}`, { answer: "refused" })).status).toBe(422);
    await officer.send(`/removals/${id}`, {
      answer: "refused",
      words: "The family is still at the old address.",
    });
    const page = words((await (await as("school.westholme")).open(`/my-school/removals/${id}`)).body);
    expect(page).toContain("Officer says no");
    expect(page).toContain("The family is still at the old address.");
    expect(await onRoll(childId)).toBe(true);
  });

  test("it is not wanted where the new school is confirmed, nor where the law's own rule prevails [C28]", async () => {
    const known = await aPupil({}, inWestholme);
    await filledIn(
      known,
      "G",
      moved,
      { on: "2026-11-16", destination: "school", laestab: "9984001" },
      "school.westholme",
    );
    await pressed(known, "school.westholme");
    const gone = await aPupil(twentyDays, inWestholme);
    await filledIn(gone, "I", searched, { on: "2026-11-16" }, "school.westholme");
    await pressed(gone, "school.westholme");
    for (const childId of [known, gone])
      expect((await removalsOf(childId))[0].steps).toEqual(["removed 2026-11-16"]);
  });

  test("another authority's officer cannot answer, and the school cannot answer itself [G04]", async () => {
    const childId = await aPupil({}, inWestholme);
    await filledIn(childId, "G", moved, { on: "2026-11-16" }, "school.westholme");
    await pressed(childId, "school.westholme");
    const [{ id }] = await removalsOf(childId);
    expect((await (await as("cme.eastmere")).open(`/removals/${id}`)).status).toBe(404);
    expect((await (await as("school2.westholme")).open(`/my-school/removals/${id}`)).status).toBe(404);
    expect((await (await as("school.westholme")).post(`/removals/${id}`, { answer: "agreed" })).status).toBe(
      403,
    );
  });
});

test("a removal is told to the child's open case, which then owes form CME1, though the school cannot see the case [F03] [D01]", async () => {
  const childId = await aPupil(twentyDays);
  const opened = await db.owner.query(
    `insert into cases (reference, authority_id, area_id, child_id, school_id, reason, procedure, procedure_version, opened_at, opened_by)
     select next_reference(authority_id, 'C'), authority_id, area_id, id, school_id, 'left-destination-unknown', 'norfolk', '1',
       '2026-11-03T09:00Z', (select id from people where subject = 'cme.eastmere') from children where id = $1 returning id, opened_by`,
    [childId],
  );
  const { id: caseId, opened_by: openedBy } = opened.rows[0];
  await db.owner.query(
    `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
     values ($1, 'case-opened', '2026-11-03T09:00Z', '{"reason": "left-destination-unknown", "missingSince": null, "address": "unknown"}', '2026-11-03T09:00Z', $2)`,
    [caseId, openedBy],
  );
  await filledIn(childId, "I", searched, { on: "2026-11-16" });
  await pressed(childId);
  const facts = await db.owner.query(
    "select details from case_facts where case_id = $1 and kind = 'removed-from-roll'",
    [caseId],
  );
  expect(facts.rows).toEqual([
    { details: { schoolName: "Ashfield Primary School", ground: "Ground I of the regulations of 2024" } },
  ]);
  const owed = await db.owner.query(
    "select role, state from obligations where case_id = $1 and act = 'make-referral' and started_by = (select max(id) from case_facts where case_id = $1)",
    [caseId],
  );
  expect(owed.rows).toEqual([{ role: "school-attendance-officer", state: "open" }]);
});

describe("the evidence file of a school", () => {
  test("prints a school year whole: each removal with its regulation, days, evidence and what was late, and no other year's [H09]", async () => {
    const childId = await aPupil({}, { surname: "Inspectby", startsOn: "2023-09-04" });
    await filledIn(childId, "A", elsewhere, { on: "2026-11-12", destination: "school", laestab: "9984001" });
    await pressed(childId);
    const school = await as("school.eastmere");
    const page = words((await school.open("/my-school/removals/file")).body);
    expect(page).toContain("Evidence of removals, 1 September 2026 to 31 August 2027");
    const [, one = ""] =
      /(Wren Inspectby\. A: On the roll of another school.*?)(?:Wren |School years)/.exec(page) ?? [];
    for (const told of [
      ...[
        "2024 Regulations reg 9(1)(a)",
        "Off the roll on 12 November 2026",
        "Ground met on 12 November 2026",
      ],
      ...["Newfield School, 9984001", "Call on 12 November.", "Recorded 4 days after the day it bears"],
      "Authority to be told today",
    ])
      expect(one).toContain(told);
    db.setNow("2026-11-18T09:00:00Z");
    const later = words(
      (await (await as("school.eastmere")).open("/my-school/removals/file?year=2026")).body,
    );
    db.setNow("2026-11-16T09:00:00Z");
    expect(later).toContain("Authority not told yet: 2 working days late");
    const past = (await (await as("school.eastmere")).open("/my-school/removals/file?year=2025")).body;
    expect(past).toContain("No name came off the roll in this school year.");
    expect((await school.open("/my-school/removals.csv?year=2026")).body).toContain("Inspectby");
    expect((await school.open("/my-school/removals.csv?year=2025")).body).not.toContain("Inspectby");
    expect((await (await as("school2.eastmere")).open("/my-school/removals/file")).body).not.toContain(
      "Inspectby",
    );
    expect((await (await as("cme.eastmere")).open("/my-school/removals/file")).status).toBe(403);
  });

  test("holds each removal with ground, evidence and days, in time or late, as a page and as CSV [H09]", async () => {
    const childId = await aPupil(twentyDays, { forename: "=Wren", upn: "B801200005001" });
    await filledIn(childId, "I", searched, { on: "2026-11-16" });
    await pressed(childId);
    db.setNow("2026-11-18T09:00:00Z");
    const school = await as("school.eastmere");
    const page = words((await school.open("/my-school/removals")).body);
    db.setNow("2026-11-16T09:00:00Z");
    expect(page).toContain("Authority not told yet: 2 working days late");
    const { body } = await school.open("/my-school/removals.csv");
    const line = body.split("\r\n").find((one) => one.includes("'=Wren")) ?? "";
    expect(line).toContain("I,2024 Regulations reg 9(1)(i),2026-11-14");
    expect(line).toContain("The area officer visited twice.");
    const other = await as("school2.eastmere");
    expect((await other.open("/my-school/removals")).body).toContain("No removal is on record yet");
  });

  test("keeps a removal when the child is on another roll, and hides it once the child is restricted [H09] [G04]", async () => {
    const childId = await aPupil({}, { surname: "Laterhidden" });
    await filledIn(childId, "A", elsewhere, { on: "2026-11-12", destination: "school", laestab: "9972002" });
    await pressed(childId);
    const [{ id }] = await removalsOf(childId);
    await db.owner.query(
      "update children set school_id = (select id from schools where laestab = '9972002'), on_roll = true where id = $1",
      [childId],
    );
    const school = await as("school.eastmere");
    expect((await school.open(`/my-school/removals/${id}`)).status).toBe(200);
    await db.owner.query("update children set restricted = true where id = $1", [childId]);
    expect((await school.open(`/my-school/removals/${id}`)).status).toBe(404);
    expect((await school.open("/my-school/removals.csv")).body).not.toContain("Laterhidden");
  });
});
