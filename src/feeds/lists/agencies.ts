import type { ListDefinition } from "../list-definition.ts";
import { authorityOf, listedChild } from "./listed-child.ts";

/** The register of children who are educated at home. */
export const homeEducation: ListDefinition = {
  word: "home-education",
  expected: "monthly",
  list: "home-education",
  title: "Home education register",
  required: ["LACode", "Surname", "Forename", "DOB"],
  optional:
    "UPN,Sex,AddressLine1,AddressLine2,Town,Postcode,CarerName,CarerPhone,NotifiedOn,PreviousLAESTAB,Status".split(
      ",",
    ),
  keyField: "UPN",
  read: (row) => {
    const child = listedChild(row, { authorityId: authorityOf(row, "LACode") });
    return {
      ...child,
      rowKey: child.upn ?? null,
      startsOn: row.day("NotifiedOn"),
      other: row.others(["CarerName", "CarerPhone", "PreviousLAESTAB", "Status"]),
    };
  },
};

/** The police's list of children reported missing. [B05] */
export const policeMissing: ListDefinition = {
  word: "police-missing",
  expected: "weekly",
  list: "police-missing",
  title: "Police missing list",
  required: ["PoliceReference", "Surname", "Forename", "DOB"],
  optional: ["Sex", "Town", "Postcode", "ReportedOn", "ReturnedOn", "Risk"],
  keyField: "PoliceReference",
  read: (row) => ({
    ...listedChild(row, { authorityId: authorityOf(row) }, ["Town"]),
    rowKey: row.required("PoliceReference", "the reference that the police gave"),
    startsOn: row.day("ReportedOn"),
    endsOn: row.day("ReturnedOn"),
    other: row.others(["Risk"]),
  }),
};

/** What other authorities write: a child has moved in, or away. */
export const otherAuthorityNotices: ListDefinition = {
  word: "other-authority-notices",
  expected: "not-expected",
  list: "other-authority-notice",
  title: "Notices from other authorities",
  required: ["NoticeReference", "ToAuthority", "Surname", "Forename", "DOB"],
  optional: ["FromAuthority", "Kind", "SentOn", "UPN", "Sex", "NewAddressLine1", "NewTown", "NewPostcode"],
  keyField: "NoticeReference",
  read: (row) => ({
    ...listedChild(
      row,
      { authorityId: authorityOf(row, "ToAuthority") },
      ["NewAddressLine1", "NewTown"],
      "NewPostcode",
    ),
    rowKey: row.required("NoticeReference", "the notice's reference"),
    startsOn: row.day("SentOn"),
    other: row.others(["FromAuthority", "Kind"]),
  }),
};
