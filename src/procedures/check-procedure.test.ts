import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { shipped } from "../../test/support/shipped.ts";
import { circumstancesAsked } from "./asked-of-circumstances.ts";
import { checkProcedure } from "./check-procedure.ts";
import { type Circumstances, circumstances, circumstancesAfter } from "./circumstances.ts";
import { wordOf } from "./course.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { factsToldApart } from "./facts-told-apart.ts";
import { fits, type Procedure, type Rule } from "./procedure.ts";
import { enquiryOf, everySortOfFact } from "./sorts-of-fact.ts";
import { isOwed, type Step, statesOf } from "./states.ts";

// A proof takes seconds of a processor that other test files share.
vi.setConfig({ testTimeout: 90_000 });

const named = (name: string) => shipped.find(({ procedure }) => procedure === name) as Procedure;
const [norfolk, oxfordshire] = [named("norfolk"), named("oxfordshire")];
const runningWith = ({ procedure }: Procedure) =>
  shipped.filter(({ runsWith }) => runsWith === "all" || runsWith.includes(procedure));

const without = (missing: string): Procedure => ({
  ...norfolk,
  rules: norfolk.rules.filter(({ id }) => id !== missing),
});
const changed = (id: string, change: Partial<Rule>): Procedure => ({
  ...norfolk,
  rules: norfolk.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
});

test.each(shipped.filter(({ runsWith }) => runsWith.length === 0))(
  "$title is proved together with all that run with it [C24]",
  (host) => {
    expect(checkProcedure(host, runningWith(host))).toEqual([]);
  },
);

test.each(shipped)("$title is proved by itself, as the desk proves a file [C24]", (each) => {
  expect(checkProcedure(each)).toEqual([]);
});

describe("a broken procedure is caught with the shortest story that shows it [C24]", () => {
  const nobody = "The case is open and nobody owes anything that can be done now.";
  const opened = "Monday 2 March 2026: the opening of the case (inside)";
  const checked = [opened, "Tuesday 3 March 2026: the database check (nothing)"];

  test.each([
    ["nobody decides on a referral", "open-case", nobody, ["Monday 2 March 2026: the referral (cme1)"]],
    [
      "nobody closes a case that is over",
      "close-case",
      nobody,
      [opened, "Tuesday 3 March 2026: the confirmation that the child is on a roll"],
    ],
    [
      "a child without an address is checked once and never again",
      "recheck-database",
      nobody,
      [
        "Monday 2 March 2026: the opening of the case (unknown)",
        "Tuesday 3 March 2026: the database check (nothing)",
        "Wednesday 4 March 2026: the enquiry (other-authority)",
        "Thursday 5 March 2026: the answer to the enquiry (other-authority, knows-family, unknown)",
      ],
    ],
    [
      "nobody goes back where nobody answered",
      "visit-again",
      nobody,
      [...checked, "Wednesday 4 March 2026: the visit (no-answer, unknown)"],
    ],
    [
      "a visit waits for a letter that nobody is asked to write",
      "write-before-visit",
      'The case is open, and "visit" waits for the letter to the family or the risk assessment, which nobody owes.',
      [
        ...checked,
        "Wednesday 4 March 2026: the visit request",
        "Thursday 5 March 2026: the risk assessment (low)",
      ],
    ],
    [
      "the other authority is asked and nobody owes the answer",
      "answer-enquiry",
      nobody,
      [
        opened,
        "Tuesday 3 March 2026: the database check (address-outside)",
        "Wednesday 4 March 2026: the enquiry (other-authority)",
      ],
    ],
  ])("%s", (_, missing, flaw, story) => {
    expect(checkProcedure(without(missing))).toContainEqual({ flaw, story });
  });

  test("everything owed is suspended, and nobody reviews that", () => {
    expect(checkProcedure(without("review-approach"))).toEqual([
      {
        flaw: 'The case is open, everything owed is suspended ("request-visit"), and nobody owes anything else.',
        story: expect.arrayContaining(["Monday 2 March 2026: the concern (forced-marriage)"]),
      },
    ]);
  });

  test("a rule can never begin", () => {
    const broken = changed("confirm-left-area", { when: [{ circumstance: "address", oneOf: [] }] });
    expect(checkProcedure(broken).map(({ flaw }) => flaw)).toContain('"confirm-left-area" can never begin.');
  });

  test("an ending can never be reached", () => {
    expect(checkProcedure(without("close-case"))).toContainEqual({
      flaw: '"left-area" can never be reached: nobody is asked to close a case so.',
      story: [],
    });
  });

  test("an ending proves nothing", () => {
    const outcomes = norfolk.outcomes.map((each) =>
      each.outcome === "left-area" ? { ...each, needs: "note-made" as const } : each,
    );
    expect(checkProcedure({ ...norfolk, outcomes })).toContainEqual({
      flaw: 'A case can be closed as "left-area" while the child is still missing education.',
      story: [opened, "Tuesday 3 March 2026: the note"],
    });
  });

  test("a close is asked for that nothing proves", () => {
    const broken = changed("close-case", { starts: [{ kind: "place-offered", details: [] }], when: [] });
    expect(checkProcedure(broken)).toContainEqual({
      flaw: '"close-case" asks for the case to be closed, and no allowed outcome is proved.',
      story: expect.arrayContaining([expect.stringContaining("the offer of a place")]),
    });
  });

  test("one procedure demands a visit that another forbids, and neither says which goes before", () => {
    const forbidding = (over: string[]) => ({
      ...named("england"),
      suspends: norfolk.suspends.map((each) => ({ ...each, procedure: "england", over })),
    });
    const flaw =
      '"visit-again" (N3.1.4) demands to visit the family while england forbids it (N2.7.10). Say which goes before.';
    expect(checkProcedure(norfolk, [forbidding([])])).toContainEqual({
      flaw,
      story: [
        "Monday 2 March 2026: the concern (forced-marriage)",
        "Tuesday 3 March 2026: the opening of the case (inside)",
        "Wednesday 4 March 2026: the visit (no-answer, unknown)",
      ],
    });
    expect(checkProcedure(norfolk, [forbidding(["norfolk"])])).toEqual([]);
  });
});

test("leaving out the states that owe more hides no forgotten case [C24]", () => {
  const isForgotten = (step: Step) =>
    ["open", "referred"].includes(step.scene.circumstances.case) && !isOwed(step);
  // These four of Oxfordshire's rules suffice to forget nobody; any three of them do not.
  const enough = ["open-case", "check-database", "recheck-database", "close-case"];
  const others = fc.subarray(
    oxfordshire.rules.filter(({ id }) => !enough.includes(id)),
    { maxLength: 2 },
  );
  fc.assert(
    fc.property(others, fc.subarray(enough, { minLength: 3 }), (some, those) => {
      const rules = oxfordshire.rules.filter((rule) => some.includes(rule) || those.includes(rule.id));
      const forgotten = statesOf(rules, { weakest: true }).some(isForgotten);
      expect(forgotten).toBe(statesOf(rules).some(isForgotten));
      expect(forgotten).toBe(those.length < enough.length);
    }),
    { numRuns: 20 },
  );
});

test("facts that are explored as one are taken as one by every rule, in any circumstances [C24]", () => {
  const anyCircumstances = fc
    .record(
      Object.fromEntries(
        Object.entries(circumstances).map(([name, words]) => [name, fc.constantFrom(...words)]),
      ),
    )
    .map((some) =>
      some.approach === "forbidden" ? { ...some, safety: "concern" } : some,
    ) as fc.Arbitrary<Circumstances>;
  const asked = circumstancesAsked(norfolk.rules, norfolk.suspends);
  const told = factsToldApart(norfolk.rules, asked);
  const saidBy = (fact: CaseFact) => norfolk.rules.map((rule) => [wordOf(rule, fact), brings(rule, fact)]);
  const nothing = JSON.stringify(norfolk.rules.map(() => [silence, []]));
  const askedOf = (after: Circumstances) => [...asked].map((name) => after[name]);
  fc.assert(
    fc.property(fc.constantFrom(...everySortOfFact()), anyCircumstances, (fact, before) => {
      const said = JSON.stringify(saidBy(fact));
      const after = askedOf(circumstancesAfter(before, fact));
      const alike = told.filter(
        (each) => isOfEnquiry(each) === isOfEnquiry(fact) && JSON.stringify(saidBy(each)) === said,
      );
      const leftOut = said === nothing ? [askedOf(before)] : [];
      expect([...alike.map((each) => askedOf(circumstancesAfter(before, each))), ...leftOut]).toContainEqual(
        after,
      );
    }),
    { numRuns: 3000 },
  );
});

const isOfEnquiry = (fact: CaseFact) => enquiryOf(fact) !== undefined;
const silence = { starts: false, unsays: false, does: false, spares: false };

function brings({ waitsFor }: Rule, fact: CaseFact): number[] {
  return waitsFor.flatMap((pattern, place) => (fits(pattern, fact) ? place : []));
}
