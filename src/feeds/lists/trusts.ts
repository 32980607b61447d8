import type { ListDefinition } from "../list-definition.ts";

const unsaid = { forename: "", middleNames: "", surname: "", otherForename: "", otherSurname: "" };
const ends = ["Date Left Group", "Group Closed Date", "Establishment CloseDate"] as const;

/**
 * Which school is in which trust and since when, by the column names of the national register's history of academies in single and
 * multi-academy trusts (academiesmatmembership). [G04]
 */
export const trusts: ListDefinition = {
  word: "trusts",
  list: "trust",
  title: "Schools of trusts (national register)",
  expected: "not-expected",
  required: ["URN", "LA (code)", "Group UID", "Group Name", "Date Joined Group", "Date Left Group"],
  optional: ["EstablishmentName", "Group Type", "Group Closed Date", "Establishment CloseDate"],
  keyField: "URN",
  // The register is of all England, and sponsors and federations stand in some of its files too.
  concerns: (row) =>
    row.places.authorities.has(row.text("LA (code)")) && /^$|academy trust/i.test(row.text("Group Type")),
  read: (row) => {
    const urn = row.required("URN", "the school's number in the register");
    const uid = row.required("Group UID", "the trust's number in the register");
    if (uid !== "" && !/^\d{1,10}$/.test(uid))
      row.refuse("Group UID", `'${uid}' is not a number.`, "Take it from the register.");
    row.required("Date Joined Group", "the day on which the school joined the trust");
    const joinedOn = row.day("Date Joined Group");
    // Whichever came first: the school left or closed, or the trust did.
    const [endedOn = null] = ends.flatMap((column) => row.day(column) ?? []).sort();
    if (joinedOn && endedOn && endedOn < joinedOn)
      row.refuse(
        "Date Left Group",
        `'${endedOn}' is before the Date Joined Group.`,
        "Correct one of the two.",
      );
    const name = row.required("Group Name", "the name of the trust");
    return {
      ...unsaid,
      ...{ authorityId: row.places.authorities.get(row.text("LA (code)")) ?? 0, schoolId: null },
      ...{ rowKey: `${urn} ${uid}`, startsOn: joinedOn, endsOn: endedOn, address: "", postcode: null },
      other: JSON.stringify({ urn, uid, name }),
    };
  },
};
