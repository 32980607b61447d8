import { compareLists } from "../../src/comparisons/index.ts";
import { importFile } from "../../src/feeds/index.ts";
import type { TestDatabase } from "./database.ts";
import { pupil, type RollRow, rollFile } from "./roll-file.ts";

/** The day on which the small lists are compared: a Monday in the autumn term. */
export const comparingDay = "2026-11-23T12:00:00Z";

const year7 = { DOB: "2015-03-04" };
const left = (on: string, reason: string, destination = ""): RollRow => ({
  LeavingDate: on,
  LeavingReason: reason,
  DestinationLAESTAB: destination,
});
const leaver = (number: number, surname: string, row: RollRow) =>
  pupil(number, { Surname: surname, Forename: "Robin", ...year7, ...row });
const same = (number: number, surname: string, row: RollRow = {}) => {
  const { UPN, Forename, DOB, Sex } = leaver(number, surname, {});
  return { UPN, Surname: surname, Forename, DOB, Sex, ...row } as RollRow;
};
const unknown = (surname: string, born: string, row: RollRow = {}): RollRow => ({
  ...{ Surname: surname, Forename: "Robin", DOB: born, Sex: "F", Postcode: "EA4 7DN", ...row },
});
let references = 0;
const application = (row: RollRow, round: string, status: string, on = "2026-10-05"): RollRow => ({
  ApplicationReference: `A${++references}`,
  ...{ LACode: "997", Round: round, AppliedOn: on, Preference1: "9972001", Status: status, ...row },
});
const offer = (row: RollRow, school: string, starts: string, response = "accepted"): RollRow => ({
  OfferReference: `F${++references}`,
  ...{ LACode: "997", LAESTAB: school, Round: "in-year", StartOn: starts, Response: response, ...row },
});

/** Small lists of invented children, each named for how the lists know them. */
const files: Record<string, RollRow[]> = {
  rolls: [
    leaver(1, "Gone", left("2026-07-03", "G")),
    leaver(2, "Arrived", left("2026-07-03", "G", "9972002")),
    leaver(2, "Arrived", { LAESTAB: "9972002", StartDate: "2026-09-02" }),
    leaver(3, "Astray", left("2026-07-03", "G", "9972002")),
    leaver(4, "Faraway", left("2026-07-03", "G", "8812001")),
    leaver(5, "Across", left("2026-07-03", "G", "9982001")),
    leaver(6, "Sent", left("2026-10-02", "O")),
    leaver(7, "Waits", left("2026-10-02", "G")),
    leaver(8, "Begins", left("2026-10-02", "A")),
    leaver(9, "Nostart", left("2026-07-17", "A", "9974001")),
    leaver(10, "Athome", left("2026-07-17", "F")),
    leaver(11, "Unfit", left("2025-07-17", "F")),
    leaver(12, "Stays", {}),
    ...[14, 15].map((number) =>
      leaver(number, `Intake${number === 14 ? "a" : "b"}`, { StartDate: "2026-09-02" }),
    ),
    leaver(13, "Joins", { StartDate: "2026-10-12" }),
    leaver(16, "Expected", { StartDate: "2026-10-12" }),
    leaver(17, "Elder", { ...left("2026-07-03", "G"), DOB: "2009-03-04" }),
    leaver(18, "Refused", left("2026-07-03", "G")),
    leaver(19, "Expelled", left("2026-07-03", "G")),
    leaver(20, "Mourned", left("2026-07-03", "K")),
  ],
  "health-list": [
    unknown("Unseen", "2019-05-05"),
    unknown("Little", "2022-03-01"),
    unknown("Toddler", "2023-10-01"),
    unknown("Grown", "2010-01-01"),
    unknown("Sixth", "2016-01-01"),
    unknown("Provided", "2016-02-02"),
    unknown("Private", "2016-03-03"),
    unknown("Stays", year7.DOB),
    unknown("Gone", year7.DOB),
  ],
  "admissions-applications": [
    application(same(7, "Waits"), "in-year", "being considered"),
    application(same(18, "Refused"), "in-year", "refused"),
    application(unknown("Sixth", "2016-01-01"), "year-7", "being considered"),
    application(unknown("Newcomer", "2017-02-02"), "in-year", "waiting list"),
  ],
  "admissions-offers": [
    offer(same(8, "Begins"), "9972002", "2026-12-01"),
    offer(same(9, "Nostart"), "9974001", "2026-09-02"),
    offer(same(16, "Expected"), "9972001", "2026-10-12"),
    offer(unknown("Doubly", "2022-04-04"), "9972001", "2027-09-01"),
    offer(unknown("Doubly", "2022-04-04"), "9972002", "2027-09-01", ""),
    offer(unknown("Declines", "2017-03-03"), "9972001", "2026-09-02", "declined"),
  ],
  exclusions: [
    {
      ...{ ExclusionReference: "X1", LAESTAB: "9972001", ...same(19, "Expelled") },
      ...{ Kind: "permanent", StartsOn: "2026-07-01" },
    },
  ],
  "alternative-provision": [
    {
      ...{ LACode: "997", ...unknown("Provided", "2016-02-02") },
      ...{ Provider: "The Old Barn", StartsOn: "2026-09-02", HoursAWeek: "25" },
    },
  ],
  "independent-schools": [
    { LAESTAB: "9972002", ...unknown("Private", "2016-03-03"), StartDate: "2026-09-02" },
  ],
  "home-education": [
    { LACode: "997", ...same(10, "Athome"), NotifiedOn: "2026-07-17", Status: "suitable" },
    { LACode: "997", ...same(11, "Unfit"), NotifiedOn: "2025-07-17", Status: "found unsuitable" },
  ],
  "police-missing": [
    { PoliceReference: "P1", ...unknown("Stays", year7.DOB), ReportedOn: "2026-11-20" },
    {
      PoliceReference: "P2",
      ...unknown("Returned", "2015-05-05"),
      ReportedOn: "2026-10-01",
      ReturnedOn: "2026-10-03",
    },
  ],
  "other-authority-notices": [
    {
      NoticeReference: "N1",
      ToAuthority: "Eastmere",
      FromAuthority: "Northford",
      Kind: "moved in",
      SentOn: "2026-11-02",
      ...unknown("Movedin", "2018-06-06"),
    },
    {
      NoticeReference: "N2",
      ToAuthority: "Eastmere",
      FromAuthority: "Northford",
      Kind: "moved away",
      SentOn: "2026-11-02",
      ...unknown("Movedaway", "2018-06-06"),
    },
  ],
};

/** Sends the small lists in and compares them. */
export async function smallListsCompared(database: TestDatabase): Promise<void> {
  database.setNow(comparingDay);
  const viewer = await database.who("data.eastmere");
  for (const [list, rows] of Object.entries(files)) await sendRows(database, list, rows, viewer);
  const across = leaver(5, "Across", { LAESTAB: "9982001", StartDate: "2026-09-02" });
  await sendRows(database, "rolls", [across], await database.who("data.westholme"));
  await compareEastmere(database);
}

/** Sends one leaver's row again with something changed. */
export async function sendLeaverAgain(database: TestDatabase, number: number, surname: string, row: RollRow) {
  await sendRows(database, "rolls", [leaver(number, surname, row)], await database.who("data.eastmere"));
}

async function sendRows(
  database: TestDatabase,
  list: string,
  rows: RollRow[],
  viewer: Awaited<ReturnType<TestDatabase["who"]>>,
): Promise<void> {
  const { import: came } = await importFile(database.keepsight, list, rollFile(rows), { viewer });
  if (came.rowsNew + came.rowsChanged !== rows.length)
    throw new Error(`${list}: only ${came.rowsNew + came.rowsChanged} of ${rows.length} rows came in`);
}

/** Compares the lists of Eastmere anew. */
export async function compareEastmere({ owner, ownerDatabase, keepsight }: TestDatabase) {
  const { rows } = await owner.query("select id from authorities where name = 'Eastmere'");
  const context = { database: ownerDatabase, procedures: keepsight.procedures, now: keepsight.now() };
  return compareLists(context, rows[0].id);
}
