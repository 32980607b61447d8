import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readProcedure } from "../procedures/index.ts";
import { withFields } from "./edit-text.ts";

const norfolk = readFileSync("procedures/norfolk.yaml", "utf8");
const read = readProcedure(norfolk);
const place = "procedure" in read ? read.procedure.rules.findIndex(({ id }) => id === "open-case") : -1;
const field = (...path: (string | number)[]) => ["obligations", place, ...path];
const linesChanged = (text: string) => {
  const before = new Set(norfolk.split("\n"));
  return text
    .split("\n")
    .filter((line) => !before.has(line))
    .map((line) => line.trim());
};
const ruleOf = (text: string) => {
  const read = readProcedure(text);
  return "procedure" in read ? read.procedure.rules[place] : read.mistakes;
};

test("a changed time changes one line of the file, and every comment and other line stays", () => {
  const text = withFields(norfolk, [{ path: field("within"), value: "3 working days" }]);
  expect(text.split("\n")).toHaveLength(norfolk.split("\n").length);
  expect(text.replace("within: 3 working days", "within: 1 working day")).toBe(norfolk);
  expect(ruleOf(text)).toMatchObject({ id: "open-case", within: { count: 3, unit: "working days" } });
});

test("what is given as it was changes nothing", () => {
  const asks =
    "The CME officer reads the referral and adds the child to the register, or passes the referral on.";
  expect(withFields(norfolk, [{ path: field("asks"), value: asks }])).toBe(norfolk);
});

test("the expected answer of one example changes within its line", () => {
  const text = withFields(norfolk, [
    { path: field("examples", 0, "due"), value: "2026-03-05" },
    { path: field("examples", 0, "state"), value: "open" },
  ]);
  expect(linesChanged(text)).toEqual([
    "- { says: Read on the next day, given: [{ at: 2026-03-03 16:30, fact: referral-received }], now: 2026-03-03 17:00, state: open, due: 2026-03-05 }",
  ]);
});

test("a reading and who is told of lateness can go, and come again, with nothing else moved", () => {
  const without = withFields(norfolk, [
    { path: field("reading"), value: undefined },
    { path: field("late"), value: undefined },
  ]);
  expect(ruleOf(without)).toMatchObject({ reading: undefined, late: undefined });
  expect(linesChanged(without)).toEqual([]);
  expect(norfolk.split("\n").length - without.split("\n").length).toBe(5);
  const again = withFields(without, [
    { path: field("late"), value: { tell: "area-lead" } },
    {
      path: field("reading"),
      value: { question: "How soon: when?", choice: "At once", why: 'It is "urgent".' },
    },
  ]);
  expect(ruleOf(again)).toMatchObject({
    late: { tell: "area-lead" },
    reading: { question: "How soon: when?", choice: "At once", why: 'It is "urgent".' },
  });
});

test("whatever is typed comes back as it was typed, and never as another field", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }), (typed) => {
      fc.pre(typed.trim() !== "" && typed === typed.trim());
      const text = withFields(norfolk, [
        { path: field("asks"), value: typed },
        { path: field("reading"), value: { question: typed, choice: typed, why: typed } },
        { path: ["title"], value: typed },
      ]);
      const read = readProcedure(text);
      expect(read).toMatchObject({ procedure: { title: typed } });
      expect(ruleOf(text)).toMatchObject({
        asks: typed,
        reading: { question: typed, choice: typed, why: typed },
      });
    }),
    { numRuns: 20 },
  );
});
