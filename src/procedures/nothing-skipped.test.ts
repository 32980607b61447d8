import fc from "fast-check";
import { expect, test } from "vitest";
import { anyHistory, inventedCalendars, moment } from "../../test/support/invented-history.ts";
import { plainDutiesOf } from "../../test/support/plain-duties.ts";
import { shipped } from "../../test/support/shipped.ts";
import { type Circumstance, circumstances } from "./circumstances.ts";
import { DaysCounted } from "./days-counted.ts";
import { dutiesOf } from "./duties.ts";
import type { Duty } from "./duty.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { datedHistoryOf } from "./history.ts";
import { movesOf } from "./moves.ts";
import { pausesIn } from "./pauses.ts";
import { planFor } from "./plan.ts";
import type { FactPattern, Procedure, Rule } from "./procedure.ts";
import { proceduresOf } from "./procedures-of.ts";
import { everySortOfFact } from "./sorts-of-fact.ts";
import { lateAfter, timingOf } from "./timing.ts";
import { versionsOn } from "./versions-on.ts";

const now = moment("2028-06-01");
const place = { schoolId: 7, authorityId: 1 };

/** The duties of a history by a plan, as `obligationsOf` has them before it says how each stands. */
function plannedDutiesOf(procedures: readonly Procedure[], facts: readonly CaseFact[]): Duty[] {
  const history = datedHistoryOf(facts, now.epochMilliseconds, undefined);
  const plan = planFor(versionsOn(procedures, history[0]?.ms ?? 0), "child");
  const moves = movesOf(plan, history);
  const clock = { days: new DaysCounted(inventedCalendars, place), pauses: pausesIn(moves) };
  const duties = dutiesOf(plan, moves, {
    lateAfter: (duty) => lateAfter(duty, clock),
    now: now.epochMilliseconds,
  });
  for (const duty of duties) timingOf(duty, clock);
  return duties;
}

/** All of a duty that anybody can see: which, since when and what, how it ended, what it waits for, and until when it is due. */
function seen(duties: readonly Duty[]): string[] {
  return duties
    .toSorted((one, other) => one.rule.of - other.rule.of)
    .map(({ rule, begunBy, starts, becauseLate, repeats, ended, endedBy, waits, barredSince, timing }) =>
      [
        ...[
          rule.of,
          rule.id,
          `by ${begunBy.fact.id}`,
          starts.ms,
          becauseLate?.rule.id,
          repeats?.begunBy.fact.id,
        ],
        ...[ended, endedBy?.fact.id, waits, barredSince.map(({ fact }) => fact.id).join()],
        ...[timing?.due.ms, timing?.base.ms, timing?.paused?.from.fact.id, timing?.opens?.until.ms],
      ].join(" "),
    );
}

function isTheSame(procedures: readonly Procedure[], facts: readonly CaseFact[]): boolean {
  if (facts.length === 0) return false;
  const duties = plainDutiesOf({ procedures, facts, calendars: inventedCalendars, place, now });
  // Twice: the second time everything is looked up.
  expect(seen(plannedDutiesOf(procedures, facts))).toEqual(seen(duties));
  expect(seen(plannedDutiesOf(procedures, facts))).toEqual(seen(duties));
  return duties.length > 0;
}

const everySort = everySortOfFact();

/** Any facts in any order, some at one moment, also such as the program would refuse: enquiries that nobody sent, cases closed before they open. */
const anyFacts = (sorts: readonly CaseFact[]): fc.Arbitrary<CaseFact[]> =>
  fc
    .array(fc.tuple(fc.constantFrom(...sorts), fc.constantFrom(0, 30, 3_000, 20_000), fc.nat(2)), {
      minLength: 5,
      maxLength: 25,
    })
    .map((chosen) => {
      let at = moment("2026-01-07");
      return chosen.map(([sort, minutes, enquiry], id) => {
        at = at.add({ minutes });
        const details = "enquiryId" in sort.details ? { ...sort.details, enquiryId: enquiry } : sort.details;
        return { ...sort, id: id + 1, happenedAt: at, madeAt: at, details } as CaseFact;
      });
    });

const ofAuthorities = ["norfolk", "oxfordshire"].map((procedure) =>
  proceduresOf(shipped, { authorityId: 1, procedure }),
);

test("by the shipped procedures, every fact of any history reaches every rule that it says something to [C24]", () => {
  let met = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...ofAuthorities),
      fc.oneof(anyHistory, anyFacts(everySort)),
      (procedures, facts) => {
        if (isTheSame(procedures, facts)) met++;
      },
    ),
    { numRuns: 60 },
  );
  expect(met).toBeGreaterThan(30);
});

// Few kinds, so that rules and facts meet often.
const kinds: readonly CaseFact["kind"][] = [
  ...(["case-opened", "case-closed", "case-reopened", "absence-began", "pupil-returned"] as const),
  ...([
    "enquiry-sent",
    "enquiry-answered",
    "enquiry-withdrawn",
    "visit-made",
    "note-made",
    "concern-raised",
  ] as const),
];
const sorts = everySort.filter(({ kind }) => kinds.includes(kind));

/** A kind, perhaps with one of its words. */
const patternIn = (of: readonly CaseFact[]): fc.Arbitrary<FactPattern> =>
  fc.tuple(fc.constantFrom(...of), fc.boolean()).map(([{ kind, details }, told]) => {
    const word = Object.entries(details).find(([name]) =>
      ["reason", "to", "found", "about", "by"].includes(name),
    );
    return { kind, details: told && word ? [{ name: word[0], oneOf: [word[1]] }] : [] };
  });
const anyPattern = patternIn(sorts);
const patternOf = (kind: CaseFact["kind"]) =>
  fc.array(patternIn(sorts.filter((sort) => sort.kind === kind)), { minLength: 1, maxLength: 2 });
const some = <T>(of: fc.Arbitrary<T>, most: number) => fc.array(of, { maxLength: most });
const anyCondition = fc
  .constantFrom<Circumstance>("case", "attendance", "visit", "safety", "other-authority")
  .chain((circumstance) =>
    fc.record({
      circumstance: fc.constant(circumstance),
      oneOf: fc.subarray([...circumstances[circumstance]] as string[], { minLength: 1 }),
    }),
  );
const ids = ["a", "b", "c", "d"];
const allowances = [
  { count: 2, unit: "hours", counting: "after" },
  { count: 3, unit: "working days", counting: "after" },
  { count: 1, unit: "months", counting: "after" },
] as const;

/** Any rules at all: also such as no proof would let through. */
const anyRules: fc.Arbitrary<Procedure[]> = fc
  .tuple(
    ...ids.map((id) =>
      fc.record({
        starts: fc.array(anyPattern, { minLength: 1, maxLength: 2 }),
        ...{ ends: some(anyPattern, 2), unless: some(anyPattern, 1), waitsFor: some(anyPattern, 2) },
        startsWhenLate: fc.subarray(
          ids.filter((other) => other !== id),
          { maxLength: 1 },
        ),
        when: some(anyCondition, 2),
        within: fc.constantFrom(...allowances),
        notBefore: some(
          fc.record({ lasts: fc.constantFrom(...allowances), countedFrom: some(anyPattern, 1) }),
          1,
        ),
        ...{ eachEnquiry: fc.boolean(), apartFromCase: fc.boolean() },
        // What is owed once for each enquiry begins with the asking and ends with the answer: `whole-file-findings.ts`.
        asked: fc.record({ starts: patternOf("enquiry-sent"), ends: patternOf("enquiry-answered") }),
        commences: fc.constantFrom(undefined, undefined, Temporal.PlainDate.from("2026-02-02")),
      }),
    ),
  )
  .map((made) => {
    const [whole] = shipped;
    const rules = made.map(({ asked, ...rule }, nth): Rule => {
      const plain = { ...(whole?.rules[0] as Rule), examples: [], reading: undefined };
      return {
        ...{ ...plain, id: ids[nth] ?? "", act: "visit-family", prevailsOver: [] },
        ...{ ...rule, ...(rule.eachEnquiry && { ...asked, when: [], startsWhenLate: [] }) },
      };
    });
    const suspends = [
      {
        ...{ procedure: "any", clause: "", says: "", reading: undefined, over: "all" as const },
        when: [{ circumstance: "safety" as const, oneOf: ["concern"] }],
        acts: ["visit-family" as const],
      },
    ];
    return [{ ...(whole as Procedure), procedure: "any", runsWith: [], rules, suspends }];
  });

test("by any rules, any facts in any order set the same duties as when nothing is passed over [C24]", () => {
  let met = 0;
  fc.assert(
    fc.property(anyRules, anyFacts(sorts), (procedures, facts) => {
      if (isTheSame(procedures, facts)) met++;
    }),
    { numRuns: 1_000 },
  );
  expect(met).toBeGreaterThan(500);
});
