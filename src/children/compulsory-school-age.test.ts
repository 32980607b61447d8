import { expect, test } from "vitest";
import { compulsorySchoolAgeOf, isOfCompulsorySchoolAge, lastFridayInJune } from "./compulsory-school-age.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

test.each([
  ["2019-02-10", "2024-03-31", "2035-06-29"],
  ["2020-03-31", "2025-03-31", "2036-06-27"],
  ["2020-04-01", "2025-08-31", "2036-06-27"],
  ["2020-08-31", "2025-08-31", "2036-06-27"],
  ["2020-09-01", "2025-12-31", "2037-06-26"],
  ["2020-12-31", "2025-12-31", "2037-06-26"],
  ["2021-01-01", "2026-03-31", "2037-06-26"],
  ["2007-09-23", "2012-12-31", "2024-06-28"],
  ["2020-02-29", "2025-03-31", "2036-06-27"],
])("a child born on %s is of compulsory school age from %s until %s [A07]", (birth, from, until) => {
  const age = compulsorySchoolAgeOf(day(birth));
  expect([age.from.toString(), age.until.toString()]).toEqual([from, until]);
});

test("the first and last days count, the days beside them do not [A07]", () => {
  const birth = day("2020-04-01");
  expect(isOfCompulsorySchoolAge(birth, day("2025-08-30"))).toBe(false);
  expect(isOfCompulsorySchoolAge(birth, day("2025-08-31"))).toBe(true);
  expect(isOfCompulsorySchoolAge(birth, day("2036-06-27"))).toBe(true);
  expect(isOfCompulsorySchoolAge(birth, day("2036-06-28"))).toBe(false);
});

test.each(["2024-06-28", "2025-06-27", "2026-06-26", "2027-06-25", "2028-06-30", "2029-06-29", "2030-06-28"])(
  "%s is the school leaving date of its year [A07]",
  (leaving) => {
    expect(lastFridayInJune(day(leaving).year).toString()).toBe(leaving);
  },
);

test("a child is of that age on just the days from the first to the last, whatever the birthday [A07]", () => {
  const days = [
    "2026-01-01",
    "2026-03-31",
    "2026-04-01",
    "2026-06-26",
    "2026-06-27",
    "2026-08-31",
    "2026-12-31",
  ];
  let compared = 0;
  for (const on of days.map(day))
    for (let born = day("2008-08-01"); born.year < 2022; born = born.add({ days: 1 })) {
      const { from, until } = compulsorySchoolAgeOf(born);
      const isWithin =
        Temporal.PlainDate.compare(from, on) <= 0 && Temporal.PlainDate.compare(on, until) <= 0;
      if (isOfCompulsorySchoolAge(born, on) !== isWithin) expect.unreachable(`${born} on ${on}`);
      compared += 1;
    }
  expect(compared).toBeGreaterThan(30_000);
});
