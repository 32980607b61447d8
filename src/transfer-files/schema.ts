/**
 * What stands where in a Common Transfer File, in one place.
 *
 * It is a schema of our own. The Department's XSD for versions 25 and 26 was not to be had, so this was written from
 * what suppliers publish and files show; order and cardinality are therefore not checked beyond what is marked here.
 * When the official schema is at hand, it replaces this file, and nothing else changes.
 *
 * A name ends in `?` where it may be missing and `*` where it may repeat or be missing; without either it stands
 * exactly once. `anything` is kept and not looked into.
 */
export type Value =
  | "text"
  | "anything"
  | "upn"
  | "day"
  | "moment"
  | "sex"
  | "year"
  | "authority"
  | "establishment"
  | "version"
  | "qualifier"
  | "document-name";
export type Rules = { readonly [name: string]: Value | Rules };

const place = { LEA: "authority", Estab: "establishment", "URN?": "text" } as const;

export const headerRules: Rules = {
  DocumentName: "document-name",
  // One supplier prints CTFVersion: either is read, and one of them must stand (check-header.ts).
  "CTFversion?": "version",
  "CTFVersion?": "version",
  DateTime: "moment",
  DocumentQualifier: "qualifier",
  "DataQualifier?": "text",
  "DataDescriptor?": "text",
  "SupplierID?": "text",
  SourceSchool: { ...place, "SchoolName?": "text", "AcademicYear?": "year" },
  DestSchool: { ...place, "SchoolName?": "text" },
};

export const pupilRules: Rules = {
  "ApplicationReference?": "text",
  "UPN?": "upn",
  "UniqueLearnerNumber?": "text",
  "UCI?": "text",
  Surname: "text",
  Forename: "text",
  DOB: "day",
  // Version 25 dropped Gender: both are read, Sex is written, and one of them must stand (check-file.ts).
  "Sex?": "sex",
  "Gender?": "sex",
  "BasicDetails?": {
    "FormerUPN?": "upn",
    "PreferredSurname?": "text",
    "PreferredForename?": "text",
    "FormerSurname?": "text",
    "FormerForename?": "text",
    "MiddleNames?": "text",
    "NCyearActual?": "text",
    "Ethnicity?": "text",
    "EthnicitySource?": "text",
    "Languages?": { "Type*": "anything" },
    "EnrolStatus?": "text",
    "MedicalFlag?": "text",
    "Disabilities?": { "Disability*": "anything" },
  },
  "NAWdetails?": "anything",
  "LookedAfter?": { "InCare?": "text", "CareAuthority?": "text" },
  "FSMhistory?": {
    "FSMreviewDate?": "day",
    "FSMinstance*": { "FSMstartDate?": "day", "FSMendDate?": "day", "UKcountry?": "text" },
  },
  "SENhistory?": {
    "SEN*": { "StartDate?": "day", "SENprovision?": "text" },
    "SENneeds?": { "SENneed*": "anything" },
  },
  "Admissions?": "anything",
  "Address?": {
    "BS7666Address?": {
      "SAON?": "text",
      "PAON?": "text",
      "Street?": "text",
      "Locality?": "text",
      "Town?": "text",
      "AdministrativeArea?": "text",
      "PostTown?": "text",
      "UniquePropertyReferenceNumber?": "text",
      "PostCode?": "text",
    },
    "AddressLines?": {
      "AddressLine1?": "text",
      "AddressLine2?": "text",
      "AddressLine3?": "text",
      "AddressLine4?": "text",
      "AddressLine5?": "text",
    },
    "County?": "text",
    "PostCode?": "text",
    "Zip?": "text",
    "Country?": "text",
    "Easting?": "text",
    "Northing?": "text",
  },
  "Phones?": { "Phone*": "anything" },
  "Email?": "text",
  "Contacts?": { "Contact*": "anything" },
  "Attendance?": { "YearData*": "anything" },
  "StageAssessments?": {
    "KeyStage*": {
      "Stage?": "text",
      "StageAssessment*": {
        "Locale?": "text",
        "Year?": "year",
        "Subject?": "text",
        "Method?": "text",
        "Component?": "text",
        "ResultStatus?": "text",
        "ResultQualifier?": "text",
        "Result?": "text",
      },
    },
  },
  "SchoolHistory?": { "School*": "anything" },
};
