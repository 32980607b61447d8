import { expect, test } from "vitest";
import * as words from "./words.ts";

const date = (iso: string) => Temporal.PlainDate.from(iso);
const instant = (iso: string) => Temporal.Instant.from(iso);

test("days and moments are written as people write them, in London time", () => {
  expect(words.dayInWords(date("2026-03-03"))).toBe("3 March 2026");
  expect(words.weekdayInWords(date("2026-03-03"))).toBe("Tuesday 3 March 2026");
  expect(words.shortDay(date("2026-09-03"))).toBe("3 Sep 2026");
  expect(words.momentInWords(instant("2026-07-01T08:12:00Z"))).toBe("1 July 2026 at 9:12am");
  expect(words.momentInWords(instant("2026-06-30T23:30:00Z"))).toBe("1 July 2026 at 12:30am");
  expect(
    ["12:00", "00:00", "17:00", "12:05"].map((at) => words.timeInWords(instant(`2026-01-05T${at}Z`))),
  ).toEqual(["midday", "midnight", "5pm", "12:05pm"]);
});

test.each([
  [2, "working day", "in 2 working days"],
  [1, "school day", "in 1 school day"],
  [0, "school day", "today"],
  [-3, "school day", "3 school days late"],
  [-1, "hour", "1 hour late"],
  [0, "week", "this week"],
] as const)("%i %ss left is said: %s", (left, unit, said) => {
  expect(words.dueInWords(left, unit)).toBe(said);
});

test.each([
  ["2026-03-03", "today"],
  ["2026-03-04", "1 day"],
  ["2026-03-10", "1 week"],
  ["2026-04-09", "5 weeks and 2 days"],
  ["2027-06-03", "1 year and 3 months"],
  ["2028-03-03", "2 years"],
])("from 3 March 2026 to %s is %s", (to, said) => {
  expect(words.lengthInWords(date("2026-03-03"), date(to))).toBe(said);
});

test("ages are in years, and in months for the youngest", () => {
  expect(words.ageInWords(date("2016-03-04"), date("2026-03-03"))).toBe("9 years old");
  expect(words.ageInWords(date("2025-01-03"), date("2026-03-03"))).toBe("14 months old");
});

test("counts and initials", () => {
  expect(words.counted(1, "case")).toBe("1 case");
  expect(words.counted(1200, "child", "children")).toBe("1,200 children");
  expect(words.initials("Rosa  O'Neill")).toBe("R. O.");
});

test("says once how many of what is owed are late", () => {
  const owed = (late: number, all: number) => `${words.counted(all, "step")}${words.lateInWords(late, all)}`;
  expect(owed(0, 3)).toBe("3 steps");
  expect(owed(1, 1)).toBe("1 step, and it is late");
  expect(owed(2, 2)).toBe("2 steps, and both are late");
  expect(owed(3, 3)).toBe("3 steps, and all are late");
  expect(owed(1, 3)).toBe("3 steps, of which 1 is late");
});
