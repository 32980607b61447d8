import { describe, expect, test } from "vitest";
import { fact, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { smallProcedure, smallText } from "../../test/support/small-procedure.ts";
import { type CaseFact, obligationsOf, readProcedure } from "./index.ts";

const visit = {
  ...{ id: "visit", starts: "visit-requested", act: "visit-family", ends: "visit-made", clause: "T4" },
  ...{ unless: "database-checked", within: "2 working days" },
};
const escalate = {
  ...{ id: "escalate", starts: { late: "visit" }, act: "tell-agency", ends: "agency-told" },
  ...{ clause: "T5", within: "1 working day" },
};
const small = smallProcedure({ obligations: [visit, escalate] });

const requested = fact(1, moment("2026-03-03"), "visit-requested", { urgent: false, areaId: 1 });
const made = (id: number, day: string, madeAt = moment(day)) =>
  fact(
    id,
    moment(day),
    "visit-made",
    { found: "no-answer", newAddress: "unknown", cardLeft: true, note: null },
    { madeAt },
  );
const owed = (facts: readonly CaseFact[], now: Temporal.Instant, knownAt?: Temporal.Instant) =>
  obligationsOf({ procedures: [small], facts, calendars: inventedCalendars, place: {}, now, knownAt });
const escalations = (...asked: Parameters<typeof owed>) =>
  owed(...asked)
    .filter(({ id }) => id === "escalate")
    .map(({ state, startedBy, dueOn }) => [state, startedBy, String(dueOn)]);

describe("what the lateness of another duty begins [C20 partly]", () => {
  test("begins with the first day on which that duty is overdue, and not a moment before", () => {
    expect(escalations([requested], Temporal.Instant.from("2026-03-05T23:59:59.999Z"))).toEqual([]);
    expect(escalations([requested], Temporal.Instant.from("2026-03-06T00:00:00Z"))).toEqual([
      ["due-soon", 1, "2026-03-09"],
    ]);
    const [, late] = owed([requested], moment("2026-03-06"));
    expect(late?.startedAt.toString()).toBe("2026-03-06T00:00:00Z");
    expect(late?.why).toBe(
      'Within 1 working day of Friday 6 March 2026, when "To do: visit." was overdue: T5. ' +
        "Counted 3 days, less 2 weekend days: due by the end of Monday 9 March 2026.",
    );
  });

  test("is owed too when that duty is done late afterwards", () => {
    expect(escalations([requested, made(2, "2026-03-09")], moment("2026-03-09"))).toEqual([
      ["due-soon", 1, "2026-03-09"],
    ]);
  });

  test("is not owed when that duty was done in time, though it was recorded late, or was needless by then", () => {
    const inTime = [requested, made(2, "2026-03-05", moment("2026-03-12"))];
    expect(escalations(inTime, moment("2026-03-12"))).toEqual([]);
    expect(escalations(inTime, moment("2026-03-10"), moment("2026-03-10"))).toHaveLength(1);
    const spared = fact(2, moment("2026-03-04"), "database-checked", { found: "nothing" });
    expect(escalations([requested, spared], moment("2026-03-12"))).toEqual([]);
  });

  test("a deadline falls in time order among the facts", () => {
    const told = (id: number, day: string) => fact(id, moment(day), "agency-told", { agency: "police" });
    expect(escalations([requested, told(2, "2026-03-05")], moment("2026-03-12"))).toEqual([
      ["overdue", 1, "2026-03-09"],
    ]);
    expect(escalations([requested, told(2, "2026-03-06")], moment("2026-03-12"))).toEqual([
      ["met", 1, "2026-03-09"],
    ]);
  });

  test("hours and minutes run from the minute at which the other was due", () => {
    const byTheClock = smallProcedure({
      obligations: [
        { ...visit, within: "2 hours" },
        { ...escalate, within: "30 minutes" },
      ],
    });
    const asked = { procedures: [byTheClock], facts: [requested], calendars: inventedCalendars, place: {} };
    const [, late] = obligationsOf({ ...asked, now: moment("2026-03-03", "12:01") });
    expect(late?.dueAt).toEqual(moment("2026-03-03", "12:30"));
    expect(late?.why).toContain("Counted 30 minutes from 12pm on Tuesday 3 March 2026");
  });

  test("can begin a third, each in its turn, and each is known by its rule and one fact", () => {
    const chain = smallProcedure({
      obligations: [
        visit,
        escalate,
        { ...escalate, id: "tell-director", starts: { late: "escalate" } },
        { ...escalate, id: "both", starts: [{ late: "visit" }, { late: "escalate" }] },
      ],
    });
    const asked = { procedures: [chain], calendars: inventedCalendars, place: {} };
    const facts = [requested, fact(2, moment("2026-03-06"), "agency-told", { agency: "police" })];
    const once = obligationsOf({ ...asked, facts: [requested], now: moment("2026-03-12") });
    expect(once.map(({ id, startedAt }) => `${id} ${startedAt}`)).toEqual([
      "visit 2026-03-03T10:00:00Z",
      "escalate 2026-03-06T00:00:00Z",
      "both 2026-03-06T00:00:00Z",
      "tell-director 2026-03-10T00:00:00Z",
    ]);
    const keys = obligationsOf({ ...asked, facts, now: moment("2026-03-12") }).map(
      ({ id, startedBy }) => `${id} ${startedBy}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("lateness that cannot begin anything is named by line and field [C24]", () => {
  test.each([
    ["of no obligation", { ...escalate, starts: { late: "vizit" } }, 'There is no obligation "vizit"'],
    ["of itself", { ...escalate, starts: [{ late: "escalate" }] }, "would start itself. Break the circle"],
    [
      "of another's history",
      { ...escalate, about: "authority" },
      '"visit" and "escalate" are not about the same',
    ],
    ["nothing at all", { ...escalate, starts: [] }, "Name what starts it."],
  ])("%s", (_, broken, mend) => {
    const text = smallText({ obligations: [visit, broken] });
    const line = text.split("\n").findLastIndex((each) => each.includes('"starts"')) + 1;
    expect(readProcedure(text)).toEqual({
      mistakes: [
        { line: expect.any(Number), field: "escalate: starts", mend: expect.stringContaining(mend) },
      ],
    });
    expect(readProcedure(text)).toMatchObject({
      mistakes: [{ line: expect.toSatisfy((at) => at >= line && at <= line + 2) }],
    });
  });

  test("a circle of three", () => {
    const obligations = ["a", "b", "c"].map((id, place) => ({
      ...escalate,
      ...{ id, starts: { late: "bca"[place] } },
    }));
    expect(readProcedure(smallText({ obligations }))).toMatchObject({
      mistakes: [{ field: "a: starts" }, { field: "b: starts" }, { field: "c: starts" }],
    });
  });
});
