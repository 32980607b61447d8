import fc from "fast-check";
import { expect, test } from "vitest";
import { continuousAbsencesIn, type SchoolMeets } from "./continuous-absence.ts";
import { markedDays, rowOfUnauthorisedDays } from "./marked-days.ts";

const monday = 20_703;
const weekdays: SchoolMeets = { on: (day) => (day + 3) % 7 < 5, own: true };

test("the row that ends today is never longer than the list of absences says, and as long where nothing came after [F02] [B10]", () => {
  const week = fc.string({
    unit: fc.constantFrom(..."OOOOOOOOOOOOONGG#4I/UX2"),
    minLength: 10,
    maxLength: 10,
  });
  fc.assert(
    fc.property(fc.array(week, { minLength: 2, maxLength: 8 }), (marks) => {
      const weeks = marks.map((said, index) => ({ monday: monday + index * 7, marks: said }));
      const days = markedDays(weeks, weekdays, monday + marks.length * 7);
      const { row } = rowOfUnauthorisedDays(days);
      const last = continuousAbsencesIn(weeks, weekdays)
        .filter(({ kind, brokenOn }) => kind === "unauthorised" && brokenOn === undefined)
        .at(-1);
      if (row.length >= 10) expect(last?.groundDays).toBeGreaterThanOrEqual(row.length);
      if (last?.days === last?.groundDays && last) expect(row.length).toBe(last.groundDays);
    }),
  );
});
