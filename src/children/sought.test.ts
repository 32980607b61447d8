import { expect, test } from "vitest";
import { namePairs, readSought } from "./sought.ts";

test.each([
  ["Amira Okafor", { names: ["amira", "okafor"] }],
  ["O'Neill, Rosa", { names: ["oneill", "rosa"] }],
  ["em-c-000123", { reference: "EM-C-000123", names: [] }],
  ["EMC000123", { reference: "EM-C-000123", names: [] }],
  ["em-c-45", { reference: "EM-C-000045", names: [] }],
  ["EM C 45", { reference: "EM-C-000045", names: [] }],
  ["em\u2013c\u2013000045 okafor", { reference: "EM-C-000045", names: ["okafor"] }],
  ["emc45", { reference: "EM-C-000045", names: [] }],
  ["Li A 12/3/2016", { bornOn: "2016-03-12", names: ["li", "a"] }],
  ["Li A 9 March 2016", { bornOn: "2016-03-09", names: ["li", "a"] }],
  ["Li A 2016-03-09", { bornOn: "2016-03-09", names: ["li", "a"] }],
  ["b801200005001", { upn: "B801200005001", names: [] }],
  ["9/3/2016", { bornOn: "2016-03-09", names: [] }],
  ["09.03.16 amira", { bornOn: "2016-03-09", names: ["amira"] }],
  ["Amira 9 March 2016 Okafor", { bornOn: "2016-03-09", names: ["amira", "okafor"] }],
  ["9th Mar 2016", { bornOn: "2016-03-09", names: [] }],
  ["2016-03-09 Okafor", { bornOn: "2016-03-09", names: ["okafor"] }],
  ["31/2/2016", { names: [] }],
  ["  ", { names: [] }],
])("%s is understood [A11]", (typed, wanted) => {
  expect(JSON.parse(JSON.stringify(readSought(typed)))).toEqual(wanted);
});

test("a wrong UPN is not taken for one [A02]", () => {
  expect(readSought("A801200005001").upn).toBeUndefined();
});

test("two names are read in both orders, three at both breaks [A11]", () => {
  expect(namePairs(["amira"])).toEqual([]);
  expect(namePairs(["amira", "okafor"])).toEqual([
    { forename: "amira", surname: "okafor" },
    { forename: "okafor", surname: "amira" },
  ]);
  expect(namePairs(["maria", "da", "silva"])).toContainEqual({ forename: "maria", surname: "dasilva" });
});
