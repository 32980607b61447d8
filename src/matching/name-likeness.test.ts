import { describe, expect, test } from "vitest";
import { isOneSlipApart, jaroWinkler } from "./name-likeness.ts";

describe("how alike two names are", () => {
  // Winkler's published examples, to three places.
  test.each([
    ["martha", "marhta", 0.961],
    ["dwayne", "duane", 0.84],
    ["dixon", "dicksonx", 0.813],
    ["jones", "johnson", 0.832],
    ["abroms", "abrams", 0.922],
    ["same", "same", 1],
    ["anna", "", 0],
    ["", "", 0],
    ["abc", "xyz", 0],
  ])("%s and %s are %f alike [A11]", (one, other, likeness) => {
    expect(jaroWinkler(one, other)).toBeCloseTo(likeness, 3);
    expect(jaroWinkler(other, one)).toBeCloseTo(likeness, 3);
  });

  test.each([
    ["2016-03-09", "2016-03-08", true],
    ["EA4 7DN", "EA4 7ND", true],
    ["smith", "smiths", true],
    ["smith", "mith", true],
    ["smith", "smith", false],
    ["smith", "smyhts", false],
    ["ab", "ba", true],
    ["abcd", "badc", false],
  ])("from %s to %s is one slip: %s [A11]", (one, other, isOne) => {
    expect(isOneSlipApart(one, other)).toBe(isOne);
    expect(isOneSlipApart(other, one)).toBe(isOne);
  });
});
