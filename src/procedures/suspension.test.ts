import { describe, expect, test } from "vitest";
import { fact, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { smallProcedure } from "../../test/support/small-procedure.ts";
import { type CaseFact, isOwedNow, obligationsOf } from "./index.ts";

const visit = {
  ...{ id: "visit", starts: "visit-requested", act: "visit-family", ends: "visit-made", clause: "T4" },
};
const host = smallProcedure({
  suspends: {
    ...{ clause: "T7", when: { approach: "forbidden" }, acts: ["visit-family", "write-to-family"] },
    ...{ over: ["law"], says: "Where a forced marriage is suspected, nobody approaches the family" },
  },
  obligations: [
    visit,
    { ...visit, id: "tell-lead", starts: { late: "visit" }, act: "tell-agency", ends: "agency-told" },
  ],
});
const law = smallProcedure({
  ...{ procedure: "law", "runs-with": "all", definition: undefined, atRisk: undefined, outcomes: undefined },
  obligations: [{ ...visit, id: "write", act: "write-to-family", ends: "letter-sent" }],
});

const about = { about: "forced-marriage" } as const;
const requested = fact(1, moment("2026-03-02"), "visit-requested", { urgent: false, areaId: 1 });
const suspected = (day: string) => fact(2, moment(day), "concern-raised", about);
const settled = (day: string) => fact(3, moment(day), "concern-settled", about);
const visited = (day: string) =>
  fact(4, moment(day), "visit-made", {
    found: "no-answer",
    newAddress: "unknown",
    cardLeft: true,
    note: null,
  });
const owed = (facts: readonly CaseFact[], day: string) =>
  obligationsOf({
    procedures: [host, law],
    facts,
    calendars: inventedCalendars,
    place: {},
    now: moment(day),
  });
const states = (facts: readonly CaseFact[], day: string) =>
  Object.fromEntries(owed(facts, day).map(({ id, state, dueOn }) => [id, `${state} ${dueOn}`]));

describe("while something is suspended [C20 partly]", () => {
  test("nobody is told to do it, by whichever procedure, and why says by which clause", () => {
    const facts = [requested, suspected("2026-03-04")];
    expect(states(facts, "2026-03-03")).toEqual({ visit: "open 2026-03-09", write: "open 2026-03-09" });
    expect(states(facts, "2026-03-05")).toEqual({
      visit: "suspended 2026-03-09",
      write: "suspended 2026-03-09",
    });
    expect(owed(facts, "2026-03-05").filter(isOwedNow)).toEqual([]);
    expect(owed(facts, "2026-03-05")[0]?.why).toBe(
      "Within 5 working days of the visit request on Monday 2 March 2026: T4. Counted 7 days, less 2 weekend days: " +
        "due by the end of Monday 9 March 2026. Suspended since the concern on Wednesday 4 March 2026: " +
        "Where a forced marriage is suspected, nobody approaches the family (T7).",
    );
  });

  test("its time does not run, so that nothing becomes late or begins by lateness", () => {
    const facts = [requested, suspected("2026-03-04")];
    expect(states(facts, "2026-06-01")).toEqual({
      visit: "suspended 2026-03-09",
      write: "suspended 2026-03-09",
    });
  });

  test("what begins in that time is suspended from its beginning", () => {
    const early = suspected("2026-03-01");
    expect(states([early, requested], "2026-03-03").visit).toBe("suspended 2026-03-09");
    expect(states([early, requested, settled("2026-03-10")], "2026-03-10").visit).toBe("open 2026-03-17");
  });

  test("what is done all the same is done in time", () => {
    const facts = [requested, suspected("2026-03-04"), visited("2026-03-20")];
    expect(states(facts, "2026-03-20").visit).toBe("met 2026-03-09");
    expect(states([...facts, settled("2026-03-25")], "2026-03-30").visit).toBe("met 2026-03-09");
  });
});

describe("when the suspension is over [C20 partly]", () => {
  test("the whole time is counted anew from that day, and why says so", () => {
    const facts = [requested, suspected("2026-03-04"), settled("2026-03-16")];
    expect(states(facts, "2026-03-16").visit).toBe("open 2026-03-23");
    expect(owed(facts, "2026-03-17")[0]?.why).toBe(
      "Within 5 working days of the visit request on Monday 2 March 2026: T4. It was suspended from " +
        "Wednesday 4 March 2026 to Monday 16 March 2026 (T7), and is counted anew since. " +
        "Counted 7 days, less 2 weekend days: due by the end of Monday 23 March 2026.",
    );
    expect(states(facts, "2026-03-24")).toMatchObject({
      visit: "overdue 2026-03-23",
      "tell-lead": "open 2026-03-31",
    });
    expect(states([...facts, visited("2026-03-23")], "2026-03-24").visit).toBe("met 2026-03-23");
  });

  test("what was overdue before it stays overdue after it, and nobody is told to do it in between", () => {
    const facts = [requested, suspected("2026-03-11"), settled("2026-03-16")];
    expect(states(facts, "2026-03-10").visit).toBe("overdue 2026-03-09");
    expect(states(facts, "2026-03-12").visit).toBe("suspended 2026-03-09");
    expect(states(facts, "2026-03-17").visit).toBe("overdue 2026-03-09");
    expect(states([...facts, visited("2026-03-17")], "2026-03-17").visit).toBe("met-late 2026-03-09");
    expect(states(facts, "2026-03-12")["tell-lead"]).toBe("open 2026-03-17");
  });
});
