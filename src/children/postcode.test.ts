import { expect, test } from "vitest";
import { isPseudoPostcode, outwardCodeOf, postcodeApart, postcodeFaultOf, readPostcode } from "./postcode.ts";

test.each([
  ["M1 1AA", "M1 1AA"],
  ["b338th", "B33 8TH"],
  ["CR2  6XH", "CR2 6XH"],
  ["dn55 1pt", "DN55 1PT"],
  ["W1A-1HQ", "W1A 1HQ"],
  [" ec1a 1bb ", "EC1A 1BB"],
  ["gir0aa", "GIR 0AA"],
  ["E A 4 7 D N", "EA4 7DN"],
])("%j is read as %s, whatever shape it comes in [A01 partly]", (text, postcode) => {
  expect(readPostcode(text)).toBe(postcode);
});

test("no fixed abode and not known have postcodes of their own [A01 partly]", () => {
  expect(readPostcode("zz993vz")).toBe("ZZ99 3VZ");
  expect(readPostcode("ZZ99 3WZ")).toBe("ZZ99 3WZ");
  expect(isPseudoPostcode("ZZ99 3VZ")).toBe(true);
  expect(isPseudoPostcode("M1 1AA")).toBe(false);
});

test.each(["QA1 1AA", "M1", "M1 1CA", "M1 AA1", "ZZ99 3XZ", "AI1 1AA", "12345"])(
  "%s is refused and the mend is named [A01 partly]",
  (text) => {
    expect(readPostcode(text)).toBeUndefined();
    expect(postcodeFaultOf(text)).toMatch(/not a full UK postcode.*ZZ99 3WZ/);
  },
);

test("an empty postcode is told apart from a wrong one [A01 partly]", () => {
  expect(postcodeFaultOf("  ")).toMatch(/empty/);
  expect(postcodeFaultOf("M1 1AA")).toBeUndefined();
});

test.each([
  ["9 Made-up Close, Larkmere, ea9 1ab.", "9 Made-up Close, Larkmere", "EA9 1AB"],
  ["2 Mill Hill\nEA91AB", "2 Mill Hill", "EA9 1AB"],
  ["Flat 3, B12 3", "Flat 3, B12 3", null],
  ["Somewhere in Westholme", "Somewhere in Westholme", null],
])("%j is an address with its postcode apart [A02 partly]", (typed, lines, postcode) => {
  expect(postcodeApart(typed)).toEqual({ lines, postcode });
});

test("the outward code is what stands before the space [A01 partly]", () => {
  expect(outwardCodeOf("EC1A 1BB")).toBe("EC1A");
  expect(outwardCodeOf("M1 1AA")).toBe("M1");
});
