import { dayText } from "./county-days.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import type { ListedChild } from "./listed-child.ts";
import type { CountyNow } from "./schooling.ts";

/** What is true of each child, and every row about it: `file:line`, or `file:first-last` for a run of rows. */
export const truthColumns =
  "ChildId,FamilyId,Siblings,Twins,Surname,Forename,DOB,Sex,UPN,LACode,NCYear,State,MissingEducation,Since,Why,AtLAESTAB,AbsentSince,NameOrigin,Story,Rows".split(
    ",",
  );

/** Writes the truth about one child of a family. */
export function writeTruth(
  listed: ListedChild,
  family: readonly ListedChild[],
  story: string,
  file: CsvFile,
  now: CountyNow,
): void {
  const { child, schooling, yearGroup } = listed;
  const others = family.filter((other) => other !== listed);
  const ids = (some: readonly ListedChild[]) => some.map((other) => other.child.id).join(" ");
  const twins = others.filter((other) => other.child.born === child.born);
  const present = schooling.spells.findLast(({ left, starts }) => !left && starts <= now.today);
  const missing = schooling.state === "missing education" ? "yes" : "no";
  const day = (number: number | undefined) => (number === undefined ? "" : dayText(number));
  file.row(
    `${child.id},${child.family.id},${ids(others)},${ids(twins)},${cell(child.surname)},${cell(child.forename)},${dayText(child.born)},${child.sex},${listed.upn},${child.family.schools.authority.laCode},${yearGroup < 0 ? "" : yearGroup === 0 ? "R" : yearGroup},${schooling.state},${missing},${day(schooling.since)},${schooling.why},${present?.school.laestab ?? ""},${day(schooling.spells.find(({ absentSince }) => absentSince)?.absentSince)},${child.origin.surnames[0]?.[0] ?? ""},${story},${runsOf(listed.rows)}`,
  );
}

function runsOf(rows: ListedChild["rows"]): string {
  return rows.map(({ file, first, last }) => `${file}:${first}${last > first ? `-${last}` : ""}`).join(" ");
}
