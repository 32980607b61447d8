import type { ListDefinition, RowSaid } from "../list-definition.ts";
import type { RowReader } from "../row-reader.ts";

/** School rolls, as a school's own system writes its census: whose pupil a child is, from when, and where it went. [A03] */
export const rolls: ListDefinition = {
  word: "rolls",
  expected: "termly",
  list: "school-roll",
  title: "School rolls",
  ofSchools: true,
  everySchool: true,
  required: ["LAESTAB", "Surname", "Forename", "DOB"],
  optional: [
    ..."UPN,FormerUPN,MiddleNames,PreferredSurname,PreferredForename,FormerSurname,Sex,NCYear,Ethnicity".split(
      ",",
    ),
    ..."FirstLanguage,SEN,AddressLine1,AddressLine2,Town,Postcode,StartDate,LeavingDate,LeavingReason".split(
      ",",
    ),
    ..."DestinationLAESTAB,Carer1Name,Carer1Relationship,Carer1ParentalResponsibility,Carer1Phone".split(","),
    ..."Carer2Name,Carer2Relationship,Carer2ParentalResponsibility,Carer2Phone".split(","),
  ],
  keyField: "UPN",
  read: (row) => {
    const school = ownSchoolOf(row, "a roll");
    const upn = row.upn();
    const preferredSurname = row.optional("PreferredSurname");
    const formerSurname = row.optional("FormerSurname");
    const [startsOn, endsOn] = row.span("StartDate", "LeavingDate");
    return {
      ...school,
      rowKey: upn,
      forename: row.required("Forename", "the child's forename"),
      middleNames: row.text("MiddleNames"),
      surname: row.required("Surname", "the child's surname"),
      otherForename: row.text("PreferredForename"),
      otherSurname: formerSurname ?? preferredSurname ?? "",
      dateOfBirth: bornOn(row),
      sex: row.sex(),
      upn,
      formerUpn: row.upn("FormerUPN"),
      address: row.address("AddressLine1", "AddressLine2", "Town"),
      postcode: row.postcode(),
      startsOn,
      endsOn,
      other: "{}",
      preferredSurname,
      formerSurname,
      yearGroup: row.optional("NCYear"),
      ethnicity: row.optional("Ethnicity"),
      firstLanguage: row.optional("FirstLanguage"),
      specialEducationalNeeds: row.optional("SEN"),
      leavingReason: row.optional("LeavingReason"),
      destination: nextSchool(row.text("DestinationLAESTAB")),
      carer1: row.optional("Carer1Name"),
      carer1Relationship: row.text("Carer1Relationship"),
      carer1Responsibility: responsibility(row, "Carer1ParentalResponsibility"),
      carer1Phone: row.optional("Carer1Phone"),
      carer2: row.optional("Carer2Name"),
      carer2Relationship: row.text("Carer2Relationship"),
      carer2Responsibility: responsibility(row, "Carer2ParentalResponsibility"),
      carer2Phone: row.optional("Carer2Phone"),
    };
  },
};

/** The school that the row is of, which must be one for which the sender may send `what`. */
export function ownSchoolOf(row: RowReader, what: string): Pick<RowSaid, "authorityId" | "schoolId"> {
  const laestab = row.required("LAESTAB", "the school's seven-digit number").replace(/[\s/]/g, "");
  const school = row.places.schools.get(laestab);
  if (school?.mayImport) return { authorityId: school.authorityId, schoolId: school.id };
  if (school)
    row.refuse(
      "LAESTAB",
      `'${laestab}' is a school that you may not send ${what} for.`,
      "Send the rows of your own school.",
    );
  else if (laestab !== "")
    row.refuse(
      "LAESTAB",
      `'${laestab}' is not the number of a school on record.`,
      "Correct the number, or have the school added.",
    );
  return { authorityId: 0, schoolId: 0 };
}

/** What systems write where no next school is known; X and M are the destinations of transfer files that name no school. (O3.11) */
const noSchool =
  /^(x{3} ?x{4}|m{3} ?m{4}|0+|9{7}|(destination )?(is )?(unknown|not known|unconfirmed)( destination)?|none|no school|n[ .]?[akd]|tb[cak]|null|[-?.]+)$/i;

/**
 * The number of the next school, also where it is written 997/4001, or the name that stands in its place. Nothing where the
 * cell says that none is known: a leaver whose destination is "Unknown" would otherwise pass for one who has arrived. [B02]
 */
function nextSchool(text: string): string | null {
  const number = /^(\d{3})[\s/-]?(\d{4})$/.exec(text);
  if (text === "" || noSchool.test(text.replace(/[\s/]+/g, " "))) return null;
  return number ? `${number[1]}${number[2]}` : text;
}

function bornOn(row: RowReader): string | null {
  const day = row.dateOfBirth();
  if (day === null && row.text("DOB") === "") row.refuse("DOB", "It is empty.", "Enter the date of birth.");
  return day;
}

function responsibility(row: RowReader, column: string): string {
  const text = row.text(column).toLowerCase();
  if (text === "") return "unknown";
  if (/^(y|yes|true|1)$/.test(text)) return "yes";
  if (/^(n|no|false|0)$/.test(text)) return "no";
  if (!/^(u|unknown|not known)$/.test(text))
    row.refuse(
      column,
      `'${text}' does not say whether there is parental responsibility.`,
      "Write Yes, No, or nothing when it is not known.",
    );
  return "unknown";
}
