import { expect, test } from "vitest";
import { whyOneChild } from "./one-child.ts";

const born = Temporal.PlainDate.from("2016-03-09");
const child = { forename: "Samuel", surname: "Oakmere", dateOfBirth: born, upn: "A" };

test.each<[string, Partial<Parameters<typeof whyOneChild>[1]>, RegExp | undefined]>([
  ["the same UPN", { forename: "Other", dateOfBirth: null }, /the same UPN/],
  ["a new UPN from the next school", { upn: "B" }, /under another UPN$/],
  ["another UPN and a name that only begins alike", { upn: "B", forename: "Sam" }, undefined],
  ["another UPN and another surname", { upn: "B", surname: "Fenn" }, undefined],
  ["another UPN and no date of birth", { upn: "B", dateOfBirth: null }, undefined],
  ["no UPN, the same first name and birth", { upn: null, surname: "Fenn" }, /^Probably/],
  ["a short first name and the same birth", { upn: null, forename: "sam" }, /^Probably/],
  ["a twin", { upn: null, forename: "Simon" }, undefined],
  ["a brother of the same name born later", { upn: null, dateOfBirth: born.add({ years: 2 }) }, undefined],
  ["the same name and no date of birth", { upn: null, dateOfBirth: null }, /^May be/],
  ["a first name that begins like no other", { upn: null, forename: "Sa" }, undefined],
  ["what a person decided is one child", { upn: "B", linked: "same" }, /somebody decided/],
  ["what a person decided are two", { upn: null, linked: "different" }, undefined],
])("two records of one household are of one child or two: %s [A11]", (_, over, why) => {
  const said = whyOneChild(child, { ...child, linked: null, ...over });
  if (why) expect(said).toMatch(why);
  else expect(said).toBeUndefined();
});
