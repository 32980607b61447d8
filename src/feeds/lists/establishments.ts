import type { ListDefinition } from "../list-definition.ts";
import type { RowReader } from "../row-reader.ts";

const unsaid = { forename: "", middleNames: "", surname: "", otherForename: "", otherSurname: "" };

/** Schools, by the column names of the national register, Get Information about Schools. [A04] */
export const establishments: ListDefinition = {
  word: "establishments",
  list: "establishment",
  title: "Schools (national register)",
  expected: "yearly",
  required: ["URN", "LA (code)", "EstablishmentNumber", "EstablishmentName", "EstablishmentStatus (name)"],
  optional: [
    ...["TypeOfEstablishment (name)", "PhaseOfEducation (name)", "OpenDate", "CloseDate"],
    ...["Street", "Locality", "Address3", "Town", "Postcode"],
  ],
  keyField: "EstablishmentNumber",
  // The register is of all England, and children's centres and offices in it have no number of a school.
  concerns: (row) =>
    row.places.authorities.has(row.text("LA (code)")) &&
    row.text("EstablishmentNumber") !== "" &&
    !/^proposed/i.test(row.text("EstablishmentStatus (name)")),
  read: (row) => {
    const laCode = row.text("LA (code)");
    const number = row.text("EstablishmentNumber");
    if (!/^\d{4}$/.test(number))
      row.refuse("EstablishmentNumber", `'${number}' is not four digits.`, "Take it from the register.");
    const [startsOn, closedOn] = row.span("OpenDate", "CloseDate");
    const isClosed = /^closed$/i.test(row.text("EstablishmentStatus (name)"));
    if (isClosed && closedOn === null && row.text("CloseDate") === "")
      row.refuse("CloseDate", "It is empty, and the school is closed.", "Enter the day on which it closed.");
    const address = row.address("Street", "Locality", "Address3", "Town");
    const postcode = row.postcode();
    return {
      ...unsaid,
      ...{ authorityId: row.places.authorities.get(laCode) ?? 0, schoolId: null },
      ...{ rowKey: `${laCode}${number}`, startsOn, address, postcode },
      // A school that is only to close is open until then.
      endsOn: isClosed || (closedOn !== null && closedOn <= row.places.today) ? closedOn : null,
      other: JSON.stringify({
        ...{ urn: row.required("URN", "the school's number in the register"), address, postcode },
        ...{ name: row.required("EstablishmentName", "the name of the school"), phase: phaseOf(row) },
      }),
    };
  },
};

function phaseOf(row: RowReader): string {
  const type = row.text("TypeOfEstablishment (name)");
  const phase = row.text("PhaseOfEducation (name)");
  if (/pupil referral|alternative provision/i.test(type)) return "pru";
  if (/special/i.test(type)) return "special";
  if (/independent/i.test(type)) return "independent";
  if (/primary|nursery/i.test(phase)) return "primary";
  return /secondary|all-through|16 plus/i.test(phase) ? "secondary" : "other";
}
