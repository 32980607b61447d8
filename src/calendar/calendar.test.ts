import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bankHolidaysOfEngland,
  type Calendars,
  CalendarTooShort,
  countedDaysAfter,
  countedDaysBetween,
  countedNumberBefore,
  dayInWords,
  dayOf,
  daysLeftOut,
  dueMomentOf,
  momentInWords,
  momentWithin,
  monthsAfter,
  NoTermDates,
  numberOf,
  schoolDaysAfter,
  schoolDaysOf,
  startOf,
  type Terms,
  workingDaysAfter,
  workingDaysOf,
} from "./index.ts";

const day = (iso: string) => Temporal.PlainDate.from(iso);
const span = (from: string, until: string, kind: Terms["spans"][number]["kind"] = "term") => ({
  from: day(from),
  until: day(until),
  kind,
});

// Invented schools: one with its own terms, one that uses the authority's.
const [ownTerms, noTerms, authority] = [1, 2, 10];
const calendars: Calendars = {
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map([
    [
      ownTerms,
      {
        called: "Ashfield Primary",
        spans: [
          span("2026-01-05", "2026-03-27"),
          span("2026-02-16", "2026-02-20", "half-term"),
          span("2026-03-02", "2026-03-02", "inset"),
          span("2026-04-13", "2026-07-21"),
          span("2026-05-25", "2026-05-29", "half-term"),
        ],
      },
    ],
    [noTerms, { called: "Brookside Academy", spans: [] }],
  ]),
  authorities: new Map([[authority, { called: "Eastmarsh", spans: [span("2026-01-06", "2026-04-02")] }]]),
};

test.each([
  ["2026-03-03", 10, "2026-03-17", "two weekends"],
  ["2026-04-01", 3, "2026-04-08", "Good Friday, a weekend and Easter Monday"],
  ["2026-12-23", 3, "2026-12-30", "Christmas Day, and Boxing Day moved to Monday 28 December"],
  ["2027-12-24", 1, "2027-12-29", "both days of Christmas moved to Monday and Tuesday"],
  ["2028-02-28", 1, "2028-02-29", "29 February is a working day in a leap year"],
  ["2026-03-07", 1, "2026-03-09", "counted from a Saturday, Monday is day one"],
])("working days after %s: %i is %s (%s) [C20]", (from, count, due) => {
  expect(String(workingDaysAfter(day(from), count, calendars))).toBe(due);
});

test.each([
  ["2026-02-12", 10, "2026-03-06", "half-term and a training day are no school days"],
  ["2026-03-27", 1, "2026-04-13", "the Easter holiday has none"],
  ["2026-04-30", 2, "2026-05-05", "the early May bank holiday is none"],
])("school days of the named school after %s: %i is %s (%s) [C18 partly]", (from, count, due) => {
  expect(
    String(schoolDaysAfter(day(from), count, calendars, { schoolId: ownTerms, authorityId: authority })),
  ).toBe(due);
});

test("a school without terms of its own is counted by its authority's, and that is said [C18 partly]", () => {
  const place = { schoolId: noTerms, authorityId: authority };
  expect(String(schoolDaysAfter(day("2026-02-12"), 2, calendars, place))).toBe("2026-02-16");
  expect(schoolDaysOf(calendars, place).borrowed).toBe(true);
  expect(schoolDaysOf(calendars, { schoolId: ownTerms, authorityId: authority }).borrowed).toBe(false);
  expect(() => schoolDaysAfter(day("2026-02-12"), 2, calendars, { schoolId: noTerms })).toThrow(NoTermDates);
});

test("a calendar that ends too early is an error that names the calendar and the mend [C18 partly]", () => {
  const place = { schoolId: ownTerms };
  expect(String(schoolDaysAfter(day("2026-07-20"), 1, calendars, place))).toBe("2026-07-21");
  expect(() => schoolDaysAfter(day("2026-07-20"), 2, calendars, place)).toThrow(
    new CalendarTooShort(schoolDaysOf(calendars, place).calendar),
  );
  expect(() => schoolDaysAfter(day("2026-07-20"), 2, calendars, place)).toThrow(
    "Ashfield Primary's term dates are known from Monday 5 January 2026 to Tuesday 21 July 2026, and a deadline falls outside. Add the missing days.",
  );
  expect(() => schoolDaysAfter(day("2025-12-31"), 1, calendars, place)).toThrow(CalendarTooShort);
  expect(() => countedNumberBefore(numberOf(day("2031-02-01")), workingDaysOf(calendars))).toThrow(
    CalendarTooShort,
  );
  expect(() => workingDaysAfter(day("2030-12-30"), 2, calendars)).toThrow(
    "England's bank holidays are known",
  );
});

test("what a count leaves out is said in words [C20]", () => {
  const working = workingDaysOf(calendars);
  expect(daysLeftOut(day("2026-04-01"), day("2026-04-08"), working)).toBe(
    "2 weekend days, Good Friday and Easter Monday",
  );
  expect(daysLeftOut(day("2026-03-03"), day("2026-03-05"), working)).toBe("");
  const school = schoolDaysOf(calendars, { schoolId: ownTerms }).calendar;
  expect(daysLeftOut(day("2026-02-13"), day("2026-02-23"), school)).toBe(
    "4 weekend days and 5 days without school",
  );
});

test("the day before is a day that counts too [C20]", () => {
  expect(countedNumberBefore(numberOf(day("2026-04-07")), workingDaysOf(calendars))).toBe(
    numberOf(day("2026-04-02")),
  );
});

test("a month later is the same date, or the last day of a shorter month [C27 partly]", () => {
  expect(String(monthsAfter(day("2028-01-31"), 1))).toBe("2028-02-29");
  expect(String(monthsAfter(day("2026-03-03"), 1))).toBe("2026-04-03");
});

test("a due day lasts until midnight in London, in summer and in winter [C20]", () => {
  expect(dueMomentOf(day("2026-03-03")).toString()).toBe("2026-03-03T23:59:59.999Z");
  expect(dueMomentOf(day("2026-07-01")).toString()).toBe("2026-07-01T22:59:59.999Z");
  expect(
    dueMomentOf(day("2026-03-29"))
      .since(startOf(day("2026-03-29")))
      .total("hours"),
  ).toBeCloseTo(23);
});

test("a thing known by its day happened by the end of that day, or by now [G03 partly]", () => {
  const now = Temporal.Instant.from("2026-03-03T10:00Z");
  expect(momentWithin(day("2026-03-03"), now)).toEqual(now);
  expect(momentWithin(day("2026-03-02"), now).toString()).toBe("2026-03-02T23:59:59.999Z");
});

test("days and moments are said as people say them [C20]", () => {
  expect(dayInWords(day("2026-03-03"))).toBe("Tuesday 3 March 2026");
  expect(momentInWords(Temporal.Instant.from("2026-07-01T08:05Z"))).toBe("9:05am on Wednesday 1 July 2026");
  expect(momentInWords(Temporal.Instant.from("2026-12-01T12:00Z"))).toBe("12pm on Tuesday 1 December 2026");
});

const anyDay = fc.integer({ min: 0, max: 2200 }).map((days) => day("2024-01-01").add({ days }));
const anyCount = fc.integer({ min: 1, max: 60 });
const holidays = new Set(bankHolidaysOfEngland.days.map((holiday) => String(holiday.day)));

test("the due day always counts itself, and exactly that many days count on the way to it [C20]", () => {
  fc.assert(
    fc.property(anyDay, anyCount, (from, count) => {
      const due = workingDaysAfter(from, count, calendars);
      let counted = 0;
      for (
        let each = from.add({ days: 1 });
        Temporal.PlainDate.compare(each, due) <= 0;
        each = each.add({ days: 1 })
      )
        if (each.dayOfWeek < 6 && !holidays.has(String(each))) counted++;
      expect(counted).toBe(count);
      expect(due.dayOfWeek).toBeLessThan(6);
      expect(holidays.has(String(due))).toBe(false);
      expect(countedDaysBetween(from, due, workingDaysOf(calendars))).toBe(count);
    }),
  );
});

test("counting in two steps ends on the same day as counting in one [C20]", () => {
  const working = workingDaysOf(calendars);
  fc.assert(
    fc.property(anyDay, anyCount, anyCount, (from, one, two) => {
      const stepwise = countedDaysAfter(countedDaysAfter(from, one, working), two, working);
      expect(stepwise).toEqual(countedDaysAfter(from, one + two, working));
    }),
  );
});

test("a later start never makes an earlier deadline [C20]", () => {
  fc.assert(
    fc.property(anyDay, fc.nat(30), anyCount, (from, later, count) => {
      const [early, late] = [from, from.add({ days: later })].map((start) =>
        workingDaysAfter(start, count, calendars),
      );
      expect(
        Temporal.PlainDate.compare(early as Temporal.PlainDate, late as Temporal.PlainDate),
      ).toBeLessThanOrEqual(0);
    }),
  );
});

test("every moment of a London day belongs to that day [G03 partly]", () => {
  fc.assert(
    fc.property(anyDay, (each) => {
      expect(dayOf(startOf(each))).toEqual(each);
      expect(dayOf(dueMomentOf(each))).toEqual(each);
      expect(dayOf(dueMomentOf(each).add({ milliseconds: 1 }))).toEqual(each.add({ days: 1 }));
    }),
  );
});
