import { expect, test } from "vitest";
import { nhsNumberFaultOf, nhsNumberWith, tidyNhsNumber } from "./nhs-number.ts";

test("an NHS number passes by its check digit, with or without spaces [A02 partly]", () => {
  expect(nhsNumberFaultOf("9434765919")).toBeUndefined();
  expect(nhsNumberFaultOf("943 476 5919")).toBeUndefined();
  expect(tidyNhsNumber("943-476 5919")).toBe("9434765919");
});

test("a slip is refused and the mend is named [A02 partly]", () => {
  expect(nhsNumberFaultOf("9434765918")).toMatch(/last digit .* Check each digit/);
  expect(nhsNumberFaultOf("943476591")).toMatch(/10 digits/);
});

test("nine digits whose check would be ten are never given out, and eleven is written 0 [A02 partly]", () => {
  expect(nhsNumberWith("999000000")).toBeUndefined();
  expect(nhsNumberWith("999000001")).toBe("9990000018");
  expect(nhsNumberWith("999000005")).toBe("9990000050");
});
