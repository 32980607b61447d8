import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { shippedProcedures } from "./procedures.store.ts";
import { readAndWorkOut, readProcedure } from "./read-procedure.ts";

const norfolk = readFileSync(join(shippedProcedures, "norfolk.yaml"), "utf8");

/** Norfolk's file with a time of this obligation, and the line on which that stands. */
function withTime(id: string, within: string) {
  const [before = "", after = ""] = norfolk.split(`- id: ${id}\n`);
  const text = `${before}- id: ${id}\n${after.replace(/within: .*/, `within: ${within}`)}`;
  const lines = norfolk.split("\n");
  return { text, line: text.split("\n").findIndex((each, place) => each !== lines[place]) + 1 };
}

test.each([
  [
    "9999 school days",
    /the end of 9999 school days falls outside "example-terms", which are known from Monday 5 January 2026 to /,
  ],
  ["99 terms", /the end of 99 terms falls outside "example-terms"/],
  [
    "9999 working days",
    /the end of 9999 working days falls outside the days whose bank holidays are known, from /,
  ],
  ["9999 weeks", /the end of 9999 weeks falls outside the days whose bank holidays are known/],
])(
  "a time of %s, by which hardly an example can be counted, is named once, at the time, with the mend [C24]",
  (within, mend) => {
    const { text, line } = withTime("send-cme1", within);
    expect(readProcedure(text)).toEqual({
      mistakes: [{ line, field: "send-cme1: within", mend: expect.stringMatching(mend) }],
    });
    expect(readProcedure(text)).toMatchObject({
      mistakes: [
        {
          mend: expect.stringMatching(
            /^The worked example ".+" cannot be counted: .* Write a shorter time, or /,
          ),
        },
      ],
    });
  },
);

test("an obligation that the lateness of such a one begins is not blamed for it [C24]", () => {
  const oxfordshire = readFileSync(join(shippedProcedures, "oxfordshire.yaml"), "utf8");
  const read = readProcedure(oxfordshire.replace("within: 4 weeks", "within: 9999 school days"));
  expect(read).toMatchObject({ mistakes: [{ field: "refer-leaver: within" }] });
});

test("a time that must be over first is named where it is that which cannot be counted [C24]", () => {
  const england = readFileSync(join(shippedProcedures, "england.yaml"), "utf8");
  const read = readProcedure(england.replace('lasts: "20 school days', 'lasts: "9999 school days'));
  expect(read).toMatchObject({
    mistakes: [
      { field: "decide-on-roll-after-absence: not-before", mend: /the end of 9999 school days falls/ },
    ],
  });
});

test("one example of several that leaves the terms is named on its own line, and so is a file without terms [C24]", () => {
  const late =
    '{ says: "Years later", given: [{ at: 2029-03-05, fact: removed-from-roll }], now: 2029-03-06, state: open, due: 2029-03-12 }';
  const [before = "", after = ""] = norfolk.split("- id: send-cme1\n");
  const text = `${before}- id: send-cme1\n${after.replace("examples:\n", `examples:\n      - ${late}\n`)}`;
  expect(readProcedure(text)).toEqual({
    mistakes: [
      {
        line: text.split("\n").findIndex((each) => each.includes("Years later")) + 1,
        field: "send-cme1: examples 1",
        mend: expect.stringContaining('The worked example "Years later" cannot be counted'),
      },
    ],
  });
  const read = readProcedure(norfolk.replace(/example-terms:\n(?: {2}- .*\n)+/, ""));
  expect("mistakes" in read && read.mistakes).toContainEqual({
    line: expect.any(Number),
    field: "send-cme1: within",
    mend: expect.stringContaining('the file has no terms for 10 school days. Add them as "example-terms".'),
  });
});

test("a wrong example is named by its own line, beside mistakes elsewhere in the file, and a file can be read with it [C24]", () => {
  const { text } = withTime("visit-urgently", "2 working days");
  expect(readProcedure(text)).toHaveProperty("procedure");
  const both = text.replace("within: 6 weeks", "within: 6 weks");
  const { procedure, mistakes } = readAndWorkOut(both);
  expect(procedure).toBeUndefined();
  const lines = both.split("\n");
  const wrong = mistakes.filter(({ field }) => field.startsWith("visit-urgently: examples"));
  expect(wrong.length).toBeGreaterThan(0);
  for (const { line, mend } of wrong) {
    expect(lines[line - 1]).toContain(/^"(.+)" should be/.exec(mend)?.[1]);
    expect(mend).toMatch(/and comes out as .*\. Mend the obligation, or the example\.$/);
  }
  expect(mistakes).toContainEqual(expect.objectContaining({ field: "visit-every-six-weeks: within" }));
  expect(mistakes.filter(({ field }) => !field.startsWith("visit-"))).toEqual([]);
});
