import { expect, test } from "vitest";
import { fact, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { shipped } from "../../test/support/shipped.ts";
import { smallProcedure } from "../../test/support/small-procedure.ts";
import { checkProcedure } from "./check-procedure.ts";
import { type CaseFact, obligationsOf, type Procedure } from "./index.ts";

const removal = {
  ...{ id: "remove", starts: "whereabouts-sought", act: "remove-from-roll", ends: "removed-from-roll" },
  ...{ clause: "T5", within: "2 working days" },
};
const bar = { lasts: "10 calendar days, beginning with the day", "counted-from": "absence-began" };
const host = smallProcedure({ obligations: [{ ...removal, "not-before": [bar] }] });

const absent = fact(1, moment("2026-03-02"), "absence-began", {
  ...{ reason: "unexplained", protectionPlan: false },
} as never);
const sought = (day: string) =>
  fact(2, moment(day), "whereabouts-sought", { found: "nothing", by: "both" } as never);
const owed = (facts: readonly CaseFact[], now: string, procedures: readonly Procedure[] = [host]) =>
  obligationsOf({
    procedures,
    facts,
    calendars: inventedCalendars,
    place: {},
    now: moment(...(now.split("T") as [string])),
  });
const first = (facts: readonly CaseFact[], now: string) => owed(facts, now)[0];

test("what may not be done yet waits, and its time runs from when it may be [C15] [C17]", () => {
  const facts = [absent, sought("2026-03-04")];
  expect(first(facts, "2026-03-11T23:59")).toMatchObject({ state: "waiting" });
  expect(first(facts, "2026-03-12T00:00")).toMatchObject({ state: "due-soon" });
  expect(String(first(facts, "2026-03-12")?.dueOn)).toBe("2026-03-13");
  expect(first(facts, "2026-03-12")?.why).toBe(
    "It may not be done before Wednesday 11 March 2026 is over: 10 calendar days, beginning with the day of " +
      "the first day of the absence on Monday 2 March 2026. Within 2 working days of then: T5. " +
      "Counted 2 days: due by the end of Friday 13 March 2026.",
  );
});

test("a time that was over when the duty began changes nothing [C15]", () => {
  expect(String(first([absent, sought("2026-03-16")], "2026-03-16")?.dueOn)).toBe("2026-03-18");
  expect(first([absent, sought("2026-03-16")], "2026-03-16")).toMatchObject({ state: "open" });
});

test("where the beginning is not on record, it is counted from what began the duty, never sooner [C17]", () => {
  expect(first([sought("2026-03-04")], "2026-03-13T23:59")).toMatchObject({ state: "waiting" });
  expect(String(first([sought("2026-03-04")], "2026-03-13")?.dueOn)).toBe("2026-03-17");
});

test("a case is forgotten when all that is owed may not be done yet [C24]", () => {
  const waits = smallProcedure({
    obligations: [
      { ...removal, starts: ["referral-received", "case-opened", "case-reopened"], "not-before": [bar] },
    ],
  });
  expect(checkProcedure(waits).map(({ flaw }) => flaw)).toContainEqual(
    expect.stringContaining('"remove" may not be done yet'),
  );
});

test("a procedure that demands what another does not allow yet contradicts it, unless it is said which goes before [C17]", () => {
  const law = (more: object) =>
    smallProcedure({
      ...{
        procedure: "law",
        "runs-with": "all",
        definition: undefined,
        atRisk: undefined,
        outcomes: undefined,
      },
      obligations: [{ ...removal, id: "early", ...more }],
    });
  const about = (other: Procedure) =>
    checkProcedure(host, [other]).filter(({ flaw }) => flaw.includes("does not allow it before"));
  expect(about(law({}))).toEqual([
    {
      flaw: expect.stringContaining(
        '"law/early" (T5) demands to decide on the roll, and small (T5) does not allow it before 10 calendar days, beginning with the day of the first day of the absence are over.',
      ),
      story: [expect.stringContaining("search")],
    },
  ]);
  expect(about(law({ "prevails-over": ["small"] }))).toEqual([]);
  expect(about(law({ "not-before": [bar] }))).toEqual([]);
});

test("no shipped procedure takes a child off a roll before twenty school days of absence are over [C15] [C17]", () => {
  const removals = shipped.flatMap(({ rules }) =>
    rules.filter(
      ({ act, starts }) =>
        act === "remove-from-roll" &&
        starts.some(({ kind }) => ["absence-began", "whereabouts-sought"].includes(kind)),
    ),
  );
  expect(removals.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["remove-lost-pupil", "decide-on-roll", "decide-on-roll-after-absence"]),
  );
  for (const { id, notBefore } of removals.filter(({ id }) => id !== "decide-on-roll-after-leave"))
    expect(notBefore, id).toContainEqual(
      expect.objectContaining({ lasts: { count: 20, unit: "school days", counting: "beginning with" } }),
    );
});

test("a law that comes in force during a history begins with what happens from then on [C02 partly]", () => {
  const law = smallProcedure({
    ...{
      procedure: "law",
      "runs-with": "all",
      definition: undefined,
      atRisk: undefined,
      outcomes: undefined,
    },
    ...{ "in-force-from": "2026-03-10", obligations: [removal] },
  });
  const facts = [absent, sought("2026-03-04")];
  expect(owed(facts, "2026-03-20", [host, law]).map(({ procedure }) => procedure)).toEqual(["small"]);
  const again = { ...sought("2026-03-16"), id: 3 } as CaseFact;
  expect(owed([absent, again], "2026-03-20", [host, law]).map(({ procedure }) => procedure)).toEqual([
    "small",
    "law",
  ]);
});
