import { readMarks } from "../attendance/codes.ts";
import type { ListDefinition } from "../list-definition.ts";
import type { RowReader } from "../row-reader.ts";
import { ownSchoolOf } from "./rolls.ts";

/** Daily attendance marks by pupil and week, as schools share them with the authority. [B10] */
export const attendance: ListDefinition = {
  word: "attendance",
  expected: "weekly",
  list: "attendance",
  title: "Attendance marks",
  ofSchools: true,
  everySchool: true,
  required: ["LAESTAB", "WeekStarting", "Marks"],
  optional: ["UPN", "Surname", "Forename", "DOB"],
  keyField: "UPN",
  read: (row) => {
    const upn = row.upn();
    const monday = mondayOf(row);
    return {
      ...ownSchoolOf(row, "marks"),
      rowKey: upn,
      upn,
      // With a UPN the roll knows the rest.
      ...(upn ? unnamed : named(row)),
      startsOn: monday,
      other: marksOf(row, monday),
    };
  },
};

const unsaid = { middleNames: "", otherForename: "", otherSurname: "", address: "" };
const unnamed = { ...unsaid, forename: "", surname: "", dateOfBirth: null };

function named(row: RowReader) {
  const dateOfBirth = row.dateOfBirth();
  if (dateOfBirth === null && row.text("DOB") === "")
    row.refuse("DOB", "It is empty, and so is the UPN.", "Enter one of the two.");
  return {
    ...unsaid,
    forename: row.required("Forename", "the child's forename or the UPN"),
    surname: row.required("Surname", "the child's surname or the UPN"),
    dateOfBirth,
  };
}

function mondayOf(row: RowReader): string | null {
  row.required("WeekStarting", "the Monday of the week");
  const day = row.day("WeekStarting");
  if (day === null) return null;
  if (day > row.places.today) row.refuse("WeekStarting", `'${day}' is still to come.`, "Check the year.");
  else if (weekdayOf(day) !== 1)
    row.refuse("WeekStarting", `'${day}' is not a Monday.`, "Write the Monday of the week.");
  return day;
}

/** Asked a million times about few days. */
const weekdays = new Map<string, number>();
function weekdayOf(day: string): number {
  const weekday = weekdays.get(day) ?? Temporal.PlainDate.from(day).dayOfWeek;
  if (weekdays.size < 1000) weekdays.set(day, weekday);
  return weekday;
}

function marksOf(row: RowReader, monday: string | null): string {
  const text = row.required("Marks", "the ten marks of the week");
  if (monday === null || text === "") return "";
  const read = readMarks(text, monday);
  if ("marks" in read) return read.marks;
  row.refuse("Marks", read.fault, read.mend);
  return "";
}
