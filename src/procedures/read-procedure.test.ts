import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadProcedures, shippedProcedures } from "./procedures.store.ts";
import { readProcedure } from "./read-procedure.ts";

const norfolk = readFileSync(join(shippedProcedures, "norfolk.yaml"), "utf8");

/** The mistakes that one changed line makes, and the number of that line: in this obligation where the field names one. */
function mistakesAfter(from: string, to: string, field: string) {
  const own = norfolk.indexOf(`- id: ${field.split(":")[0]}\n`);
  const at = Math.max(norfolk.indexOf(from, own), own < 0 ? 0 : own);
  const text = norfolk.slice(0, at) + norfolk.slice(at).replace(from, to);
  if (text === norfolk) throw new Error(`Norfolk's file has no ${from}.`);
  const lines = norfolk.split("\n");
  const line = text.split("\n").findIndex((each, place) => each !== lines[place]) + 1;
  const read = readProcedure(text);
  return { line, mistakes: "mistakes" in read ? read.mistakes : [] };
}

describe("a mistake in a procedure file is named by line, field and mend [C24]", () => {
  test.each([
    [
      "a unit misspelt",
      "within: 1 working day\n",
      "within: 1 workin day\n",
      "open-case: within",
      "Write a number and a unit",
    ],
    [
      "no time at all",
      "within: 1 working day\n",
      "within: 0 working days\n",
      "open-case: within",
      "Write a number and a unit",
    ],
    [
      "a fact that nobody knows",
      "starts: place-offered",
      "starts: place-promised",
      "confirm-place-taken-up: starts",
      'There is no fact "place-promised"',
    ],
    [
      "a detail that the fact does not have",
      "found: [no-answer, refused]",
      "seen: [no-answer]",
      "visit-again: starts 1 visit-made",
      'cannot be told apart by "seen"',
    ],
    [
      "a word that the detail does not have",
      "found: [no-answer, refused]",
      "found: [nobody]",
      "visit-again: starts 1 visit-made found",
      '"found" is one of: child-seen',
    ],
    [
      "a circumstance that nobody knows",
      "when: { case: referred }",
      "when: { weather: fine }",
      "open-case: when weather",
      'Nothing is known as "weather"',
    ],
    [
      "a role that does not exist",
      "role: admissions-officer",
      "role: headteacher",
      "offer-place: role",
      "Use one of: school-attendance-officer",
    ],
    [
      "a field that does not exist",
      "late: { tell: named-officer }",
      "lat: { tell: named-officer }",
      "open-case: lat",
      'There is no field "lat" here',
    ],
    [
      "a day that does not exist",
      "in-force-from: 2024-09-01",
      "in-force-from: 2024-09-31",
      "in-force-from",
      'Write a day as "2026-03-03"',
    ],
    [
      "an end that does not record the act",
      "ends: place-offered",
      "ends: note-made",
      "offer-place: ends",
      '"place-offered" must be among what ends it',
    ],
    [
      "a condition on each enquiry",
      "    each: enquiry\n",
      "    each: enquiry\n    when: { place: none }\n",
      "answer-enquiry: when",
      "Remove this field",
    ],
    [
      "a definition without a number of weeks",
      "after: 0 weeks",
      "after: at once",
      "definition after",
      'Write a number of weeks, for example "4 weeks"',
    ],
    [
      "a definition's example of a standing that does not exist",
      "standing: out-of-scope }",
      "standing: outside }",
      "definition examples 4 standing",
      "Use one of: missing-education",
    ],
    ["an id used twice", "id: visit-again", "id: visit", "visit: id", "Give each obligation its own id"],
    [
      "an example from an unknown history",
      "after: opened-without-address",
      "after: the-flood",
      "request-visit: examples 2 after",
      "Use one of the histories: ",
    ],
  ])("%s", (_, from, to, field, mend) => {
    const { line, mistakes } = mistakesAfter(from, to, field);
    expect(mistakes).toContainEqual({ line, field, mend: expect.stringContaining(mend) });
  });

  test("a missing field", () => {
    expect(mistakesAfter("    act: offer-place\n", "", "offer-place").mistakes).toMatchObject([
      { field: "offer-place: act" },
    ]);
  });

  test("too few worked examples", () => {
    const fewer = norfolk.replace(/ {6}- \{ says: Assessed in time.*\n/, "");
    expect(readProcedure(fewer)).toMatchObject({
      mistakes: [
        {
          field: "assess-visit-risk: examples",
          mend: expect.stringContaining("at least three worked examples"),
        },
      ],
    });
  });
});

describe("a file that is no procedure is refused and breaks nothing [C24]", () => {
  test.each([
    ["an empty file", ""],
    ["a list", "- one\n- two"],
    ["broken layout", "procedure: [norfolk"],
    [
      "a bomb of aliases",
      `a: &a [x]\n${"bcdefghij"
        .split("")
        .map((name, at) => `${name}: &${name} [${Array(30).fill(`*${"abcdefghi"[at]}`).join(",")}]`)
        .join("\n")}`,
    ],
    ["deep nesting", "[".repeat(200_000) + "]".repeat(200_000)],
    ["nesting that never ends", "[".repeat(400_000)],
    ["ten megabytes", "x".repeat(10_000_000)],
  ])("%s", (_, text) => {
    expect(readProcedure(text)).toMatchObject({
      mistakes: [{ line: expect.any(Number), mend: expect.stringMatching(/./) }],
    });
  });
});

test("a file torn anywhere is read or refused, and never breaks the reader [C24]", () => {
  const lines = norfolk.split("\n");
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.nat(60), fc.string({ maxLength: 12 }), (line, column, torn) => {
      const changed = lines.with(line, `${lines[line]?.slice(0, column)}${torn}`).join("\n");
      const read = readProcedure(changed);
      if ("mistakes" in read)
        for (const { line, field, mend } of read.mistakes) expect([line > 0, field, mend]).not.toContain("");
      else expect(read.procedure.rules.length).toBeGreaterThan(0);
    }),
    { numRuns: 40 },
  );
});

test("a folder with a mistaken file is refused with file and line, and nothing of it is used [C24]", () => {
  const folder = mkdtempSync(join(tmpdir(), "procedures-"));
  writeFileSync(join(folder, "good.yaml"), norfolk);
  expect(loadProcedures(folder)).toHaveLength(1);
  writeFileSync(join(folder, "bad.yaml"), norfolk.replace("within: 6 weeks", "within: soon"));
  expect(() => loadProcedures(folder)).toThrow(
    /^bad\.yaml, line \d+, visit-every-six-weeks: within: Write a number/,
  );
});
