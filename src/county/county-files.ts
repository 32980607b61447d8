import { applicationColumns, offerColumns } from "./admissions-lists.ts";
import { healthColumns, homeEducationColumns, noticeColumns, policeColumns } from "./agency-lists.ts";
import { attendanceColumns } from "./attendance-list.ts";
import { type CsvFile, openCsvFile } from "./csv-file.ts";
import { alternativeColumns, exclusionColumns, independentColumns } from "./provision-lists.ts";
import { returnColumns } from "./returns-list.ts";
import { rollColumns } from "./rolls-list.ts";
import { truthColumns } from "./truth-list.ts";

/** The files about children, one for each feed, and the truth beside them. */
export type CountyFiles = Record<
  | "rolls"
  | "returns"
  | "attendance"
  | "applications"
  | "offers"
  | "health"
  | "homeEducation"
  | "police"
  | "notices"
  | "exclusions"
  | "alternative"
  | "independent"
  | "truth",
  CsvFile
>;

/** Starts every file in the folder, each with its header row. */
export function openCountyFiles(out: string): CountyFiles {
  return {
    rolls: openCsvFile(out, "rolls.csv", rollColumns),
    returns: openCsvFile(out, "joiners-and-leavers.csv", returnColumns),
    attendance: openCsvFile(out, "attendance.csv", attendanceColumns),
    applications: openCsvFile(out, "admissions-applications.csv", applicationColumns),
    offers: openCsvFile(out, "admissions-offers.csv", offerColumns),
    health: openCsvFile(out, "health-list.csv", healthColumns),
    homeEducation: openCsvFile(out, "home-education.csv", homeEducationColumns),
    police: openCsvFile(out, "police-missing.csv", policeColumns),
    notices: openCsvFile(out, "other-authority-notices.csv", noticeColumns),
    exclusions: openCsvFile(out, "exclusions.csv", exclusionColumns),
    alternative: openCsvFile(out, "alternative-provision.csv", alternativeColumns),
    independent: openCsvFile(out, "independent-schools.csv", independentColumns),
    truth: openCsvFile(out, "truth.csv", truthColumns),
  };
}
