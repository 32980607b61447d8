import { describe, expect, test } from "vitest";
import { inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { dueAfter } from "./due.ts";
import { allowanceInWords, allowanceNamed } from "./units.ts";

const due = (words: string, day: string, time = "10:00") => {
  const allowance = allowanceNamed(words);
  if (allowance === undefined) throw new Error(`"${words}" names no allowance.`);
  return dueAfter(moment(day, time), allowance, inventedCalendars, { authorityId: 1 });
};

describe("an allowance", () => {
  test.each([
    [
      "48 hours",
      "2026-03-03",
      "2026-03-05",
      "Counted 48 hours from 10am on Tuesday 3 March 2026: due by 10am on Thursday 5 March 2026.",
    ],
    [
      "5 calendar days",
      "2026-03-03",
      "2026-03-08",
      "Counted every day: due by the end of Sunday 8 March 2026.",
    ],
    [
      "15 calendar days, beginning with the day",
      "2026-03-03",
      "2026-03-17",
      "Counted every day: due by the end of Tuesday 17 March 2026.",
    ],
    [
      "3 working days",
      "2026-04-01",
      "2026-04-08",
      "Counted 7 days, less 2 weekend days, Good Friday and Easter Monday: due by the end of Wednesday 8 April 2026.",
    ],
    [
      "3 working days, beginning with the day",
      "2026-04-01",
      "2026-04-07",
      "Counted 7 days, less 2 weekend days, Good Friday and Easter Monday: due by the end of Tuesday 7 April 2026.",
    ],
    [
      "1 working day",
      "2026-03-06",
      "2026-03-09",
      "Counted 3 days, less 2 weekend days: due by the end of Monday 9 March 2026.",
    ],
    ["1 week", "2026-03-03", "2026-03-10", "Counted 7 days: due by the end of Tuesday 10 March 2026."],
    [
      "1 month",
      "2026-01-31",
      "2026-02-28",
      "Counted to the same date of the month: due by the end of Saturday 28 February 2026.",
    ],
  ])("of %s from %s ends on %s, and says how [C20] [C22]", (words, start, on, counted) => {
    const found = due(words, start);
    expect([String(found.on), found.counted]).toEqual([on, counted]);
  });

  test("in days begins with the day in London, not in universal time [C20]", () => {
    // Half past midnight on 1 July in London is still 30 June in universal time.
    expect(String(due("1 calendar day", "2026-07-01", "00:30").on)).toBe("2026-07-02");
  });

  test("is read from words and written in words", () => {
    for (const words of ["1 week", "6 weeks", "1 working day", "10 school days", "48 hours", "3 months"]) {
      const allowance = allowanceNamed(words);
      expect(allowance && allowanceInWords(allowance)).toBe(words);
    }
    for (const words of [
      "ten days",
      "10 days",
      "0 weeks",
      "10 workin days",
      "-1 week",
      "2 hours, beginning with the day",
    ])
      expect(allowanceNamed(words)).toBeUndefined();
  });
});
