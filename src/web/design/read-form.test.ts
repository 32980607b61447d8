import { expect, test } from "vitest";
import { z } from "zod";
import { day, optionalDay, readDateFields } from "./date-fields.ts";
import { errorsBeside } from "./form-errors.ts";
import { fieldsOf } from "./form-fields.ts";
import { carried, choices, readForm } from "./read-form.ts";

const today = Temporal.PlainDate.from("2026-03-03");
const leaver = z.object({
  forename: z.string().max(10),
  reason: z.enum(["moved", "unknown"]),
  born: day("date of birth", { upTo: today }),
  left: optionalDay("last day at school"),
  needs: choices(z.enum(["plan", "support"])),
});
const typed = {
  _csrf: "token",
  forename: " Rosa ",
  reason: "moved",
  "born-day": "27",
  "born-month": "March",
  "born-year": "2016",
  "left-day": "",
  "left-month": "",
  "left-year": "",
  needs: "plan",
};

test("a filled form is read into its values, tidied", () => {
  expect(readForm(leaver, typed)).toEqual({
    values: {
      forename: "Rosa",
      reason: "moved",
      born: Temporal.PlainDate.from("2016-03-27"),
      left: undefined,
      needs: ["plan"],
    },
  });
});

test("an empty form says what is wanted, field by field, each with a link to its first input", () => {
  const read = readForm(leaver, {}, { forename: "the child's forename" });
  expect("errors" in read && read.errors.list).toEqual([
    { text: "Enter the child's forename", href: "#forename" },
    { text: "Choose the reason", href: "#reason" },
    { text: "Enter the date of birth", href: "#born-day" },
  ]);
});

test.each([
  [{ "born-month": "" }, "The date of birth must include a month", "#born-month"],
  [{ "born-day": "", "born-year": " " }, "The date of birth must include a day and year", "#born-day"],
  [
    { "born-day": "30", "born-month": "2" },
    "The date of birth must be a real date, like 27 3 2016",
    "#born-day",
  ],
  [{ "born-month": "Mrach" }, "The date of birth must be a real date, like 27 3 2016", "#born-day"],
  [{ "born-year": "16" }, "The date of birth must have a year of 4 numbers, like 2016", "#born-year"],
  [{ "born-year": "2027" }, "The date of birth must be today or in the past", "#born-day"],
  [{ forename: "Rosalindabella" }, "The forename must be 10 characters or fewer", "#forename"],
])("%o is answered with: %s", (change, text, href) => {
  const read = readForm(leaver, { ...typed, ...change });
  expect("errors" in read && read.errors.list).toEqual([{ text, href }]);
});

test("no answer to a form says invalid", () => {
  const odd = z.object({ a: z.string(), b: z.email(), c: z.coerce.number().min(3), d: z.literal("yes") });
  const read = readForm(odd, { a: ["x"], b: "x", c: "1", d: "no" });
  expect(JSON.stringify(read)).not.toMatch(/invalid/i);
  expect("errors" in read && read.errors.list.map(({ text }) => text)).toEqual([
    "The a must be a string",
    "Check the b",
    "The c must be 3 or more",
    "Choose the d",
  ]);
});

test("fields show again what was typed, and mark only the part of a date that is wanting", () => {
  const body = { ...typed, "born-month": "" };
  const read = readForm(leaver, body);
  const field = fieldsOf(body, "errors" in read ? read.errors : undefined);
  expect(field.day("born")).toMatchObject({
    day: { value: "27", error: false },
    month: { value: "", error: true },
    year: { value: "2016", error: false },
    errorMessage: { text: "The date of birth must include a month" },
  });
  expect(field.choices("needs").values).toEqual(["plan"]);
  const { day: d, month, year } = fieldsOf({ born: today }).day("born");
  expect([d.value, month.value, year.value]).toEqual(["3", "3", "2026"]);
});

test("a rule's refusal stands beside its field too", () => {
  const errors = errorsBeside({
    outcome: "Choose an outcome that the evidence shows",
    "": "The case was closed",
  });
  expect(errors.beside.outcome).toEqual({ text: "Choose an outcome that the evidence shows" });
  expect(errors.list).toEqual([
    { text: "Choose an outcome that the evidence shows", href: "#outcome" },
    { text: "The case was closed" },
  ]);
});

test("a form carries its key and the version that it showed", () => {
  expect(carried({ _once: "k", _seen: "4", forename: "Rosa" })).toEqual({ once: "k", seen: "4" });
  expect(carried(undefined)).toEqual({ once: undefined, seen: undefined });
});

test("a date's three inputs are read by name", () => {
  expect(readDateFields({ ...typed }, "born")).toEqual(Temporal.PlainDate.from("2016-03-27"));
  expect(readDateFields({ ...typed }, "left")).toBeUndefined();
  expect(readDateFields({ ...typed, "born-day": "" }, "born")).toEqual({
    must: "include a day",
    of: ["day"],
  });
});
