import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { pupil, rollFile, textFile } from "../../../test/support/roll-file.ts";
import { perform } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { importFile } from "../import-file.ts";
import type { Import } from "../imports.store.ts";
import { mendRejectedRow } from "../mend-rejected-row.ts";
import { rowsWaiting } from "../rejected-rows.store.ts";
import { type AbsencesAsked, continuousAbsences } from "./absences.store.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-23T09:00:00Z");
  const twice = { ...pupil(3), LAESTAB: "9972002", StartDate: "2026-11-09" };
  const numberless = pupil(4, { UPN: "", Forename: "Nell" });
  await send(rollFile([pupil(1), pupil(2), pupil(3), twice, numberless]), "rolls");
});
afterAll(() => database.end());

async function send(path: string, list = "attendance", who = "data.eastmere"): Promise<Import> {
  const { import: read } = await importFile(database.keepsight, list, path, {
    viewer: await database.who(who),
  });
  return read;
}

const header = "LAESTAB,UPN,Surname,Forename,DOB,WeekStarting,Marks";
const upnOf = (number: number) => pupil(number)["UPN"] ?? "";
const week = (number: number, monday: string, marks: string, school = "9972001") =>
  `${school},${upnOf(number)},,,,${monday},${marks}`;
const marksFile = (...rows: string[]) => textFile([header, ...rows, ""].join("\n"));
const counts = ({ rowsNew, rowsChanged, rowsSame, rowsRejected }: Import) => [
  rowsNew,
  rowsChanged,
  rowsSame,
  rowsRejected,
];

async function absences(who: string, asked: Partial<AbsencesAsked> = {}) {
  const { personId } = await database.who(who);
  const found = await continuousAbsences(databaseFor(database.keepsight.pool, personId), {
    ...{ kind: "unauthorised", count: 50 },
    ...asked,
  });
  return found.map(({ upn, since, days, point }) => ({ upn, since: since.toString(), days, point }));
}

async function faultsOf({ id }: Import) {
  const { personId } = await database.who("data.eastmere");
  const waiting = await rowsWaiting(databaseFor(database.keepsight.pool, personId), {
    importId: id,
    count: 50,
  });
  return waiting.map(({ rowNumber, alike, faults }) => [
    rowNumber,
    alike,
    ...faults.map(({ field, fault }) => `${field}: ${fault}`),
  ]);
}

test("marks come in once, and absence is found, goes on and is broken in the same transaction [B10]", async () => {
  const first = marksFile(
    week(1, "2026-11-02", "OOOOOOOOOO"),
    week(1, "2026-11-09", "NNNNNNNNNN"),
    week(2, "2026-11-09", "/\\/\\/\\/\\/\\"),
  );
  expect(counts(await send(first))).toEqual([3, 0, 0, 0]);
  const tenDays = { upn: upnOf(1), since: "2026-11-02", days: 10, point: "ten" };
  expect(await absences("data.eastmere")).toEqual([tenDays]);
  const again = marksFile(week(2, "2026-11-09", "/\\/\\/\\/\\/\\"), week(1, "2026-11-09", "NNNNNNNNNN"));
  expect(counts(await send(again))).toEqual([0, 0, 2, 0]);
  // The reason was found: N becomes I, and what was found before is gone.
  expect(counts(await send(marksFile(week(1, "2026-11-09", "IINNNNNNNN"))))).toEqual([0, 1, 0, 0]);
  expect(await absences("data.eastmere")).toEqual([]);
  expect(await absences("data.eastmere", { kind: "any" })).toEqual([tenDays]);
  await send(marksFile(week(1, "2026-11-16", "/\\OOOOOOOO")));
  expect(await absences("data.eastmere", { kind: "any" })).toEqual([]);
  const { rows } = await database.owner.query("select kind, broken_on::text from continuous_absences");
  expect(rows).toEqual([{ kind: "any", broken_on: "2026-11-16" }]);
});

test("a school sends and sees its own marks and no other school's, for a pupil of both [B10] [G04]", async () => {
  const there = [
    week(3, "2026-11-09", "OOOOOOOOOO", "9972002"),
    week(3, "2026-11-16", "OOOOOOOOOO", "9972002"),
  ];
  const sent = await send(
    marksFile(...there, week(3, "2026-11-02", "OOOOOOOOOO")),
    "attendance",
    "school2.eastmere",
  );
  expect(counts(sent)).toEqual([2, 0, 0, 1]);
  await send(
    marksFile(week(3, "2026-10-19", "OOOOOOOOOO"), week(3, "2026-11-02", "OOOOOOOOOO")),
    "attendance",
    "school.eastmere",
  );
  const atSecond = { upn: upnOf(3), since: "2026-11-09", days: 10, point: "ten" };
  expect(await absences("school2.eastmere")).toEqual([atSecond]);
  expect(await absences("school.eastmere")).toEqual([]);
  expect(await absences("area2.eastmere")).toEqual([atSecond]);
  expect(await absences("area.eastmere")).toEqual([]);
  expect(await absences("cme.westholme")).toEqual([]);
  await database.owner.query("update children set restricted = true where upn = $1", [upnOf(3)]);
  expect(await absences("cme.eastmere")).toEqual([]);
  await database.owner.query("update children set restricted = false where upn = $1", [upnOf(3)]);
});

test("a pupil without a UPN is known by name and birthday; one on no roll waits and comes in after the roll [B10] [A01]", async () => {
  const { Surname, Forename, DOB } = pupil(4, { Forename: "Nell" });
  const read = await send(
    marksFile(
      `9972001,,${Surname?.toUpperCase()},${Forename},${DOB},2026-11-09,IIIIIIIIII`,
      week(9, "2026-11-09", "IIIIIIIIII"),
      `9972001,,,,,2026-11-09,IIIIIIIIII`,
    ),
  );
  expect(counts(read)).toEqual([1, 0, 0, 2]);
  expect((await faultsOf(read)).map(([row, , ...faults]) => [row, ...faults])).toEqual([
    [4, "DOB: It is empty, and so is the UPN.", "Forename: It is empty.", "Surname: It is empty."],
    [3, "UPN: No roll of this school that has come in holds this pupil."],
  ]);
  await send(rollFile([pupil(9)]), "rolls");
  const viewer = await database.who("data.eastmere");
  const waiting = await rowsWaiting(databaseFor(database.keepsight.pool, viewer.personId), {
    importId: read.id,
    count: 5,
  });
  const row = waiting.find(({ rowNumber }) => rowNumber === 3);
  const call = { viewer, act: "mend-rejected-row", request: "test" } as const;
  const mended = await perform(database.keepsight, call, (context) =>
    mendRejectedRow(context, row?.id ?? 0, row?.content ?? {}),
  );
  expect(mended).toEqual({ outcome: "corrected" });
});

test("a row with a fault waits with field and mend, and nothing of it comes in [B10] [A01]", async () => {
  const read = await send(
    marksFile(
      week(2, "2026-09-08", "OOOOOOOOOO"),
      week(2, "2026-11-30", "OOOOOOOOOO"),
      week(2, "2026-09-14", "HHHHHHHHHH"),
      week(2, "2026-09-21", "=cmd|'/c'!A1"),
      `${week(2, "2026-09-28", "OOOOOOOOOO")},extra`,
      `9972001,${upnOf(2)}`,
      week(2, "2026-09-28", "OOOO\0OOOOO"),
      week(2, "2026-09-28", "OOOOOOOOOO", "9982001"),
      week(2, "2026-10-05", "OOOOOOOOOO"),
      week(2, "2026-10-05", "OOOOOOOO/\\"),
    ),
  );
  expect(counts(read)).toEqual([1, 0, 0, 9]);
  const faults = new Map((await faultsOf(read)).map(([row, , ...said]) => [row, said]));
  expect(faults.get(2)).toEqual(["WeekStarting: '2026-09-08' is not a Monday."]);
  expect(faults.get(3)).toEqual(["WeekStarting: '2026-11-30' is still to come."]);
  expect(faults.get(4)).toEqual(["Marks: Monday morning has H, a code that ended on 18 August 2024."]);
  expect(faults.get(5)).toEqual(["Marks: It holds 11 codes."]);
  expect(faults.get(6)).toEqual(["whole row: It has 8 cells and the header 7."]);
  expect(faults.get(7)).toContain("whole row: It has 2 cells and the header 7.");
  expect(faults.get(8)).toContain("Marks: It holds a character that is no text.");
  expect(faults.get(9)).toEqual(["LAESTAB: '9982001' is a school that you may not send marks for."]);
  expect(faults.get(11)).toEqual([
    "UPN: An earlier row of this file is about the same child and says something else.",
  ]);
});

test("a hundred thousand identical rows are one week, and as many faulty ones a few rows to correct [B10]", async () => {
  const good = `${week(2, "2026-06-08", "IIIIIIIIII")}\n`.repeat(100_000);
  const bad = `${week(2, "2026-06-09", "IIIIIIIIII")}\n`.repeat(100_000);
  const read = await send(textFile(`${header}\n${good}${bad}`));
  expect(counts(read)).toEqual([1, 0, 99_999, 100_000]);
  const { rows } = await database.owner.query(
    "select count(*)::int as rows, sum(alike + 1)::int as held from rejected_rows where import_id = $1",
    [read.id],
  );
  expect(rows).toEqual([{ rows: 20, held: 100_000 }]);
});

test("a hundred thousand identical rows of a roll are one child [A02]", async () => {
  const [columns, row] = rollFile([pupil(50)]) && [
    Object.keys(pupil(50)).join(","),
    Object.values(pupil(50)).join(","),
  ];
  const read = await send(textFile(`${columns}\n${`${row}\n`.repeat(100_000)}`), "rolls");
  expect(counts(read)).toEqual([1, 0, 99_999, 0]);
});

test("rubbish is refused in one line and changes nothing [B10]", async () => {
  const before = await database.owner.query("select count(*) from attendance_weeks");
  const rubbish = Buffer.from(Array.from({ length: 200_000 }, (_, place) => (place * 7919) % 251));
  expect((await send(textFile(rubbish))).fault).toMatch(/has no LAESTAB|cannot be read/);
  await expect(send(textFile(Buffer.from("\uFEFFLAESTAB", "utf16le")))).rejects.toThrow("UTF-16");
  expect((await send(textFile("UPN,Marks\nx,y\n"))).fault).toMatch(/no LAESTAB, no WeekStarting/);
  const after = await database.owner.query("select count(*) from attendance_weeks");
  expect(after.rows).toEqual(before.rows);
});

test("nobody puts marks or findings past the door by SQL [G04]", async () => {
  const { rows: places } = await database.owner.query(
    "select s.id, s.authority_id, (select max(id) from imports) as file, (select min(id) from children) as child from schools s where laestab = '9972002'",
  );
  const [{ id, authority_id: authority, file, child }] = places;
  const viewer = await database.who("school.eastmere");
  const door = await database.keepsight.pool.connect();
  try {
    await door.query("select set_config('keepsight.person', $1, false)", [String(viewer.personId)]);
    const attempts = [
      `select merge_attendance_weeks(${file}, '{2}', '{${authority}}', '{${id}}', '{x}', '{x}', '{2026-11-02}', '{OOOOOOOOOO}')`,
      `select * from attendance_to_judge(${file}, '{${child}}', '{${id}}')`,
      `select keep_absences(${file}, '{${child}}', '{${id}}', '[]')`,
    ];
    for (const attempt of attempts) await expect(door.query(attempt)).rejects.toThrow("may not import");
    await expect(door.query("delete from attendance_weeks")).rejects.toThrow("permission denied");
  } finally {
    door.release(true);
  }
});
