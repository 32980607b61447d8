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
    "nesting line by line that the reader can still read",
    Array.from({ length: 100 }, (_, deep) => `${" ".repeat(deep)}a:`).join("\n"),
    61,
    /at most 60/,
  ],
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
  ["a quotation without end", `title: "${"x".repeat(400_000)}`, 1, /^Write this line anew.*quote/],
  [
    "a field that reaches for the machine",
    norfolk.replace("title:", "__proto__: {}\ntitle:"),
    0,
    /no field "__proto__"/,
  ],
  [
    "nothing at all",
    "",
    1,
    /^Write the fields of a procedure, .*"procedure: its-name".* The file is empty\.$/,
  ],
  ["a list", "- procedure: norfolk", 1, /^Write the fields of a procedure, .* Here is a list instead\.$/],
  [
    "a NUL in a text",
    norfolk.replace("Three weeks out", "Three\0weeks out"),
    0,
    /a character that nobody can see/,
  ],
  ["a NUL written as an escape", norfolk.replace(/title: .*/, 'title: "Nor\\0folk"'), 0, /nobody can see/],
  ["a control character in a comment", `# A\u0007bell\n${norfolk}`, 1, /nobody can see/],
  [
    "words that turn their direction",
    norfolk.replace("Three weeks", "Three \u202eweeks"),
    0,
    /nobody can see/,
  ],
  [
    "an unknown tag",
    norfolk.replace("title: ", "title: !text "),
    0,
    /Remove what begins with an exclamation mark/,
  ],
  ["an unknown directive", `%KEEPSIGHT 2\n---\n${norfolk}`, 1, /Remove this line/],
])("%s is refused with its line and the mend", (_, text, line, mend) => {
  const read = readProcedure(text);
  if (!("mistakes" in read)) throw new Error("It was read as a procedure.");
  expect(read.mistakes.map((each) => each.mend).join("\n")).toMatch(mend);
  expect(read.mistakes.length).toBeLessThan(20);
  if (line > 0) expect(read.mistakes[0]?.line).toBe(line);
});

test("a text with a character that nobody can see, or an unknown tag, is named by field or line [C24]", () => {
  const bell = norfolk
    .replace("Three weeks out", "Three\u0007weeks out")
    .replace(/title: .*/, 'title: "Nor\\0folk"');
  const lines = bell.split("\n");
  expect(readProcedure(bell)).toEqual({
    mistakes: [
      {
        line: lines.findIndex((line) => line.startsWith("title:")) + 1,
        field: "title",
        mend: expect.anything(),
      },
      {
        line: lines.findIndex((line) => line.includes("\u0007")) + 1,
        field: "definition examples 1 says",
        mend: expect.anything(),
      },
    ],
  });
  const tagged = norfolk.replace("within: 3 working days", "within: !days 3 working days");
  expect(readProcedure(tagged)).toMatchObject({
    mistakes: [{ line: tagged.split("\n").findIndex((line) => line.includes("!days")) + 1 }],
  });
});

test("20,000 texts with characters that nobody can see are refused at once", () => {
  const read = readProcedure(Array.from({ length: 20_000 }, (_, field) => `f${field}: "\\0"`).join("\n"));
  expect("mistakes" in read && read.mistakes.length).toBe(20);
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

test("one reading shows what is wrong in shape, and in the whole file too [C24]", () => {
  const text = norfolk
    .replace(/version: .*\n/, "")
    .replace("within: 3 working days", "within: 3 wroking days")
    .replace("    act: visit-family", "    act: visit-family\n    colour: blue\n    size: big")
    .replace("id: visit-again", "id: visit")
    .replace(/ {6}- \{ says: Assessed in time.*\n/, "");
  const read = readProcedure(text);
  const found = "mistakes" in read ? read.mistakes : [];
  expect(found.map(({ field }) => field).sort()).toEqual(
    [
      "assess-visit-risk: examples",
      "version",
      "visit-absent-pupil: colour",
      "visit-absent-pupil: size",
      "visit-urgently: within",
      "visit: id",
    ].sort(),
  );
  expect(found).toContainEqual({
    line: 1,
    field: "version",
    mend: 'Add this field: it is missing. Write which version of the rules this is, for example "1".',
  });
});

test.each([
  [
    "a field that is missing",
    "    act: offer-place\n",
    "",
    /^Add this field: it is missing\. Use one of: mark-register/,
  ],
  ["a beginning that is missing", "    starts: place-offered\n", "", /^Name a fact here/],
  [
    "a number in the place of a text",
    /title: .*/,
    "title: 2024",
    /^Write text \(in quotes if it is a number/,
  ],
  ["a text in the place of yes or no", "boundary: true", "boundary: maybe", /^Write true or false here\.$/],
  [
    "a condition that is no word",
    "when: { case: referred }",
    "when: { case: 5 }",
    /^Write a word, or a list/,
  ],
  ["a due day that is none", /due: 2026-03-\d\d/, "due: soon", /^Write a day and a time in London/],
  ["a day with a time", "from: 2026-01-05", "from: 2026-01-05T10:00", /^Write a day as "2026-03-03"/],
])("%s is answered in a sentence that says what is wanted", (_, from, to, mend) => {
  const read = readProcedure(norfolk.replace(from, to));
  expect("mistakes" in read && read.mistakes).toEqual([
    { line: expect.any(Number), field: expect.any(String), mend: expect.stringMatching(mend) },
  ]);
});

test("a term that ends before it begins is refused on its own line, in a procedure and in facts", () => {
  const text = norfolk.replace("from: 2026-01-05, until: 2026-03-27", "from: 2026-01-05, until: 2025-03-27");
  const mend = "Write a day on or after the first, 2026-01-05.";
  expect(readProcedure(text)).toEqual({
    mistakes: [
      {
        line: text.split("\n").findIndex((line) => line.includes("2025-03-27")) + 1,
        field: "example-terms 1 until",
        mend,
      },
    ],
  });
  const facts = `{ "facts": [],\n "terms": [\n{ "from": "2026-01-05", "until": "2025-03-27", "kind": "term" }] }`;
  expect(readFacts(facts)).toEqual({ mistakes: [{ line: 3, field: "terms 1 until", mend }] });
  expect(readFacts("")).toMatchObject({ mistakes: [{ line: 1, mend: /Write a list of facts/ }] });
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
