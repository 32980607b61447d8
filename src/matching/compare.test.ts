import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import type { Identity } from "./evidence.ts";
import type { LinkedField } from "./linked-fields.ts";
import { shippedWeights } from "./search-weights.ts";

const amira: Identity = {
  forename: "Amira",
  middleNames: "Rose",
  surname: "Okafor-Dale",
  otherForename: "",
  otherSurname: "",
  dateOfBirth: Temporal.PlainDate.from("2016-03-09"),
  sex: "F",
  upn: null,
  formerUpn: null,
  postcode: "EA4 7DN",
};

const compared = (sought: Identity, found: Identity) => compare(sought, found, shippedWeights);

function withFound(found: Partial<Identity>) {
  const comparison = compared(amira, { ...amira, ...found });
  return {
    ...comparison,
    words: (field: LinkedField) => comparison.evidence.find((one) => one.field === field)?.words,
  };
}

describe("two records compared", () => {
  test("the same in everything is very likely the same child, by the weights that come with the program [A11]", () => {
    expect(withFound({})).toMatchObject({
      likelihood: "very-likely",
      weighedBy: { list: "shipped", version: 1 },
    });
  });

  test("spelling, accents, order of names and hyphens do not part a child from herself [A11]", () => {
    expect(withFound({ forename: "Amíra", surname: "OKAFOR DALE" }).words("surname")).toBe(
      "Surname the same",
    );
    expect(withFound({ surname: "Okafordale" }).words("surname")).toBe("Surname the same");
    expect(withFound({ forename: "Amirra" }).words("forename")).toBe("Forename spelt nearly the same");
    expect(withFound({ surname: "Dale" }).words("surname")).toBe("One surname is part of the other");
    expect(withFound({ forename: "Okafor Dale", surname: "Amira" })).toMatchObject({
      likelihood: "very-likely",
    });
    expect(withFound({ forename: "Okafor Dale", surname: "Amira" }).words("forename")).toBe(
      "Forename and surname exchanged",
    );
  });

  test.each([
    ["Okafor Dale", "Amirra", "a slip"],
    ["Okafor Dale", "Ami", "cut short"],
    ["Okafor Dael", "Amira", "a slip in the surname"],
    ["Dale", "Amira", "a part of the surname left out"],
  ])("forename and surname are exchanged as %s %s too: %s in one of them [A11]", (forename, surname) => {
    expect(withFound({ forename, surname }).words("forename")).toBe("Forename and surname exchanged");
    expect(withFound({ forename, surname }).likelihood).toBe("very-likely");
  });

  test("one name of somebody else's in the other's place exchanges nothing [A11]", () => {
    expect(withFound({ forename: "Okafor Dale", surname: "Whitfield" }).words("forename")).toBe(
      "Forename differs",
    );
  });

  test("a middle name used as forename is known [A11]", () => {
    expect(withFound({ forename: "Rose", middleNames: "" }).words("forename")).toBe(
      "Also called by this forename",
    );
  });

  test("a former surname counts nearly as much as the surname [A11]", () => {
    const renamed = withFound({ surname: "Whitfield", otherSurname: "Okafor Dale", postcode: "WH2 4XX" });
    expect(renamed.words("surname")).toBe("Former or other surname the same");
    expect(renamed.likelihood).toBe("very-likely");
  });

  test("day and month of birth exchanged is weaker than the same day and stronger than another [A11]", () => {
    const swapped = withFound({ dateOfBirth: Temporal.PlainDate.from("2016-09-03"), postcode: null });
    expect(swapped.words("born")).toBe("Day and month of birth exchanged");
    expect(swapped.likelihood).toBe("very-likely");
    const other = withFound({ dateOfBirth: Temporal.PlainDate.from("2012-11-27"), postcode: null });
    expect(other.bits).toBeLessThan(swapped.bits);
    expect(other.likelihood).toBe("possible");
  });

  test("what is missing speaks neither for nor against [A11]", () => {
    const { evidence } = withFound({ postcode: null, sex: null, dateOfBirth: null, upn: null });
    const missing = evidence.filter(({ level }) => level === "missing");
    expect(missing.map(({ field }) => field)).toEqual(["born", "postcode", "sex", "upn"]);
    expect(missing.every(({ bits }) => bits === 0)).toBe(true);
  });

  test("a postcode that says only 'not known' is missing, not the same [A11]", () => {
    const homeless: Identity = { ...amira, postcode: "ZZ99 3VZ" };
    expect(compared(homeless, homeless).evidence.find(({ field }) => field === "postcode")?.level).toBe(
      "missing",
    );
  });

  test("a UPN whose check letter is wrong is missing [A11]", () => {
    const misread: Identity = { ...amira, upn: "C801200005001" };
    expect(compared(misread, misread).evidence.find(({ field }) => field === "upn")?.level).toBe("missing");
  });

  test("twins share surname, birth date and postcode and are never called the same child [A11]", () => {
    expect(withFound({ forename: "Idris", sex: "M" }).likelihood).toBe("likely-sibling");
    expect(withFound({ forename: "Zainab" }).likelihood).toBe("likely-sibling");
  });

  test.each([
    ["Nora", "Orla", {}],
    ["Nora", "Orla", { postcode: null }],
    ["Nora", "Orla", { surname: "Okafor Dall" }],
    ["Nora", "", {}],
    ["Samuel", "Samuela", { sex: "M" }],
  ])(
    "twins %s and %s are never very likely one child without a UPN, however alike they are: %o [A11]",
    (one, other, of) => {
      const { likelihood } = compared({ ...amira, forename: one }, { ...amira, forename: other, ...of });
      expect(likelihood).not.toBe("very-likely");
      const upn = "B801200005001";
      const numbered = compared({ ...amira, forename: one, upn }, { ...amira, forename: other, ...of, upn });
      expect(numbered.likelihood).toBe("very-likely");
    },
  );

  test("born on quite another day, everything else the same is at most possible: sisters get each other's names [A11]", () => {
    const sister = withFound({ dateOfBirth: Temporal.PlainDate.from("2012-11-27") });
    expect(sister.bits).toBeGreaterThan(25);
    expect(sister.likelihood).toBe("possible");
  });

  test("twins whose names differ by a letter are at most possible when each has a UPN [A11]", () => {
    const sought = { ...amira, upn: "B801200005001" };
    const twin = { ...amira, forename: "Amirah", upn: "R674123101121" };
    expect(compared(sought, twin).likelihood).toBe("possible");
  });

  test("the same UPN overrides another forename [A11]", () => {
    const sought = { ...amira, upn: "B801200005001" };
    expect(compared(sought, { ...sought, forename: "Zainab" }).likelihood).toBe("very-likely");
    const former = { ...amira, forename: "Zainab", formerUpn: "B801200005001" };
    expect(compared(sought, former).evidence.at(-1)?.words).toBe("Former UPN the same");
  });

  test("another child of the same name is unlikely or only possible [A11]", () => {
    const other = withFound({
      dateOfBirth: Temporal.PlainDate.from("2012-11-27"),
      postcode: "WH2 4XX",
      sex: "M",
    });
    expect(other.likelihood).toBe("unlikely");
  });

  test("it does not matter which of the two is sought [A11]", () => {
    const found = { ...amira, forename: "Rose", middleNames: "", surname: "Dale", postcode: "EA4 7ND" };
    expect(compared(found, amira)).toEqual(compared(amira, found));
  });
});
