import { describe, expect, test } from "vitest";
import { fact, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { smallProcedure } from "../../test/support/small-procedure.ts";
import { type CaseFact, obligationsOf } from "./index.ts";

const task = "register-to-areas";
const standing = (within: string) =>
  smallProcedure({
    ...{ "runs-with": "all", definition: undefined, atRisk: undefined, outcomes: undefined },
    obligations: [
      {
        ...{ id: "register-to-areas", about: "authority", act: "do-standing-duty", within, clause: "T6" },
        starts: ["duties-began", { "duty-done": { task } }],
        ends: [{ "duty-done": { task } }],
      },
    ],
  });
const began = (day: string) => fact(1, moment(day), "duties-began", {});
const done = (...days: string[]) =>
  days.map((day, place) => fact(place + 2, moment(day), "duty-done", { task }));
const owed = (within: string, facts: readonly CaseFact[], day = "2026-12-31") =>
  obligationsOf({
    ...{ procedures: [standing(within)], facts, about: "authority", calendars: inventedCalendars },
    ...{ place: { authorityId: 1 }, now: moment(day) },
  });
const dues = (...asked: Parameters<typeof owed>) =>
  owed(...asked).map(({ dueOn, state }) => `${dueOn} ${state}`);

describe("a duty that starts from its own end is owed again and again [C27 partly] [C29 partly]", () => {
  test("a month never drifts, whether it is done early or late", () => {
    const facts = [began("2026-01-05"), ...done("2026-01-30", "2026-03-10", "2026-04-02")];
    expect(dues("1 month", facts, "2026-04-03")).toEqual([
      "2026-02-05 met",
      "2026-03-05 met-late",
      "2026-04-05 met",
      "2026-05-05 open",
    ]);
    expect(owed("1 month", facts, "2026-04-03").at(-1)?.why).toBe(
      "Every month from the beginning of the work under this procedure on Monday 5 January 2026, next after " +
        "the doing of the standing duty on Thursday 2 April 2026: T6. " +
        "Counted to the same date of the month: due by the end of Tuesday 5 May 2026.",
    );
  });

  test("a month that nobody can do any more is passed over", () => {
    expect(dues("1 month", [began("2026-01-05"), ...done("2026-05-20")], "2026-05-21")).toEqual([
      "2026-02-05 met-late",
      "2026-06-05 open",
    ]);
  });

  test("the last day of a month comes back after a shorter month", () => {
    const facts = [began("2026-01-31"), ...done("2026-02-20", "2026-03-20")];
    expect(dues("1 month", facts, "2026-03-21")).toEqual([
      "2026-02-28 met",
      "2026-03-31 met",
      "2026-04-30 open",
    ]);
  });

  test("a term is owed once, however early in it that is done", () => {
    const facts = [began("2026-01-05"), ...done("2026-02-02", "2026-03-30", "2026-07-22")];
    expect(dues("1 term", facts, "2026-07-23")).toEqual([
      "2026-03-28 met",
      "2026-07-22 met",
      "2026-12-19 met",
      "2027-03-28 open",
    ]);
  });

  test("weeks run from the doing", () => {
    expect(dues("6 weeks", [began("2026-01-05"), ...done("2026-01-20")], "2026-01-21")).toEqual([
      "2026-02-16 met",
      "2026-03-03 open",
    ]);
  });
});

test("what the authority owes is not read in a child's history [C27 partly]", () => {
  const asked = { procedures: [standing("1 month")], calendars: inventedCalendars, place: {} };
  const now = moment("2026-02-02");
  expect(obligationsOf({ ...asked, now, facts: [began("2026-01-05")] })).toEqual([]);
});
