import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyHistory, fact, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { shipped as all } from "../../test/support/shipped.ts";
import { CalendarTooShort } from "../calendar/index.ts";
import { atFirst, circumstancesAfter } from "./circumstances.ts";
import {
  type CaseFact,
  isOwedNow,
  nextStepOf,
  type Obligation,
  obligationsOf,
  type Procedure,
} from "./index.ts";

const norfolk = all.filter(({ procedure }) => procedure === "norfolk");
const oxfordshire = all.filter(({ procedure }) => procedure === "oxfordshire");

const asked = (procedures: readonly Procedure[], facts: readonly CaseFact[], now: Temporal.Instant) => ({
  procedures,
  facts,
  calendars: inventedCalendars,
  place: { schoolId: 7, authorityId: 1 },
  now,
});
const owed = (procedures: readonly Procedure[], facts: readonly CaseFact[], now: Temporal.Instant) =>
  obligationsOf(asked(procedures, facts, now));
const latest = (obligations: readonly Obligation[], id: string) =>
  obligations.findLast((each) => each.id === id);

const referral = fact(1, moment("2026-03-02"), "referral-received", {
  form: "cme1",
  urgent: false,
  concern: false,
});
const opened = fact(2, moment("2026-03-03"), "case-opened", {
  reason: "moved",
  missingSince: null,
  address: "inside",
});
const checked = fact(3, moment("2026-03-04"), "database-checked", { found: "nothing" });
const requested = fact(4, moment("2026-03-05"), "visit-requested", { urgent: false, areaId: 1 });
const moved = { newAddress: "outside", cardLeft: false, note: null, found: "family-moved" } as const;
const visited = fact(5, moment("2026-03-12"), "visit-made", moved);
const ready = [
  referral,
  opened,
  checked,
  requested,
  fact(5, moment("2026-03-06"), "letter-sent", { about: "visit" }),
  fact(6, moment("2026-03-06"), "visit-risk-assessed", { risk: "low" }),
];
const story = [referral, opened, checked, requested];

describe("a case from the referral to the other authority", () => {
  test("each step makes the next one due, with its clause and its owner [C20] [C24] [C25]", () => {
    const steps = [
      [1, "open-case", "cme-officer", "N3.1.2", "2026-03-03"],
      [2, "check-database", "cme-officer", "N3.1.2", "2026-03-05"],
      [3, "request-visit", "cme-officer", "N3.1.2", "2026-03-06"],
      [4, "assess-visit-risk", "area-attendance-officer", "N3.1.4", "2026-03-09"],
      [5, "ask-other-authority", "cme-officer", "N3.1.2", "2026-03-16"],
    ] as const;
    for (const [facts, id, role, clause, due] of steps) {
      const history = [...story, visited].slice(0, facts);
      const next = nextStepOf(owed(norfolk, history, history.at(-1)?.happenedAt ?? referral.happenedAt));
      expect(next).toMatchObject({ id, role, clause });
      expect(String(next?.dueOn)).toBe(due);
    }
  });

  test("the same facts set other deadlines under the other authority's procedure [C06] [C20]", () => {
    const visit = (procedures: readonly Procedure[]) =>
      latest(owed(procedures, story, moment("2026-03-05", "10:01")), "visit");
    expect(visit(norfolk)).toMatchObject({
      role: "area-attendance-officer",
      dueAt: moment("2026-03-19", "23:59:59.999"),
    });
    expect(visit(oxfordshire)).toMatchObject({ role: "hub-worker", dueAt: moment("2026-03-07", "10:00") });
  });

  test("why it is due is said in plain English, with the counting [C20]", () => {
    const visit = latest(owed(norfolk, story, moment("2026-03-10")), "visit");
    expect(visit?.why).toBe(
      "Within 10 working days of the visit request on Thursday 5 March 2026: N3.1.4. " +
        "Counted 14 days, less 4 weekend days: due by the end of Thursday 19 March 2026. " +
        "Waits for the letter to the family and the risk assessment.",
    );
    expect(visit?.reading?.question).toBe("Which referral starts the 10 working days?");
    const done = latest(owed(norfolk, [...story, visited], moment("2026-03-13")), "visit");
    expect(done).toMatchObject({ state: "met", metBy: 5, metAt: visited.happenedAt });
    expect(done?.why).toContain("Done by the visit on Thursday 12 March 2026.");
  });

  test("whoever is asked owes the answer, once for each enquiry [E01 partly]", () => {
    const asking = [
      fact(6, moment("2026-03-13"), "enquiry-sent", { to: "other-authority", enquiryId: 11 }),
      fact(7, moment("2026-03-13"), "enquiry-sent", { to: "social-care", enquiryId: 12 }),
    ];
    const answers = owed(norfolk, [...story, visited, ...asking], moment("2026-03-13", "11:00")).filter(
      ({ id }) => id === "answer-enquiry",
    );
    expect(answers.map(({ role, startedBy }) => [role, startedBy])).toEqual([
      ["other-authority", 6],
      ["social-worker", 7],
    ]);
  });

  test("a visit that is asked for is owed, also where no address was recorded before [C20]", () => {
    const unknown = fact(2, moment("2026-03-03"), "case-opened", {
      reason: "moved",
      missingSince: null,
      address: "unknown",
    });
    const ids = owed(norfolk, [referral, unknown, checked, requested], moment("2026-03-06")).map(
      ({ id }) => id,
    );
    expect(ids).toContain("visit");
  });

  test("an enquiry is owed until it is answered, whatever else is found, or until the case is closed [E01 partly]", () => {
    const proof = { schoolName: "Westbrook School", startedOn: "2026-03-16", confirmedBy: "School office" };
    const answered = {
      by: "police",
      enquiryId: 11,
      answer: "nothing-known",
      address: "unknown",
      answeredBy: "An officer",
    } as const;
    const facts = [
      ...story,
      visited,
      fact(6, moment("2026-03-13"), "enquiry-sent", { to: "police", enquiryId: 11 }),
      fact(7, moment("2026-03-13"), "enquiry-sent", { to: "health", enquiryId: 12 }),
      fact(8, moment("2026-03-16"), "enquiry-answered", answered),
      fact(9, moment("2026-03-17"), "roll-confirmed", proof),
      fact(10, moment("2026-03-24"), "place-not-taken-up", { schoolName: "Westbrook School" }),
    ];
    const answers = (history: readonly CaseFact[]) =>
      owed(norfolk, history, moment("2026-03-25"))
        .filter((each) => each.id === "answer-enquiry" && isOwedNow(each))
        .map(({ role }) => role);
    expect(answers(facts)).toEqual(["health"]);
    expect(
      answers([...facts, fact(11, moment("2026-03-25"), "case-closed", { outcome: "on-roll" })]),
    ).toEqual([]);
  });

  test("when the school that was named does not know the child, the other authority is asked again [C25]", () => {
    const asking = { to: "other-authority", enquiryId: 11 } as const;
    const heard = { enquiryId: 11, address: "unknown", answeredBy: "School office" } as const;
    const facts = [
      fact(6, moment("2026-03-13"), "enquiry-sent", asking),
      fact(7, moment("2026-03-16"), "enquiry-answered", {
        ...heard,
        by: "other-authority",
        answer: "on-roll",
      }),
      fact(8, moment("2026-03-17"), "enquiry-answered", { ...heard, by: "school", answer: "nothing-known" }),
    ];
    const now = moment("2026-03-17", "11:00");
    expect(nextStepOf(owed(norfolk, [...story, visited, ...facts.slice(0, 2)], now))?.id).toBe(
      "confirm-with-school",
    );
    expect(nextStepOf(owed(norfolk, [...story, visited, ...facts], now))?.id).toBe("ask-other-authority");
  });

  test("it is due soon from the beginning of the working day before, and late after its last moment [C20]", () => {
    const states = [
      "2026-03-17T23:59:59.999",
      "2026-03-18T00:00",
      "2026-03-19T23:59:59.999",
      "2026-03-20T00:00",
    ].map((at) => latest(owed(norfolk, ready, Temporal.Instant.from(`${at}Z`)), "visit")?.state);
    expect(states).toEqual(["open", "due-soon", "due-soon", "overdue"]);
  });

  test("what is late names who is told [C20]", () => {
    expect(latest(owed(norfolk, story, moment("2026-03-20")), "visit")).toMatchObject({
      state: "overdue",
      late: { tell: "area-manager" },
    });
    expect(latest(owed(norfolk, story, moment("2026-03-18")), "visit")?.late).toBeUndefined();
  });
});

describe("facts that come late or are corrected", () => {
  test("a visit recorded late was still made in time [G03 partly]", () => {
    const recorded = fact(5, moment("2026-03-12"), "visit-made", moved, { madeAt: moment("2026-03-25") });
    const now = moment("2026-03-26");
    expect(latest(owed(norfolk, [...story, recorded], now), "visit")?.state).toBe("met");
  });

  test("what was believed on an earlier day can be asked [G03 partly] [H01 partly]", () => {
    const recorded = fact(5, moment("2026-03-12"), "visit-made", moved, { madeAt: moment("2026-03-25") });
    const then = {
      ...asked(norfolk, [...story, recorded], moment("2026-03-20")),
      knownAt: moment("2026-03-20"),
    };
    expect(latest(obligationsOf(then), "visit")?.state).toBe("overdue");
  });

  test("a correction takes the place of the fact that it corrects, from the day on which it is known [G03 partly]", () => {
    const corrected = fact(
      6,
      moment("2026-03-12"),
      "visit-made",
      { ...moved, found: "child-seen", newAddress: "unknown" },
      { madeAt: moment("2026-03-16"), replaces: 5 },
    );
    const facts = [...story, visited, corrected];
    const today = asked(norfolk, facts, moment("2026-03-17"));
    expect(latest(obligationsOf(today), "ask-other-authority")).toBeUndefined();
    expect(latest(obligationsOf(today), "visit-every-six-weeks")).toMatchObject({
      state: "open",
      startedBy: 6,
    });
    const before = obligationsOf({ ...today, knownAt: moment("2026-03-13") });
    expect(latest(before, "ask-other-authority")).toMatchObject({ startedBy: 5 });
  });

  test("a fact that never happened is withdrawn by a note in its place [G03 partly]", () => {
    const withdrawn = fact(6, moment("2026-03-13"), "note-made", { note: "Wrong child" }, { replaces: 5 });
    expect(latest(owed(norfolk, [...story, visited, withdrawn], moment("2026-03-14")), "visit")?.state).toBe(
      "waiting",
    );
  });
});

describe("school days", () => {
  const removed = fact(1, moment("2026-03-19"), "removed-from-roll", {
    schoolName: "Ashfield Primary",
    ground: null,
  });
  const now = moment("2026-03-20");

  test("are the authority's where the school's own are not known, and that is said [C18 partly]", () => {
    expect(latest(owed(norfolk, [removed], now), "send-cme1")?.why).toBe(
      "Within 10 school days of the removal from the roll on Thursday 19 March 2026: N5.6(iii), N3.1.6. " +
        "Counted 29 days, less 8 weekend days, 9 days without school, Good Friday and Easter Monday, " +
        "by Eastmarsh's term dates, as the school's own are not known: due by the end of Friday 17 April 2026.",
    );
  });

  test("that nobody knows are an error, never a guess [C18 partly]", () => {
    const spans = [
      {
        from: now.toZonedDateTimeISO("Europe/London").toPlainDate(),
        until: Temporal.PlainDate.from("2026-03-27"),
        kind: "term" as const,
      },
    ];
    const calendars = {
      ...inventedCalendars,
      schools: new Map([[7, { called: "Ashfield Primary", spans }]]),
    };
    expect(() => obligationsOf({ ...asked(norfolk, [removed], now), calendars })).toThrow(CalendarTooShort);
  });
});

test("a case keeps to the version that was in force when it began [C20]", () => {
  const [old] = norfolk;
  if (old === undefined) throw new Error("Norfolk's procedure is missing.");
  const rules = old.rules.map((rule) => ({
    ...rule,
    within: { ...rule.within, count: rule.within.count + 1 },
  }));
  const next: Procedure = { ...old, version: "2", inForceFrom: Temporal.PlainDate.from("2026-03-03"), rules };
  const later = fact(1, moment("2026-03-03"), "referral-received", {
    form: "cme1",
    urgent: false,
    concern: false,
  });
  const [first] = owed([old, next], [referral], moment("2026-03-10"));
  const [second] = owed([old, next], [later], moment("2026-03-10"));
  expect(first).toMatchObject({ version: "1", dueOn: Temporal.PlainDate.from("2026-03-03") });
  expect(second).toMatchObject({ version: "2", dueOn: Temporal.PlainDate.from("2026-03-05") });
});

test("a second referral of a child whose case is open does not ask for a second decision [G02 partly]", () => {
  const again = fact(5, moment("2026-03-06"), "referral-received", {
    form: "cme2",
    urgent: false,
    concern: true,
  });
  const ids = owed(norfolk, [...story, again], moment("2026-03-06"))
    .filter(isOwedNow)
    .map(({ id }) => id);
  expect(ids).not.toContain("open-case");
});

test("a case closed, its referrer told in the same moment, leaves nothing owed [G02 partly]", () => {
  const at = moment("2026-03-20");
  const proof = { schoolName: "Westbrook School", startedOn: "2026-03-16", confirmedBy: "School office" };
  const end = [
    fact(6, at, "roll-confirmed", proof),
    fact(7, at, "referrer-told", {}),
    fact(8, at, "case-closed", { outcome: "on-roll" }),
  ];
  const after = owed(norfolk, [...story, visited, ...end], at);
  expect(after.filter(isOwedNow)).toEqual([]);
  expect(latest(after, "tell-referrer")).toMatchObject({ state: "met", startedBy: 8, metBy: 7 });
});

const someProcedure = fc.constantFrom(norfolk, oxfordshire);
const end = moment("2029-06-01");

describe("whatever happens in a case", () => {
  test("an open case always has somebody who owes something that can be done now [C24]", () => {
    fc.assert(
      fc.property(someProcedure, anyHistory, fc.nat(40_000), (procedures, facts, later) => {
        let standing = atFirst;
        for (const [place, each] of facts.entries()) {
          standing = circumstancesAfter(standing, each);
          const now =
            [each.happenedAt.add({ minutes: later }), facts[place + 1]?.happenedAt ?? end].sort(
              Temporal.Instant.compare,
            )[0] ?? end;
          if (standing.case !== "referred" && standing.case !== "open") continue;
          const known = facts.slice(0, place + 1);
          expect(nextStepOf(owed(procedures, known, now))).toBeDefined();
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a fact that no rule speaks of changes nothing [C24]", () => {
    fc.assert(
      fc.property(someProcedure, anyHistory, fc.nat(500_000), (procedures, facts, minutes) => {
        const note = fact(999, moment("2025-03-03", "10:01").add({ minutes }), "note-made", {
          note: "Rang the aunt",
        });
        expect(owed(procedures, [...facts, note], end)).toEqual(owed(procedures, facts, end));
      }),
    );
  });

  test("the order in which facts arrive changes nothing [G03 partly]", () => {
    fc.assert(
      fc.property(
        someProcedure,
        anyHistory.chain((facts) =>
          fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length })),
        ),
        (procedures, [facts, shuffled]) => {
          expect(owed(procedures, shuffled, end)).toEqual(owed(procedures, facts, end));
        },
      ),
    );
  });

  test("a later day never makes a missed deadline unmissed [C20]", () => {
    fc.assert(
      fc.property(
        someProcedure,
        anyHistory,
        fc.nat(100_000),
        fc.nat(100_000),
        (procedures, facts, one, two) => {
          const now = (facts.at(-1)?.happenedAt ?? end).add({ minutes: one });
          const later = new Map(
            owed(procedures, facts, now.add({ minutes: two })).map((each) => [keyOf(each), each.state]),
          );
          for (const each of owed(procedures, facts, now))
            if (each.state === "overdue" || each.state === "met-late")
              expect(later.get(keyOf(each))).toBe(each.state);
        },
      ),
    );
  });

  test("a rule and the fact that began it name one obligation in a case [G03 partly]", () => {
    fc.assert(
      fc.property(someProcedure, anyHistory, (procedures, facts) => {
        const keys = owed(procedures, facts, end).map(keyOf);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 1000 },
    );
  });
});

function keyOf({ id, startedBy }: Obligation): string {
  return `${id} ${startedBy}`;
}
