import { describe, expect, test } from "vitest";
import { shipped as procedures } from "../../test/support/shipped.ts";
import type { ChildAsked, Situation, Standing } from "./definition.ts";
import { explainDefinition } from "./explain-procedure.ts";
import { standingUnder } from "./standing.ts";

const definitionOf = (name: string) => {
  const found = procedures.find(({ procedure }) => procedure === name);
  if (!found?.definition) throw new Error(`There is no procedure ${name}.`);
  return found.definition;
};
const day = (iso: string) => Temporal.PlainDate.from(iso);
const ofAge = { from: day("2021-03-31"), until: day("2032-06-25") };
const without = (since: string | undefined, today: string): ChildAsked => ({
  compulsoryAge: ofAge,
  situation: "without-education",
  since: since === undefined ? undefined : day(since),
  today: day(today),
});
const stands = (name: string, asked: ChildAsked) => standingUnder(definitionOf(name), asked);

describe("out of education, a child is missing it from the first day in Norfolk and from the 28th in Oxfordshire [A05 partly]", () => {
  test.each<[string, string, string, Standing["standing"], Standing["standing"]]>([
    ["the day before the last", "2026-03-03", "2026-03-02", "at-risk", "at-risk"],
    ["the last day", "2026-03-03", "2026-03-03", "missing-education", "at-risk"],
    ["the 1st day", "2026-03-03", "2026-03-04", "missing-education", "at-risk"],
    ["the 27th day", "2026-03-03", "2026-03-30", "missing-education", "at-risk"],
    ["the 28th day", "2026-03-03", "2026-03-31", "missing-education", "missing-education"],
    ["the 27th day over February", "2026-02-10", "2026-03-09", "missing-education", "at-risk"],
    ["a year", "2025-03-03", "2026-03-03", "missing-education", "missing-education"],
  ])("%s", (_, since, today, norfolk, oxfordshire) => {
    const asked = without(since, today);
    expect(stands("norfolk", asked).standing).toBe(norfolk);
    expect(stands("oxfordshire", asked).standing).toBe(oxfordshire);
  });
});

test("the reasons are in words, with the clause that decides [A05 partly]", () => {
  expect(stands("oxfordshire", without("2026-03-03", "2026-03-30"))).toEqual({
    standing: "at-risk",
    clause: "O2.2",
    reasons: [
      "Out of education since Tuesday 3 March 2026, as far as is known: 3 weeks and 6 days.",
      "This authority counts a child as missing education after 4 weeks (O2.2).",
      "From Tuesday 31 March 2026 the child counts as missing education.",
    ],
  });
  expect(stands("norfolk", without("2026-03-03", "2026-03-04"))).toEqual({
    standing: "missing-education",
    clause: "N1.2",
    reasons: [
      "Out of education since Tuesday 3 March 2026, as far as is known: 1 day.",
      "This authority counts a child as missing education from the first day (N1.2).",
    ],
  });
});

describe.each(["norfolk", "oxfordshire"])("under the definition of %s", (name) => {
  test.each([
    ["the day before compulsory school age begins", "2021-03-30", "out-of-scope"],
    ["the day on which it begins", "2021-03-31", "missing-education"],
    ["the day on which it ends", "2032-06-25", "missing-education"],
    ["the day after it has ended", "2032-06-26", "out-of-scope"],
  ])("%s [A05 partly]", (_, today, standing) => {
    expect(stands(name, without("2020-07-21", today)).standing).toBe(standing);
  });

  test.each<[string, Situation, string]>([
    [
      "on a roll but absent is a matter for the attendance procedure [A05 partly] [A06]",
      "on-a-roll",
      "attendance",
    ],
    [
      "home educated is a matter for the elective home education officer [A05 partly] [A06]",
      "home-educated",
      "officer",
    ],
    ["educated otherwise is out of scope [A05 partly]", "educated-otherwise", "otherwise"],
    ["abroad is out of scope [A05 partly]", "abroad", "abroad"],
  ])("%s", (_, situation, word) => {
    for (const compulsoryAge of [ofAge, undefined]) {
      const found = stands(name, { ...without("2025-03-03", "2026-03-03"), situation, compulsoryAge });
      expect(found.standing).toBe("out-of-scope");
      expect(found.reasons.join()).toContain(word);
      expect(found.reasons.join()).toContain(`(${found.clause})`);
    }
  });

  test("without a date of birth, or with nothing on record, nobody can say, and why is told [A05 partly]", () => {
    const asked = without("2025-03-03", "2026-03-03");
    expect(stands(name, { ...asked, compulsoryAge: undefined })).toMatchObject({
      standing: "not-known",
      reasons: [expect.stringContaining("date of birth is not known")],
    });
    expect(stands(name, { ...asked, situation: "not-known", since: undefined }).standing).toBe("not-known");
  });
});

test("since when matters only where time is waited [A05 partly]", () => {
  expect(stands("norfolk", without(undefined, "2026-03-03")).standing).toBe("missing-education");
  expect(stands("oxfordshire", without(undefined, "2026-03-03"))).toMatchObject({
    standing: "not-known",
    reasons: [expect.stringContaining("counts 4 weeks (O2.2)")],
  });
});

test("a definition is explained with its clause, its time, who is out of scope and how it is read [A05 partly]", () => {
  const lines = explainDefinition(definitionOf("oxfordshire")).join("\n");
  expect(lines).toContain("Missing education (O2.2), after 4 weeks without education: A child of compulsory");
  expect(lines).toContain("Out of scope (O2.2, O7.2): The child is home educated");
  expect(lines).toContain("Usually four weeks or more");
});
