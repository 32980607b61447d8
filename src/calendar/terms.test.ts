import { expect, test } from "vitest";
import {
  bankHolidaysOfEngland,
  type Calendars,
  CalendarTooShort,
  lastDayOfTermAfter,
  lastDaysOfTermsOf,
  lastDayToCountFrom,
  NoTermDates,
  schoolDaysAfter,
  schoolDaysOf,
  type TermSpan,
} from "./index.ts";

const day = (iso: string) => Temporal.PlainDate.from(iso);
const span = (from: string, until: string, kind: TermSpan["kind"] = "term") => ({
  from: day(from),
  until: day(until),
  kind,
});

// Invented schools: one with its own terms (its spring term of 2028 ends on 29 February), one that uses the authority's.
const [ownTerms, noTerms, authority] = [1, 2, 10];
const own = { schoolId: ownTerms, authorityId: authority };
const calendars: Calendars = {
  bankHolidays: bankHolidaysOfEngland,
  schools: new Map([
    [
      ownTerms,
      {
        called: "Ashfield Primary",
        spans: [
          span("2028-01-04", "2028-02-29"),
          span("2027-09-06", "2027-12-17"),
          span("2027-10-25", "2027-10-29", "half-term"),
          span("2027-12-16", "2027-12-17", "closure"),
          span("2028-03-06", "2028-07-21"),
          span("2028-05-29", "2028-06-02", "half-term"),
          span("2028-07-21", "2028-07-21", "inset"),
        ],
      },
    ],
    [noTerms, { called: "Brookside Academy", spans: [span("2027-12-20", "2027-12-31", "closure")] }],
  ]),
  authorities: new Map([
    [
      authority,
      { called: "Eastmarsh", spans: [span("2027-09-02", "2027-12-21"), span("2028-01-06", "2028-04-07")] },
    ],
  ]),
};

test.each([
  ["2027-10-01", 1, "2027-12-17", "half-term in October ends no term"],
  ["2027-10-26", 1, "2027-12-17", "a day within half-term belongs to the term around it"],
  ["2027-12-16", 1, "2027-12-17", "the last day is the last, also when the school is closed on it"],
  ["2027-12-17", 1, "2028-02-29", "on the last day of a term, the next is counted"],
  [
    "2027-12-25",
    1,
    "2028-02-29",
    "on Christmas Day, within the holiday, the spring term is the first that ends",
  ],
  ["2028-02-28", 1, "2028-02-29", "29 February ends a term in a leap year"],
  ["2028-02-29", 1, "2028-07-21", "counted from 29 February itself"],
  ["2027-09-10", 3, "2028-07-21", "three terms are a year"],
  ["2027-09-05", 1, "2027-12-17", "from the day before the first known term"],
])("the last day of the term after %s: term %i ends on %s, %s [C27 partly]", (from, count, end, _why) => {
  expect(String(lastDayOfTermAfter(day(from), count, calendars, own))).toBe(end);
});

test("a school without terms of its own, or a child on no roll, has the authority's, and that is said [C27 partly]", () => {
  const borrowing = { schoolId: noTerms, authorityId: authority };
  expect(String(lastDayOfTermAfter(day("2027-12-18"), 1, calendars, borrowing))).toBe("2027-12-21");
  expect(String(lastDayOfTermAfter(day("2027-12-21"), 1, calendars, { authorityId: authority }))).toBe(
    "2028-04-07",
  );
  expect(lastDaysOfTermsOf(calendars, borrowing).borrowed).toBe(true);
  expect(lastDaysOfTermsOf(calendars, own).borrowed).toBe(false);
});

test("a closure of a school without terms of its own is no school day there, besides its authority's [C18 partly]", () => {
  const borrowing = { schoolId: noTerms, authorityId: authority };
  expect(String(schoolDaysAfter(day("2027-12-17"), 1, calendars, { authorityId: authority }))).toBe(
    "2027-12-20",
  );
  expect(String(schoolDaysAfter(day("2027-12-17"), 1, calendars, borrowing))).toBe("2028-01-06");
  expect(schoolDaysOf(calendars, borrowing).borrowed).toBe(true);
});

test("a term that is not known is never guessed [C27 partly]", () => {
  expect(() => lastDayOfTermAfter(day("2028-07-21"), 1, calendars, own)).toThrow(CalendarTooShort);
  expect(() => lastDayOfTermAfter(day("2027-10-01"), 4, calendars, own)).toThrow(
    "Ashfield Primary's term dates are known from Monday 6 September 2027 to Friday 21 July 2028",
  );
  expect(() => lastDayOfTermAfter(day("2027-09-04"), 1, calendars, own)).toThrow(CalendarTooShort);
  expect(() => lastDayOfTermAfter(day("2027-10-01"), 1, calendars, { schoolId: noTerms })).toThrow(
    NoTermDates,
  );
});

test.each([
  [1, "2028-07-19"],
  [10, "2028-07-06"],
])(
  "the last day after which %i school days are known is %s: one later, they are not [C18 partly]",
  (count, last) => {
    const { calendar } = schoolDaysOf(calendars, own);
    expect(String(lastDayToCountFrom(count, calendar))).toBe(last);
    expect(schoolDaysAfter(day(last), count, calendars, own)).toEqual(day("2028-07-20"));
    expect(() => schoolDaysAfter(day(last).add({ days: 1 }), count, calendars, own)).toThrow(
      CalendarTooShort,
    );
  },
);

test("more school days than are known can be counted from no day [C18 partly]", () => {
  expect(lastDayToCountFrom(1000, schoolDaysOf(calendars, own).calendar)).toBeUndefined();
});

test("school days are not known past the last known bank holiday: one might be among them [C18 partly]", () => {
  const far = { called: "Larkmere", spans: [span("2030-09-02", "2031-05-30")] };
  const later: Calendars = { ...calendars, schools: new Map([[3, far]]) };
  expect(String(schoolDaysAfter(day("2030-12-27"), 1, later, { schoolId: 3 }))).toBe("2030-12-30");
  expect(() => schoolDaysAfter(day("2030-12-31"), 1, later, { schoolId: 3 })).toThrow(CalendarTooShort);
});
