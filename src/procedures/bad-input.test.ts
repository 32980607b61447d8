import { mkdtempSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFacts } from "./facts-file.ts";
import { loadProcedures, procedureInFile, shippedProcedures } from "./procedures.store.ts";
import { readProcedure } from "./read-procedure.ts";

const norfolk = readFileSync(join(shippedProcedures, "norfolk.yaml"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "bad-procedures-"));

/** A few hundred letters that stand for a milliard. */
const bomb = [..."bcdefghij"]
  .map((name, place) => `  ${name}: &${name} [${Array(9).fill(`*${"abcdefghij"[place]}`)}]`)
  .join("\n");

function fileOf(content: string | Uint8Array): string {
  const file = join(folder, "norfolk.yaml");
  writeFileSync(file, content);
  return file;
}

test.each([
  ["10 MB of nesting", "[".repeat(10_000_000), 1, /shorter than 500,000 characters/],
  ["nesting in brackets", `title: x\nobligations: ${"[".repeat(400_000)}`, 2, /at most 60 lists/],
  ["nesting in braces", "{a: ".repeat(120_000), 1, /at most 60 lists/],
  ["nesting in dashes", `a:\n${"- ".repeat(200_000)}x`, 2, /at most 60 lists/],
  [
    "nesting line by line",
    Array.from({ length: 900 }, (_, deep) => `${" ".repeat(deep)}a:`).join("\n"),
    0,
    /at most 60/,
  ],
  [
    "aliases that multiply",
    norfolk.replace("histories:", `histories:\n  a: &a [x]\n${bomb}`),
    1,
    /fewer aliases/,
  ],
  [
    "40,000 unknown fields",
    Array.from({ length: 40_000 }, (_, field) => `f${field}: 1`).join("\n"),
    1,
    /no field "f0"/,
  ],
  ["80,000 times the same field", "a: 1\n".repeat(80_000), 2, /Write this field once/],
  ["two documents", `${norfolk}\n---\n${norfolk}`, 0, /one document in a file/],
  ["a quotation without end", `title: "${"x".repeat(400_000)}`, 1, /quote/],
  [
    "a field that reaches for the machine",
    norfolk.replace("title:", "__proto__: {}\ntitle:"),
    0,
    /no field "__proto__"/,
  ],
  ["nothing at all", "", 1, /fields with values/],
])("%s is refused with its line and the mend", (_, text, line, mend) => {
  const read = readProcedure(text);
  if (!("mistakes" in read)) throw new Error("It was read as a procedure.");
  expect(read.mistakes.map((each) => each.mend).join("\n")).toMatch(mend);
  expect(read.mistakes.length).toBeLessThan(20);
  if (line > 0) expect(read.mistakes[0]?.line).toBe(line);
});

/** As many obligations as asked for, each begun by the lateness of those before it, and the first by the last. */
function circle(obligations: number): string {
  const rules = Array.from({ length: obligations }, (_, place) => {
    const before = Array.from({ length: Math.min(place, 80) }, (_, back) => `{ late: r${place - 1 - back} }`);
    const starts = place === 0 ? `{ late: r${obligations - 1} }` : before.join(", ");
    return `  - { id: r${place}, clause: x, asks: y, starts: [${starts}], role: cme-officer, act: close-case, within: 1 hour, ends: case-closed }`;
  });
  return `${norfolk.split("obligations:")[0]}obligations:\n${rules.join("\n")}`;
}

test.each([2, 60, 300])(
  "a circle of lateness through %i obligations is named where it closes",
  (obligations) => {
    const read = readProcedure(circle(obligations));
    const mends =
      "mistakes" in read ? read.mistakes.filter(({ mend }) => mend.includes("Break the circle")) : [];
    expect(mends[0]).toMatchObject({
      field: "r0: starts",
      mend: expect.stringContaining('The lateness of "r0" would start itself'),
    });
  },
);

test("an unknown field and a misspelt unit are named on their own lines", () => {
  const text = norfolk
    .replace("within: 3 working days", "within: 3 wroking days")
    .replace("    act: visit-family", "    act: visit-family\n    colour: blue");
  const lines = text.split("\n");
  expect(readProcedure(text)).toEqual({
    mistakes: [
      {
        line: lines.findIndex((line) => line.includes("wroking")) + 1,
        field: "visit-urgently: within",
        mend: expect.stringContaining("working days, school days"),
      },
      {
        line: lines.findIndex((line) => line.includes("colour")) + 1,
        field: "visit-absent-pupil: colour",
        mend: 'There is no field "colour" here. Check its spelling or remove it.',
      },
    ].sort((one, other) => one.line - other.line),
  });
});

test("a file that is not UTF-8 is refused with the line of the first such letter", () => {
  const [before = "", after = ""] = norfolk.split("Three weeks out");
  const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xa3, 0xe9]), Buffer.from(after)]);
  expect(procedureInFile(fileOf(bytes))).toEqual({
    mistakes: [
      {
        line: before.split("\n").length,
        field: "the file",
        mend: "Save the file as UTF-8: this line holds a letter that is not.",
      },
    ],
  });
});

test("a file of 200 MB is not even read", () => {
  const file = fileOf("procedure: norfolk\n");
  truncateSync(file, 200_000_000);
  expect(procedureInFile(file)).toEqual({
    mistakes: [{ line: 1, field: "the file", mend: "Make the file smaller than 2 MB." }],
  });
});

test("a folder with one such file is refused whole, so nothing in force changes [C24]", () => {
  fileOf(norfolk.replace("within: 3 working days", "within: soon"));
  writeFileSync(join(folder, "oxfordshire.yaml"), readFileSync(join(shippedProcedures, "oxfordshire.yaml")));
  expect(() => loadProcedures(folder)).toThrow(
    /^norfolk\.yaml, line \d+, visit-urgently: within: Write a number/,
  );
});

test("facts in a bad file are refused by line and mend too", () => {
  const written = `[\n  { "at": "2026-03-03", "fact": "visit-made" },\n  { "at": "3 March", "fact": "visit-made" }\n]`;
  expect(readFacts(written)).toEqual({
    mistakes: [{ line: 3, field: "2 at", mend: expect.stringContaining("2026-03-03 10:00") }],
  });
  expect(readFacts("[".repeat(100_000))).toMatchObject({ mistakes: [{ line: 1, mend: /at most 60/ }] });
  expect(readFacts('{ "facts": [], "terms": [{ "from": "2026-01-05" }] }')).toMatchObject({
    mistakes: [{ line: 1, field: "terms 1 until" }, { field: "terms 1 kind" }],
  });
});
