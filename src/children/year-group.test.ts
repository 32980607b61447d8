import { expect, test } from "vitest";
import { yearGroupOn } from "./year-group.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

test.each([
  ["2021-08-31", "R"],
  ["2020-09-01", "R"],
  ["2020-08-31", "1"],
  ["2014-09-01", "6"],
  ["2014-08-31", "7"],
  ["2009-09-01", "11"],
  ["2009-08-31", "12"],
  ["2007-09-01", "13"],
  ["2007-08-31", undefined],
  ["2021-09-01", undefined],
])("a child born on %s is expected in year %s in autumn 2025 [A07]", (birth, year) => {
  expect(yearGroupOn(day(birth), day("2025-11-24"))).toBe(year);
});

test("the year group changes on 1 September and not on the birthday [A07]", () => {
  const birth = day("2020-11-05");
  expect(yearGroupOn(birth, day("2026-08-31"))).toBe("R");
  expect(yearGroupOn(birth, day("2026-09-01"))).toBe("1");
  expect(yearGroupOn(birth, day("2026-11-05"))).toBe("1");
});
