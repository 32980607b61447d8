import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, readableOn } from "./colour.ts";

const colours = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, "0")}`);

test("the council's name is readable on any colour that a council may have", () => {
  fc.assert(fc.property(colours, (colour) => contrast(colour, readableOn(colour)) >= 4.5));
});

test("contrast is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

test("a colour that is not written as one is refused with how to write it", () => {
  expect(() => readableOn("green")).toThrow("The council's colour is written like #1d4b3f. This is green.");
});
