import { describe, expect, test } from "vitest";
import { compare } from "./compare.ts";
import type { Field, Identity } from "./evidence.ts";

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

function withFound(found: Partial<Identity>) {
  const comparison = compare(amira, { ...amira, ...found });
  return {
    ...comparison,
    words: (field: Field) => comparison.evidence.find((one) => one.field === field)?.words,
  };
}

describe("two records compared", () => {
  test("the same in everything is very likely the same child [A11]", () => {
    expect(withFound({}).likelihood).toBe("very-likely");
  });

  test("spelling, accents, order of names and hyphens do not part a child from herself [A11]", () => {
    expect(withFound({ forename: "Amíra", surname: "OKAFOR DALE" }).words("surname")).toBe(
      "Surname the same",
    );
    expect(withFound({ forename: "Amirra" }).words("forename")).toBe("Forename spelt nearly the same");
    expect(withFound({ surname: "Dale" }).words("surname")).toBe("One surname is part of the other");
    expect(withFound({ forename: "Okafor Dale", surname: "Amira" })).toMatchObject({
      likelihood: "very-likely",
    });
    expect(withFound({ forename: "Okafor Dale", surname: "Amira" }).words("forename")).toBe(
      "Forename and surname exchanged",
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
    expect(swapped.words("date-of-birth")).toBe("Day and month of birth exchanged");
    expect(swapped.likelihood).toBe("very-likely");
    const other = withFound({ dateOfBirth: Temporal.PlainDate.from("2012-11-27"), postcode: null });
    expect(other.bits).toBeLessThan(swapped.bits);
    expect(other.likelihood).toBe("possible");
  });

  test("what is missing speaks neither for nor against [A11]", () => {
    const { evidence } = withFound({ postcode: null, sex: null, dateOfBirth: null, upn: null });
    const missing = evidence.filter(({ level }) => level === "missing");
    expect(missing.map(({ field }) => field)).toEqual(["date-of-birth", "postcode", "sex", "upn"]);
    expect(missing.every(({ bits }) => bits === 0)).toBe(true);
  });

  test("a postcode that says only 'not known' is missing, not the same [A11]", () => {
    const homeless: Identity = { ...amira, postcode: "ZZ99 3VZ" };
    expect(compare(homeless, homeless).evidence.find(({ field }) => field === "postcode")?.level).toBe(
      "missing",
    );
  });

  test("twins share surname, birth date and postcode and are never called the same child [A11]", () => {
    expect(withFound({ forename: "Idris", sex: "M" }).likelihood).toBe("likely-sibling");
    expect(withFound({ forename: "Zainab" }).likelihood).toBe("likely-sibling");
  });

  test("twins whose names differ by a letter are at most possible when each has a UPN [A11]", () => {
    const sought = { ...amira, upn: "B801200005001" };
    const twin = { ...amira, forename: "Amirah", upn: "R674123101121" };
    expect(compare(sought, twin).likelihood).toBe("possible");
  });

  test("the same UPN overrides another forename [A11]", () => {
    const sought = { ...amira, upn: "B801200005001" };
    expect(compare(sought, { ...sought, forename: "Zainab" }).likelihood).toBe("very-likely");
    const former = { ...amira, forename: "Zainab", formerUpn: "B801200005001" };
    expect(compare(sought, former).evidence.at(-1)?.words).toBe("Former UPN the same");
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
    expect(compare(found, amira)).toEqual(compare(amira, found));
  });
});
