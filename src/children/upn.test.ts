import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isUpn, isUpnInBytes, tidyUpn, upnFaultOf, upnParts, upnWith } from "./upn.ts";

describe("a UPN", () => {
  test.each([
    "B801200005001",
    "R674123101121",
    "K92620012400A",
    "Z926200124001",
    "F931400024017",
    "P207000016049",
  ])("%s is right [A02 partly]", (upn) => {
    expect(upnFaultOf(upn)).toBeUndefined();
  });

  test("a wrong check letter is refused, and the letter that the digits need is named [A02 partly]", () => {
    expect(upnFaultOf("A801200005001")).toMatch(/need the check letter B, not A/);
    expect(upnFaultOf("Q207000016049")).toMatch(/need the check letter P/);
  });

  test("lower case and spaces are forgiven [A02 partly]", () => {
    expect(isUpn(" b801 2000 05001 ")).toBe(true);
    expect(tidyUpn(" b801 2000 05001 ")).toBe("B801200005001");
  });

  test.each(["820", "928", "909", "001", "005", "665", "702"])(
    "authority code %s, abolished, Welsh or pseudo, is accepted [A02 partly]",
    (code) => {
      const upn = upnWith(code, "2001", "24", "001");
      expect(upnFaultOf(upn)).toBeUndefined();
      expect(upnParts(upn)?.laCode).toBe(code);
    },
  );

  test("a temporary UPN ends in a letter and says so [A02 partly]", () => {
    expect(upnWith("926", "2001", "24", "00A")).toBe("K92620012400A");
    expect(upnParts("K92620012400A")).toEqual({
      laCode: "926",
      establishment: "2001",
      year: "24",
      serial: "00A",
      temporary: true,
    });
    expect(upnParts("Z926200124001")?.temporary).toBe(false);
  });

  test.each([
    ["", /empty/],
    ["UN3", /no UPN.*Leave the UPN empty/],
    ["B80120000500", /13 characters and this has 12/],
    ["B8012000050011", /13 characters and this has 14/],
    ["S801200005001", /other than I, O or S/],
    ["8801200005001", /starts with a letter/],
    ["B8O1200005001", /O for 0/],
    ["B80120000500I", /ends in a digit/],
    ["B80120000500-", /ends in a digit/],
  ])("%j is refused with its mend [A02 partly]", (text, mend) => {
    expect(upnFaultOf(text)).toMatch(mend);
    expect(upnParts(text)).toBeUndefined();
  });

  test("one changed digit never passes, whatever the UPN [A02 partly]", () => {
    const digits = (length: number) =>
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length });
    fc.assert(
      fc.property(
        digits(3),
        digits(4),
        digits(2),
        digits(3),
        fc.nat(11),
        fc.integer({ min: 1, max: 9 }),
        (la, school, year, serial, place, by) => {
          const upn = upnWith(la, school, year, serial);
          const at = place + 1;
          const other = (Number(upn[at]) + by) % 10;
          expect(isUpn(upn)).toBe(true);
          expect(isUpn(upn.slice(0, at) + other + upn.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  test("among other bytes it is right as it is as a text, with any character changed [A02 partly]", () => {
    const character = fc.constantFrom(..."0123456789ABIKOSZ-:é");
    fc.assert(
      fc.property(
        fc.constantFrom("B801200005001", "R674123101121", "K92620012400A", "Z92620012400", "A000000000000"),
        fc.nat(12),
        fc.option(character),
        (upn, at, other) => {
          const text = other === null ? upn : upn.slice(0, at) + other + upn.slice(at + 1);
          const bytes = Buffer.from(text);
          const among = Buffer.concat([Buffer.from("A1"), bytes, Buffer.from("1A")]);
          return isUpnInBytes(among, 2, 2 + bytes.length) === isUpn(text);
        },
      ),
    );
  });
});
