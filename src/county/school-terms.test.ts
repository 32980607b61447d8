import { expect, test } from "vitest";
import { dayNumberOf, dayText } from "./county-days.ts";
import { firstSchoolDayOf, isSchoolDay, termsOf } from "./school-terms.ts";

const isOpen = (day: string) => isSchoolDay(termsOf(2026), dayNumberOf(Temporal.PlainDate.from(day)));

test("the invented school year 2026 to 2027 is laid out as English ones are", () => {
  const spans = termsOf(2026).map(({ starts, ends, kind }) => `${kind} ${dayText(starts)} ${dayText(ends)}`);
  expect(spans).toEqual([
    "term 2026-09-02 2026-12-18",
    "half-term 2026-10-26 2026-10-30",
    "term 2027-01-05 2027-03-25",
    "half-term 2027-02-15 2027-02-19",
    "term 2027-04-12 2027-07-20",
    "half-term 2027-05-31 2027-06-04",
    "inset 2026-09-02 2026-09-02",
    "inset 2027-01-05 2027-01-05",
  ]);
});

test("pupils are expected on weekdays in term, not on training days, bank holidays or in half-term", () => {
  expect(dayText(firstSchoolDayOf(2026))).toBe("2026-09-03");
  expect(isOpen("2026-11-20")).toBe(true);
  expect(isOpen("2026-11-21")).toBe(false);
  expect(isOpen("2026-10-28")).toBe(false);
  expect(isOpen("2027-05-03")).toBe(false);
  expect(isOpen("2026-12-21")).toBe(false);
});
