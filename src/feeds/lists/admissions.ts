import type { ListDefinition } from "../list-definition.ts";
import type { RowReader } from "../row-reader.ts";
import { authorityOf, listedChild, schoolOf } from "./listed-child.ts";

/** What parents applied for. */
export const applications: ListDefinition = {
  word: "admissions-applications",
  expected: "weekly",
  list: "admissions-application",
  title: "School applications",
  required: ["ApplicationReference", "LACode", "Surname", "Forename", "DOB"],
  optional:
    "Round,AppliedOn,UPN,Sex,AddressLine1,AddressLine2,Town,Postcode,CarerName,CarerPhone,Preference1,Preference2,Preference3,Status".split(
      ",",
    ),
  keyField: "ApplicationReference",
  read: (row) => ({
    ...listedChild(row, { authorityId: authorityOf(row, "LACode") }),
    rowKey: row.required("ApplicationReference", "the application's reference"),
    startsOn: row.day("AppliedOn"),
    other: row.others("Round,CarerName,CarerPhone,Preference1,Preference2,Preference3,Status".split(",")),
  }),
};

/** The places that they were offered. */
export const offers: ListDefinition = {
  word: "admissions-offers",
  expected: "weekly",
  list: "admissions-offer",
  title: "Offers of a school place",
  required: ["OfferReference", "LACode", "LAESTAB", "Surname", "Forename", "DOB"],
  optional: "ApplicationReference,Round,OfferedOn,Response,StartOn,UPN,Sex,Postcode".split(","),
  keyField: "OfferReference",
  read: (row) => {
    const authorityId = authorityOf(row, "LACode");
    return {
      ...listedChild(row, { authorityId, schoolId: schoolOf(row, "LAESTAB", authorityId) }),
      rowKey: row.required("OfferReference", "the offer's reference"),
      startsOn: row.day("StartOn"),
      other: JSON.stringify({
        ...JSON.parse(row.others("LAESTAB,ApplicationReference,Round,OfferedOn,Response".split(","))),
        ...answerOf(row),
      }),
    };
  },
};

/** What the family answered, in the two words of this list. A place that was declined must never pass for one to be taken up. */
function answerOf(row: RowReader): { Response?: string } {
  const text = row.text("Response");
  if (/^(declin|refus|reject|turned down|withdr|no\b)/i.test(text)) return { Response: "declined" };
  if (/^(accept|yes\b)/i.test(text)) return { Response: "accepted" };
  return {};
}
