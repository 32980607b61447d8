import fc from "fast-check";
import { expect, test } from "vitest";
import { plainNameIn, standardOf } from "./standard-value.ts";

const asText = standardOf({ type: "name" } as Parameters<typeof standardOf>[0]);

/** A name as it is folded by its bytes; undefined where that is left to its text. */
function byBytes(name: string): string | undefined {
  // In the middle of others, as in a file.
  const bytes = Buffer.from(`x,${name},x`);
  const found = plainNameIn(bytes, 2, bytes.length - 2);
  if (!found) return undefined;
  const letters = Buffer.from(found.letters.buffer);
  const starts = [0, ...found.ends];
  return Array.from({ length: found.words }, (_, word) =>
    letters.toString("latin1", starts[word], found.ends[word]),
  ).join(" ");
}

test.each([
  ["Silas", "silas"],
  ["O'BRIEN", "obrien"],
  ["Smith-Jones", "smith jones"],
  ["  Anne  Marie ", "anne marie"],
  ["Mc.Donald", "mc donald"],
  ["'", ""],
  ["-", ""],
  ["Baby Boy", ""],
  ["NOT KNOWN", ""],
  ["Unknowns", "unknowns"],
])("%s is folded by its bytes", (name, folded) => {
  expect([byBytes(name), asText(name)]).toEqual([folded, folded]);
});

test.each(["Zoë", "J3ss", "Łukasz", "O’Brien", "a".repeat(65)])("%s is left to its text", (name) => {
  expect(byBytes(name)).toBeUndefined();
});

test("whatever stands in a name, its bytes say what its text says, or leave it to that", () => {
  const letter = fc.constantFrom(..."abzABZ-' `.,/@[]{}_é9\u0000");
  const name = fc.array(letter, { maxLength: 70 }).map((each) => each.join(""));
  fc.assert(fc.property(name, (each) => [undefined, asText(each)].includes(byBytes(each))));
});
