import { expect, test } from "vitest";
import { missingBasicsOf } from "./missing-basics.ts";

const known = {
  forename: "Amira",
  surname: "Okafor",
  dateOfBirth: Temporal.PlainDate.from("2016-03-09"),
  addresses: [{ certainty: "stated" }],
  carers: [{}],
  gp: "Larkmere Surgery",
  schoolName: "Ashfield Primary School",
};

test("a record with all six basics lacks none [A01]", () => {
  expect(missingBasicsOf(known)).toEqual([]);
});

test("each basic that is not on record is named [A01]", () => {
  const nothing = {
    forename: "",
    surname: "",
    dateOfBirth: null,
    addresses: [],
    carers: [],
    gp: " ",
    schoolName: null,
  };
  expect(missingBasicsOf(nothing)).toEqual(["name", "address", "date-of-birth", "carer", "gp", "school"]);
});

test("an address that the family has left is no address [A01]", () => {
  expect(missingBasicsOf({ ...known, addresses: [{ certainty: "left" }] })).toEqual(["address"]);
});
