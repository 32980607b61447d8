import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { checkProcedure } from "./check-procedure.ts";
import { type Circumstances, circumstances, circumstancesAfter } from "./circumstances.ts";
import { fits, type Procedure, type Rule } from "./procedure.ts";
import { loadProcedures } from "./procedures.store.ts";
import { enquiryOf, everySortOfFact, factsToldApart } from "./sorts-of-fact.ts";
import { type Step, statesOf } from "./states.ts";

// A proof takes two seconds of a processor that other test files share.
vi.setConfig({ testTimeout: 90_000 });

const shipped = loadProcedures();
const norfolk = shipped.find(({ procedure }) => procedure === "norfolk") as Procedure;

const oxfordshire = shipped.find(({ procedure }) => procedure === "oxfordshire") as Procedure;

const without = (missing: string): Procedure => ({
  ...norfolk,
  rules: norfolk.rules.filter(({ id }) => id !== missing),
});
const changed = (id: string, change: Partial<Rule>): Procedure => ({
  ...norfolk,
  rules: norfolk.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
});

test.each(shipped)(
  "$title is proved: no open case is forgotten, and every rule and ending can be reached [C24]",
  (each) => {
    expect(checkProcedure(each)).toEqual([]);
  },
);

describe("a broken procedure is caught with the story that shows it [C24]", () => {
  const checkedInside = ["the opening of the case (inside)", "the database check (nothing)"];

  test.each([
    ["nobody decides on a referral", "open-case", ["the referral (cme1)"]],
    [
      "nobody closes a case that is over",
      "close-case",
      ["the opening of the case (inside)", "the confirmation that the child is on a roll"],
    ],
    [
      "a child without an address is checked once and never again",
      "recheck-database",
      [
        "the opening of the case (unknown)",
        "the database check (nothing)",
        "the enquiry (other-authority)",
        "the answer to the enquiry (other-authority, knows-family, unknown)",
      ],
    ],
    [
      "nobody goes back where nobody answered",
      "visit-again",
      [...checkedInside, "the visit (no-answer, unknown)"],
    ],
    [
      "a visit waits for a letter that nobody is asked to write",
      "write-before-visit",
      [...checkedInside, "the visit request", "the risk assessment (low)"],
    ],
    [
      "the other authority is asked and nobody owes the answer",
      "answer-enquiry",
      [
        "the opening of the case (inside)",
        "the database check (address-outside)",
        "the enquiry (other-authority)",
      ],
    ],
  ])("%s", (_, missing, story) => {
    const flaw = "The case is open and nobody owes anything that can be done now.";
    expect(checkProcedure(without(missing))).toContainEqual({ flaw, story });
  });

  test("a rule can never begin", () => {
    const broken = changed("confirm-left-area", { when: [{ circumstance: "address", oneOf: [] }] });
    expect(checkProcedure(broken).map(({ flaw }) => flaw)).toContain('"confirm-left-area" can never begin.');
  });

  test("an ending can never be proved", () => {
    const outcomes = [
      { outcome: "on-roll" as const, says: "found", clause: "N3.1.2", needs: "note-made" as const },
    ];
    expect(checkProcedure({ ...norfolk, outcomes })).toEqual([
      { flaw: '"on-roll" can never be proved.', story: [] },
    ]);
  });
});

test("leaving out the states that owe more hides no forgotten case [C24]", () => {
  const isForgotten = ({ scene, rules }: Step) =>
    (scene.circumstances.case === "open" || scene.circumstances.case === "referred") &&
    !rules.some(({ standing, waits }) => standing.owed && waits === 0);
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
  const anyCircumstances = fc.record(
    Object.fromEntries(
      Object.entries(circumstances).map(([name, words]) => [name, fc.constantFrom(...words)]),
    ),
  ) as fc.Arbitrary<Circumstances>;
  const patterns = norfolk.rules.flatMap((rule) => [
    ...rule.starts,
    ...rule.ends,
    ...rule.unless,
    ...rule.waitsFor,
  ]);
  const told = factsToldApart(norfolk.rules);
  fc.assert(
    fc.property(fc.constantFrom(...everySortOfFact()), anyCircumstances, (fact, before) => {
      const alike = told.filter(
        (each) =>
          each.kind === fact.kind &&
          patterns.every((pattern) => fits(pattern, each) === fits(pattern, fact)) &&
          (enquiryOf(each) === undefined) === (enquiryOf(fact) === undefined),
      );
      const after = circumstancesAfter(before, fact);
      expect(alike.map((each) => circumstancesAfter(before, each))).toContainEqual(after);
    }),
    { numRuns: 1000 },
  );
});
